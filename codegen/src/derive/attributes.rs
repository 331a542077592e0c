use heck::ToKebabCase as _;
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned as _;
use syn::{Attribute, Data, DeriveInput, Error, Expr, Fields, Lit, LitStr, Meta, Type};

use super::field::{Field, Foreign};
use super::names::SerdeNames;
use super::place::{Places, refuse};
use super::{refused, unknown};
use crate::messages;
use crate::parse::action::{Action, Body, Output};
use crate::parse::entries::Entries;
use crate::parse::manifest::{File, Property, Schema};

/// What a struct and its attributes say, as an entry of a manifest, and where each of it stands.
pub(super) struct Written {
    /// The name of the struct.
    pub(super) rust: String,
    pub(super) fields: Vec<Field>,
    name: String,
    group: String,
    action: Action,
    foreign: Foreign,
    pub(super) places: Places,
    /// Keys that no attribute has; the others are read all the same.
    unknown: Vec<Error>,
}

const KEYS: [&str; 9] = [
    "name",
    "group",
    "docs",
    "method",
    "endpoint",
    "vars",
    "body",
    "repeat_if",
    "output",
];

pub(super) fn read(input: &DeriveInput) -> Result<Written, Error> {
    if let Some(parameter) = input.generics.params.first() {
        return Err(refuse(parameter.span(), &messages::generic_input()));
    }
    let rust = input.ident.to_string();
    let plain = rust.trim_start_matches("r#");
    let mut written = Written {
        name: plain.to_kebab_case(),
        group: "Actions".to_owned(),
        action: Action {
            description: Some(docs(&input.attrs).unwrap_or_default()),
            ..Action::default()
        },
        fields: Vec::new(),
        foreign: Foreign::default(),
        places: Places::of(input.ident.span()),
        unknown: Vec::new(),
        rust,
    };
    for attribute in input
        .attrs
        .iter()
        .filter(|one| one.path().is_ident("action"))
    {
        attribute.parse_nested_meta(|meta| written.take(&meta))?;
    }
    written.take_fields(input)?;
    refused(std::mem::take(&mut written.unknown))?;
    let needed = ["method", "endpoint", "output"].into_iter();
    refused(
        needed
            .filter(|key| !written.places.has(key))
            .map(|key| written.missing(key)),
    )?;
    Ok(written)
}

impl Written {
    fn take(&mut self, meta: &ParseNestedMeta) -> Result<(), Error> {
        let key = meta.path.get_ident().map(ToString::to_string);
        let key = key.unwrap_or_default();
        match key.as_str() {
            "name" => self.name = self.text(meta, &[])?,
            "group" => self.group = self.text(meta, &["group"])?,
            "docs" => self.action.docs = Some(self.text(meta, &["docs"])?),
            "method" => self.action.method = Some(self.text(meta, &["method"])?),
            "endpoint" => self.action.endpoint = Some(self.text(meta, &["endpoint"])?),
            "repeat_if" => self.action.repeat_if = Some(self.text(meta, &["repeat_if"])?),
            "body" if meta.input.peek(syn::Token![=]) => {
                self.action.body = Some(Body::Whole(self.text(meta, &["body"])?));
            }
            "body" => self.action.body = Some(Body::Properties(self.entries(meta, "body")?)),
            "vars" => self.action.vars = self.entries(meta, "vars")?,
            "output" => self.output(&meta.value()?.parse()?),
            _ => {
                self.unknown.push(unknown::key(meta, &KEYS));
                unknown::skip(meta)?;
            }
        }
        Ok(())
    }

    fn missing(&self, key: &str) -> Error {
        refuse(self.places.whole(), &messages::missing_attribute(key))
    }

    /// A text, and that it stands at `path`.
    fn text(&mut self, meta: &ParseNestedMeta, path: &[&str]) -> Result<String, Error> {
        let text: LitStr = meta.value()?.parse()?;
        self.places.put(path, text.span(), text.value());
        Ok(text.value())
    }

    /// `(name = "JMESPath", "other name" = "JMESPath")`
    fn entries(&mut self, meta: &ParseNestedMeta, key: &str) -> Result<Entries<String>, Error> {
        let mut entries = Entries::default();
        let content;
        syn::parenthesized!(content in meta.input);
        while !content.is_empty() {
            let name = if content.peek(LitStr) {
                content.parse::<LitStr>()?.value()
            } else {
                let ident = content.call(syn::ext::IdentExt::parse_any)?;
                let ident: syn::Ident = ident;
                ident.to_string()
            };
            content.parse::<syn::Token![=]>()?;
            let text = content.parse::<LitStr>()?;
            self.places.put(&[key, &name], text.span(), text.value());
            entries.push(&name, text.value());
            content.parse::<Option<syn::Token![,]>>()?;
        }
        Ok(entries)
    }

    fn output(&mut self, ty: &Type) {
        self.places.put(&["output"], ty.span(), String::new());
        let name = self.foreign.add("any", ty);
        self.action.output = Some(Output::Type(name));
    }

    fn take_fields(&mut self, input: &DeriveInput) -> Result<(), Error> {
        let names = SerdeNames::read(&input.attrs)?;
        let fields = match &input.data {
            Data::Struct(data) => match &data.fields {
                Fields::Named(fields) => fields.named.iter().collect(),
                Fields::Unit => Vec::new(),
                Fields::Unnamed(_) => {
                    return Err(refuse(self.places.whole(), &messages::unnamed_fields()));
                }
            },
            _ => {
                return Err(refuse(self.places.whole(), &messages::no_struct()));
            }
        };
        for field in fields {
            let field = Field::read(field, &names, &mut self.foreign)?;
            field.stands(&mut self.places);
            self.unknown.extend_from_slice(&field.unknown);
            self.action.input.push(&field.key, field.property());
            self.fields.push(field);
        }
        Ok(())
    }

    /// The Rust type that a type of the manifest stands for.
    pub(super) fn path(&self, name: &str) -> Option<String> {
        let known = self.foreign.0.iter().find(|(foreign, ..)| foreign == name);
        known.map(|(.., path)| path.clone())
    }

    pub(super) fn file(&self) -> File {
        let mut file = File {
            group: Some(self.group.clone()),
            ..File::default()
        };
        file.actions.push(&self.name, self.action.clone());
        for (name, stands_for, _) in &self.foreign.0 {
            let schema = Schema {
                r#type: Some((*stands_for).to_owned()),
                ..Schema::default()
            };
            file.types.push(name, Property::Schema(Box::new(schema)));
        }
        file
    }
}

/// The text of doc comments.
pub(super) fn docs(attributes: &[Attribute]) -> Option<String> {
    let line = |attribute: &Attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    let lines: Vec<String> = attributes.iter().filter_map(line).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
