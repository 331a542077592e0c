//! What serde calls a field in JSON.

use heck::{
    ToKebabCase as _, ToLowerCamelCase as _, ToShoutySnakeCase as _, ToSnakeCase as _,
    ToUpperCamelCase as _,
};
use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned as _;
use syn::{Attribute, Error, LitStr};

use super::place::refuse;
use super::unknown;
use crate::messages;

/// What `#[serde(…)]` says of names, and of what may be left out.
#[derive(Default)]
pub(super) struct SerdeNames {
    pub(super) rename: Option<String>,
    pub(super) rename_all: Option<LitStr>,
    /// Where it says that what is absent is read as a default.
    pub(super) default: Option<Span>,
}

/// What would part what serde reads or writes from what the schema says.
const REFUSED: [&str; 4] = ["flatten", "skip", "skip_serializing", "skip_deserializing"];

impl SerdeNames {
    pub(super) fn read(attributes: &[Attribute]) -> Result<Self, Error> {
        let mut names = Self::default();
        for attribute in attributes.iter().filter(|one| one.path().is_ident("serde")) {
            attribute.parse_nested_meta(|meta| names.take(&meta))?;
        }
        Ok(names)
    }

    fn take(&mut self, meta: &ParseNestedMeta) -> Result<(), Error> {
        let key = meta.path.get_ident().map(ToString::to_string);
        match key.unwrap_or_default().as_str() {
            key if REFUSED.contains(&key) => {
                return Err(refuse(meta.path.span(), &messages::not_own_name()));
            }
            key @ ("rename" | "rename_all") if meta.input.peek(syn::token::Paren) => {
                return Err(refuse(meta.path.span(), &messages::two_names(key)));
            }
            "rename" => self.rename = Some(meta.value()?.parse::<LitStr>()?.value()),
            "rename_all" => self.rename_all = Some(meta.value()?.parse()?),
            "default" => {
                self.default = Some(meta.path.span());
                unknown::skip(meta)?;
            }
            _ => unknown::skip(meta)?,
        }
        Ok(())
    }

    /// That a field of which this is said may be left out, where `field` says nothing else.
    pub(super) fn check_default(&self, field: &Self, is_option: bool) -> Result<(), Error> {
        match field.default.or(self.default) {
            Some(default) if !is_option => Err(refuse(default, &messages::default_of_field())),
            _ => Ok(()),
        }
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
