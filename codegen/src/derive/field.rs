use proc_macro2::Span;
use quote::ToTokens as _;
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned as _;
use syn::{Error, GenericArgument, Lit, LitInt, LitStr, PathArguments, Type};

use super::names::SerdeNames;
use crate::parse::entries::Json;
use crate::parse::manifest::{Property, Schema};

/// A field of an input, as the manifest would have it.
pub(super) struct Field {
    /// Its name in Rust.
    pub(super) rust: String,
    /// Its name in JSON, with a `?` where it may be left out.
    pub(super) key: String,
    pub(super) schema: Schema,
    pub(super) span: Span,
}

/// The Rust types of an input that a manifest has no name for, by the name they get in it.
#[derive(Default)]
pub(super) struct Foreign(pub(super) Vec<(String, &'static str, String)>);

impl Field {
    pub(super) fn read(
        field: &syn::Field,
        names: &SerdeNames,
        foreign: &mut Foreign,
    ) -> Result<Self, Error> {
        let ident = field
            .ident
            .as_ref()
            .ok_or_else(|| Error::new(field.span(), "an action's input has named fields"))?;
        let rust = ident.to_string();
        let plain = rust.trim_start_matches("r#");
        let own = SerdeNames::read(&field.attrs)?;
        let name = match own.rename {
            Some(name) => name,
            None => names.cased(plain)?,
        };
        let (ty, optional) = match argument(&field.ty, "Option") {
            Some(inner) => (inner, "?"),
            None => (&field.ty, ""),
        };
        let mut schema = Schema {
            r#type: Some(foreign.expression(ty)),
            description: super::attributes::docs(&field.attrs),
            rust: Some(plain.to_owned()),
            ..Schema::default()
        };
        for attribute in field
            .attrs
            .iter()
            .filter(|one| one.path().is_ident("action"))
        {
            attribute.parse_nested_meta(|meta| keyword(&mut schema, &meta))?;
        }
        Ok(Self {
            rust: plain.to_owned(),
            key: format!("{name}{optional}"),
            schema,
            span: field.span(),
        })
    }

    pub(super) fn property(&self) -> Property {
        Property::Schema(Box::new(self.schema.clone()))
    }
}

fn keyword(schema: &mut Schema, meta: &ParseNestedMeta) -> Result<(), Error> {
    let name = meta.path.get_ident().map(ToString::to_string);
    let text = || meta.value()?.parse::<LitStr>().map(|text| text.value());
    let count = || meta.value()?.parse::<LitInt>()?.base10_parse::<usize>();
    match name.as_deref().unwrap_or_default() {
        "pattern" => schema.pattern = Some(text()?),
        "fail_if" => schema.fail_if = Some(text()?),
        "min_length" => schema.min_length = Some(count()?),
        "max_length" => schema.max_length = Some(count()?),
        "min_items" => schema.min_items = Some(count()?),
        "max_items" => schema.max_items = Some(count()?),
        "minimum" => schema.minimum = Some(Json(number(meta)?)),
        "maximum" => schema.maximum = Some(Json(number(meta)?)),
        _ => {
            return Err(meta.error(
                "expected `pattern`, `fail_if`, `minimum`, `maximum`, `min_length`, `max_length`, `min_items` or `max_items`",
            ));
        }
    }
    Ok(())
}

fn number(meta: &ParseNestedMeta) -> Result<serde_json::Value, Error> {
    let value = meta.value()?;
    let sign = value.parse::<Option<syn::Token![-]>>()?.map_or("", |_| "-");
    let literal: Lit = value.parse()?;
    let digits = match &literal {
        Lit::Int(number) => number.base10_digits(),
        Lit::Float(number) => number.base10_digits(),
        _ => return Err(Error::new(literal.span(), "expected a number")),
    };
    serde_json::from_str(&format!("{sign}{digits}"))
        .map_err(|_| Error::new(literal.span(), "expected a number that JSON has"))
}

impl Foreign {
    /// The type in the words of a manifest.
    pub(super) fn expression(&mut self, ty: &Type) -> String {
        if let Some(item) = argument(ty, "Vec") {
            return format!("list<{}>", self.expression(item));
        }
        let name = match ty {
            Type::Path(path) => path.path.get_ident().map(ToString::to_string),
            _ => None,
        };
        match name.as_deref().unwrap_or_default() {
            "String" => "string".to_owned(),
            "i64" => "integer".to_owned(),
            "f64" => "number".to_owned(),
            "bool" => "boolean".to_owned(),
            "i8" | "i16" | "i32" | "u8" | "u16" | "u32" | "u64" | "isize" | "usize" => {
                self.add("integer", ty)
            }
            "f32" => self.add("number", ty),
            _ => self.add("any", ty),
        }
    }

    pub(super) fn add(&mut self, stands_for: &'static str, ty: &Type) -> String {
        let name = format!("Foreign{}", self.0.len());
        let path = ty.to_token_stream().to_string();
        self.0.push((name.clone(), stands_for, path));
        name
    }
}

/// `T` of `wrapper<T>`.
fn argument<'a>(ty: &'a Type, wrapper: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else {
        return None;
    };
    let last = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == wrapper)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}
