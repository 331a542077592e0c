//! What serde calls a field in JSON.

use heck::{
    ToKebabCase as _, ToLowerCamelCase as _, ToShoutySnakeCase as _, ToSnakeCase as _,
    ToUpperCamelCase as _,
};
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned as _;
use syn::{Attribute, Error, LitStr};

use super::place::refuse;
use crate::messages;

/// What `#[serde(…)]` says of names.
#[derive(Default)]
pub(super) struct SerdeNames {
    pub(super) rename: Option<String>,
    pub(super) rename_all: Option<LitStr>,
}

impl SerdeNames {
    pub(super) fn read(attributes: &[Attribute]) -> Result<Self, Error> {
        let mut names = Self::default();
        for attribute in attributes.iter().filter(|one| one.path().is_ident("serde")) {
            attribute.parse_nested_meta(|meta| names.take(&meta))?;
        }
        Ok(names)
    }

    fn take(&mut self, meta: &ParseNestedMeta) -> Result<(), Error> {
        if meta.path.is_ident("flatten") || meta.path.is_ident("skip") {
            return Err(refuse(meta.path.span(), &messages::not_own_name()));
        }
        if meta.path.is_ident("rename") {
            self.rename = Some(meta.value()?.parse::<LitStr>()?.value());
        } else if meta.path.is_ident("rename_all") {
            self.rename_all = Some(meta.value()?.parse()?);
        } else if meta.input.peek(syn::Token![=]) {
            meta.value()?.parse::<syn::Expr>()?;
        } else if meta.input.peek(syn::token::Paren) {
            meta.parse_nested_meta(|inner| {
                if inner.input.peek(syn::Token![=]) {
                    inner.value()?.parse::<syn::Expr>()?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// The name of a field in the case that the whole struct has.
    pub(super) fn cased(&self, field: &str) -> Result<String, Error> {
        let Some(case) = &self.rename_all else {
            return Ok(field.to_owned());
        };
        match case.value().as_str() {
            "camelCase" => Ok(field.to_lower_camel_case()),
            "PascalCase" => Ok(field.to_upper_camel_case()),
            "snake_case" => Ok(field.to_snake_case()),
            "kebab-case" => Ok(field.to_kebab_case()),
            "SCREAMING_SNAKE_CASE" => Ok(field.to_shouty_snake_case()),
            _ => Err(refuse(case.span(), &messages::unknown_rename())),
        }
    }
}
