use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use serde_json::Value;
use specforce_scalar::whole;

use super::emitter::{Emitter, Import};
use crate::fault::Message;
use crate::ir::{Ir, Property, Shape, Ty, TypeId};
use crate::naming::ident;

impl Emitter<'_> {
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
            self.import(Import::Type(id)).to_token_stream()
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
                number_literal(whole(number).unwrap_or_default())
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
