use proc_macro2::Span;
use quote::ToTokens as _;
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned as _;
use syn::{Error, GenericArgument, PathArguments, Type};

use super::keywords::Keywords;
use super::names::SerdeNames;
use super::place::{Places, refuse};
use super::unknown;
use crate::messages;
use crate::parse::manifest::{Property, Schema};

/// A field of an input, as the manifest would have it.
pub(super) struct Field {
    /// Its name in Rust.
    pub(super) rust: String,
    /// Its name in JSON, with a `?` where it may be left out.
    pub(super) key: String,
    pub(super) schema: Schema,
    pub(super) unknown: Vec<Error>,
    /// Of its name.
    span: Span,
    keywords: Keywords,
}

/// The keywords of JSON Schema that an attribute calls otherwise.
pub(super) const BOUNDS: [(&str, &str); 4] = [
    ("minLength", "min_length"),
    ("maxLength", "max_length"),
    ("minItems", "min_items"),
    ("maxItems", "max_items"),
];

const KEYS: [&str; 8] = [
    "pattern",
    "fail_if",
    "minimum",
    "maximum",
    "min_length",
    "max_length",
    "min_items",
    "max_items",
];

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
            .ok_or_else(|| refuse(field.span(), &messages::unnamed_fields()))?;
        let rust = ident.to_string();
        let plain = rust.trim_start_matches("r#");
        let own = SerdeNames::read(&field.attrs)?;
        let name = match &own.rename {
            Some(name) => name.clone(),
            None => names.cased(plain)?,
        };
        let (ty, optional) = match argument(&field.ty, "Option") {
            Some(inner) => (inner, "?"),
            None => (&field.ty, ""),
        };
        names.check_default(&own, !optional.is_empty())?;
        let schema = Schema {
            r#type: Some(foreign.expression(ty)),
            description: super::attributes::docs(&field.attrs),
            rust: Some(plain.to_owned()),
            ..Schema::default()
        };
        let mut read = Self {
            rust: plain.to_owned(),
            key: format!("{name}{optional}"),
            schema,
            unknown: Vec::new(),
            span: ident.span(),
            keywords: Keywords::default(),
        };
        let actions = field.attrs.iter();
        for attribute in actions.filter(|one| one.path().is_ident("action")) {
            attribute.parse_nested_meta(|meta| read.take(&meta))?;
        }
        Ok(read)
    }

    /// Tells where the field and its keywords stand.
    pub(super) fn stands(&self, places: &mut Places) {
        places.put(&["input", &self.key], self.span, String::new());
        for (keyword, span, text) in &self.keywords.0 {
            places.put(&["input", &self.key, keyword], *span, text.clone());
        }
    }

    pub(super) fn property(&self) -> Property {
        Property::Schema(Box::new(self.schema.clone()))
    }

    fn take(&mut self, meta: &ParseNestedMeta) -> Result<(), Error> {
        let name = meta.path.get_ident().map(ToString::to_string);
        let schema = &mut self.schema;
        match name.as_deref().unwrap_or_default() {
            "pattern" => schema.pattern = Some(self.keywords.text("pattern", meta)?),
            "fail_if" => schema.fail_if = Some(self.keywords.text("fail_if", meta)?),
            "min_length" => schema.min_length = Some(self.keywords.count("minLength", meta)?),
            "max_length" => schema.max_length = Some(self.keywords.count("maxLength", meta)?),
            "min_items" => schema.min_items = Some(self.keywords.count("minItems", meta)?),
            "max_items" => schema.max_items = Some(self.keywords.count("maxItems", meta)?),
            "minimum" => schema.minimum = Some(self.keywords.number("minimum", meta)?),
            "maximum" => schema.maximum = Some(self.keywords.number("maximum", meta)?),
            _ => {
                self.unknown.push(unknown::key(meta, &KEYS));
                unknown::skip(meta)?;
            }
        }
        Ok(())
    }
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
