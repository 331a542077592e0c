use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::leaves::Leaves;
use crate::fault::Message;
use crate::ir::{Ir, Origin, Property, Role, Shape, Ty, TypeId};
use crate::naming::ident;

/// Where generated code goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// It is the library of a crate that depends on serde and schemars itself.
    Library,
    /// It is a module of a crate that depends on specforce alone, in files.
    Tree,
    /// It is a module of a crate that depends on specforce alone, in one piece.
    Inline,
}

/// What every part of emission looks up.
pub(super) struct Emitter<'a> {
    pub(super) ir: &'a Ir,
    target: Target,
    /// By type: whether an answer is read by its own `Deserialize`.
    plain: Vec<bool>,
    pub(super) leaves: Leaves<'a>,
    /// The names of all types.
    pub(super) names: HashSet<&'a str>,
}

impl<'a> Emitter<'a> {
    pub(super) fn new(ir: &'a Ir, target: Target) -> Self {
        let mut emitter = Self {
            ir,
            target,
            plain: vec![true; ir.types.len()],
            leaves: Leaves::new(ir),
            names: ir.types.iter().map(|ty| ty.name.as_str()).collect(),
        };
        // A type is plain only if all it holds is, so this settles from the inside out.
        loop {
            let next: Vec<bool> = (0..ir.types.len())
                .map(|id| emitter.reads_as_itself(id))
                .collect();
            if next == emitter.plain {
                return emitter;
            }
            emitter.plain = next;
        }
    }

    fn reads_as_itself(&self, id: TypeId) -> bool {
        let ty = &self.ir.types[id];
        match &ty.shape {
            // How it is read is known where it is made.
            _ if ty.path.is_some() => false,
            Shape::Enum(_) => true,
            Shape::Alias(alias) => self.is_plain(&alias.ty),
            Shape::Object(object) => {
                let may_be_empty = ty.role == Role::Output
                    && !object.properties.iter().any(|property| property.required);
                !ty.in_input
                    && !may_be_empty
                    && object
                        .properties
                        .iter()
                        .all(|property| self.property_is_plain(property))
            }
        }
    }

    fn property_is_plain(&self, property: &Property) -> bool {
        let same_name =
            matches!(&property.origin, Origin::Path(path) if *path == [property.name.as_str()]);
        same_name
            && property.keywords.default.is_none()
            && !property.omit_empty
            && self.is_plain(&property.ty)
    }

    /// Whether an answer of this type is read by its own `Deserialize`.
    pub(super) fn is_plain(&self, ty: &Ty) -> bool {
        match ty {
            Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) => self.is_plain(inner),
            Ty::Type(id) => self.plain[*id],
            _ => true,
        }
    }

    /// The way from a file to the module that holds the groups.
    pub(super) fn root(&self) -> TokenStream {
        if self.is_library() {
            quote!(crate)
        } else {
            quote!(super::super)
        }
    }

    /// What every file imports.
    pub(super) fn runtime(&self) -> TokenStream {
        if self.is_library() {
            quote!(
                use specforce_runtime as runtime;
            )
        } else {
            quote! {
                #[allow(unused_imports)]
                use ::specforce::runtime::{self, schemars, serde, serde_json};
            }
        }
    }

    /// Lints are for code that people write, also where their crate asks for more of them.
    pub(super) fn lints() -> TokenStream {
        quote!(#[allow(clippy::all, clippy::pedantic, clippy::nursery, missing_docs, unreachable_pub, unused_parens)])
    }

    /// What serde's derives need beside themselves.
    pub(super) fn serde_crate(&self) -> Option<TokenStream> {
        (!self.is_library()).then(|| quote!(#[serde(crate = "serde")]))
    }

    /// Tests and examples need dependencies that only the library is known to have.
    pub(super) fn is_library(&self) -> bool {
        self.target == Target::Library
    }

    /// The text of a schema file.
    pub(super) fn schema_text(&self, file: &str, schema: impl FnOnce() -> Value) -> TokenStream {
        match self.target {
            Target::Library | Target::Tree => {
                let path = format!("../schemas/{file}");
                quote!(include_str!(#path))
            }
            Target::Inline => {
                let text = schema().to_string();
                quote!(#text)
            }
        }
    }

    /// The type in Rust.
    pub(super) fn ty(&self, ty: &Ty) -> TokenStream {
        match ty {
            Ty::String => quote!(String),
            Ty::Integer => quote!(i64),
            Ty::Number => quote!(f64),
            Ty::Boolean => quote!(bool),
            Ty::Any => quote!(serde_json::Value),
            Ty::List(inner) => {
                let inner = self.ty(inner);
                quote!(Vec<#inner>)
            }
            Ty::Map(inner) if *self.ir.plain(inner) == Ty::Any => quote!(runtime::Object),
            Ty::Map(inner) => {
                let inner = self.ty(inner);
                quote!(std::collections::BTreeMap<String, #inner>)
            }
            Ty::Nullable(inner) => {
                let inner = self.ty(inner);
                quote!(Option<#inner>)
            }
            Ty::Type(id) => self.named(*id),
        }
    }

    fn named(&self, id: TypeId) -> TokenStream {
        let ty = &self.ir.types[id];
        if let Some(path) = &ty.path {
            path.parse().unwrap_or_default()
        } else if let Shape::Alias(alias) = &ty.shape {
            self.ty(&alias.ty)
        } else {
            let (module, name) = (ident(&ty.module), ident(&ty.name));
            quote!(crate::#module::#name)
        }
    }

    /// The type of a property's field.
    pub(super) fn field(&self, property: &Property) -> TokenStream {
        let ty = self.ty(&property.ty);
        if property.is_option() {
            quote!(Option<#ty>)
        } else {
            ty
        }
    }

    /// A JSON value of a type as a Rust expression, for defaults and constants.
    pub(super) fn value(&self, value: &Value, ty: &Ty) -> TokenStream {
        match (self.ir.plain(ty), value) {
            (Ty::String, Value::String(text)) => quote!(#text.to_owned()),
            (Ty::Boolean, Value::Bool(truth)) => quote!(#truth),
            (Ty::Integer, Value::Number(number)) => {
                number_literal(number.as_i64().unwrap_or_default())
            }
            (Ty::Number, Value::Number(number)) => {
                let number =
                    proc_macro2::Literal::f64_unsuffixed(number.as_f64().unwrap_or_default());
                quote!(#number)
            }
            (Ty::Type(id), Value::String(text)) => self.variant(*id, text),
            (Ty::Nullable(_), Value::Null) => quote!(None),
            (Ty::Nullable(inner), value) => {
                let value = self.value(value, inner);
                quote!(Some(#value))
            }
            (Ty::Any, value) => {
                let json = value.to_string();
                quote!(serde_json::from_str(#json).unwrap_or_default())
            }
            _ => quote!(Default::default()),
        }
    }

    fn variant(&self, id: TypeId, text: &str) -> TokenStream {
        if let Shape::Enum(values) = &self.ir.types[id].shape {
            let variant = variants(values)
                .into_iter()
                .find(|(value, _)| *value == text);
            let (ty, variant) = (
                self.named(id),
                ident(&variant.map(|(_, name)| name).unwrap_or_default()),
            );
            quote!(#ty::#variant)
        } else {
            quote!(Default::default())
        }
    }
}

/// Code that the check has made sure of; what it overlooked is rustc's to refuse, never left out.
pub(super) fn checked(code: Result<TokenStream, Message>) -> TokenStream {
    code.unwrap_or_else(|message| refused(&message))
}

/// rustc's refusal of what the check has overlooked.
pub(super) fn refused(message: &Message) -> TokenStream {
    let title = &message.title;
    quote!(compile_error!(#title))
}

fn number_literal(number: i64) -> TokenStream {
    let literal = proc_macro2::Literal::i64_unsuffixed(number);
    quote!(#literal)
}

/// The variants of an enum: each value with its name in Rust, made different by a number where they would be alike.
pub(super) fn variants(values: &[String]) -> Vec<(&str, String)> {
    let mut taken = HashSet::new();
    // The number to go on with, so that many values of one name take no longer than as many different ones.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let named = values.iter().map(|value| {
        let plain = crate::naming::variant(value);
        let number = numbers.entry(plain.clone()).or_insert(2);
        let mut name = plain.clone();
        while !taken.insert(name.clone()) {
            name = format!("{plain}{number}");
            *number += 1;
        }
        (value.as_str(), name)
    });
    named.collect()
}

/// Whether a default of a type is what Rust's `Default` gives.
pub(super) fn is_rust_default(ir: &Ir, value: &Value, ty: &Ty) -> bool {
    if matches!(ir.plain(ty), Ty::Any | Ty::Nullable(_)) {
        return value.is_null();
    }
    match value {
        Value::Bool(truth) => !truth,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Null => true,
    }
}
