//! How a type is read from Salesforce's answer, where that has another shape.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::emitter::Emitter;
use super::types::is_rust_default;
use super::{picked, renamed, spread, wire};
use crate::expression::{Scope, compile};
use crate::ir::{Object, Origin, Property, Role, Ty, TypeId};
use crate::naming::ident;

/// How an answer is read that has not the type's own shape.
pub(super) fn reading(emitter: &Emitter, id: TypeId, object: &Object) -> Option<TokenStream> {
    let ty = &emitter.ir.types[id];
    if !ty.in_output || emitter.is_plain(&Ty::Type(id)) {
        return None;
    }
    if let Some(renamed) = renamed::reading(emitter, ty, object) {
        return Some(renamed);
    }
    let Reading { statements, values } = match strategy(emitter, object) {
        Strategy::Whole(property) => whole(emitter, property),
        Strategy::Fields => wire::reading(emitter, object, ty.role == Role::Output),
        Strategy::Picked => picked::reading(emitter, object),
    };
    Some(finished(emitter, object, &statements, values))
}

/// Statements that read an answer, and the expression of each property that is taken from it.
pub(super) struct Reading {
    pub(super) statements: TokenStream,
    /// By the property's name in Rust.
    pub(super) values: Vec<(String, TokenStream)>,
}

/// The value itself, from what was read.
fn finished(
    emitter: &Emitter,
    object: &Object,
    statements: &TokenStream,
    values: Vec<(String, TokenStream)>,
) -> TokenStream {
    let computed = computed(emitter, object);
    // What is computed looks at what was read before that moves into its field.
    let (lets, values) = if computed.is_empty() {
        (Vec::new(), values)
    } else {
        values.into_iter().map(in_variable).unzip()
    };
    let value = |name: &str| {
        let mut values = values.iter();
        let found = values.find(|(known, _)| known == name);
        found.map(|(_, value)| value)
    };
    let fields = object.properties.iter();
    let fields = fields.map(|property| field(emitter, property, value(&property.rust)));
    let rest = value(REST).map(|value| {
        if value.to_string() == REST {
            quote!(additional_properties,)
        } else {
            quote!(additional_properties: #value,)
        }
    });
    quote! {
        #statements
        #(#lets)*
        #(#computed)*
        Ok(Self { #(#fields)* #rest })
    }
}

/// A value put into a variable of its name, and the variable in its place.
fn in_variable((name, value): (String, TokenStream)) -> (TokenStream, (String, TokenStream)) {
    let variable = ident(&name);
    let statement = (variable != value.to_string()).then(|| quote!(let #variable = #value;));
    (statement.unwrap_or_default(), (name, quote!(#variable)))
}

/// The field of an open object that holds what has no name.
pub(super) const REST: &str = "additional_properties";

enum Strategy<'a> {
    /// One property is the whole answer, and the others come from it.
    Whole(&'a Property),
    /// Each path leads to one property, or to a part of one: a private shape of the answer is read.
    Fields,
    /// Paths overlap, so the answer is kept as JSON and each property is picked from it.
    Picked,
}

fn strategy<'a>(emitter: &Emitter, object: &'a Object) -> Strategy<'a> {
    let paths: Vec<(&Property, &[String])> = taken(object).collect();
    match paths.as_slice() {
        [(property, [])] if !object.open && emitter.ir.object(&property.ty).is_none() => {
            return Strategy::Whole(property);
        }
        _ => {}
    }
    let places: Vec<Vec<&str>> = paths
        .iter()
        .flat_map(|(property, path)| spread::places(emitter, object, property, path))
        .collect();
    let overlap = |(index, path): (usize, &Vec<&str>)| {
        let mut others = places.iter().enumerate();
        path.is_empty() || others.any(|(other, with)| other != index && with.starts_with(path))
    };
    let overlapping = places.iter().enumerate().any(overlap);
    if overlapping || is_renamed_and_open(object) {
        Strategy::Picked
    } else {
        Strategy::Fields
    }
}

fn is_renamed_and_open(object: &Object) -> bool {
    object.open && object.properties.iter().any(|property| !matches!(&property.origin, Origin::Path(path) if *path == [property.name.as_str()]))
}

pub(super) fn taken(object: &Object) -> impl Iterator<Item = (&Property, &[String])> {
    object
        .properties
        .iter()
        .filter_map(|property| match &property.origin {
            Origin::Path(path) => Some((property, path.as_slice())),
            _ => None,
        })
}

/// The property that takes what no other does.
pub(super) fn rest(object: &Object) -> Option<&Property> {
    let mut properties = object.properties.iter();
    properties.find(|property| property.origin == Origin::Rest)
}

fn whole(emitter: &Emitter, property: &Property) -> Reading {
    let (variable, ty) = (ident(&property.rust), read_type(emitter, property));
    let default = default(emitter, property);
    Reading {
        statements: quote!(let #variable: #ty = runtime::from_answer(answer)?;),
        values: vec![(property.rust.clone(), quote!(#variable #default))],
    }
}

/// The type that is read, before a default is put in.
pub(super) fn read_type(emitter: &Emitter, property: &Property) -> TokenStream {
    let ty = emitter.ty(&property.ty);
    let has_default = property.keywords.default.is_some();
    let is_option = matches!(emitter.ir.plain(&property.ty), Ty::Nullable(_)) && has_default;
    if must_be_there(property) || is_option {
        ty
    } else {
        quote!(Option<#ty>)
    }
}

/// Whether an answer without it does not fit. A default stands in even for what is always given back.
pub(super) fn must_be_there(property: &Property) -> bool {
    property.required && property.keywords.default.is_none()
}

/// Whether null is told from absence: an optional property that keeps a null, and has no default for it.
pub(super) fn tells_null(emitter: &Emitter, property: &Property) -> bool {
    property.is_option() && emitter.ir.keeps_null(&property.ty)
}

/// `.unwrap_or(…)` for a property with a default.
pub(super) fn default(emitter: &Emitter, property: &Property) -> Option<TokenStream> {
    let value = property.keywords.default.as_ref()?;
    let code = emitter.value(value, &property.ty);
    let is_enum = matches!(emitter.ir.plain(&property.ty), Ty::Type(_));
    match emitter.ir.plain(&property.ty) {
        Ty::Nullable(_) => (!value.is_null()).then(|| quote!(.or(#code))),
        _ if is_rust_default(emitter.ir, value, &property.ty) && !is_enum => {
            Some(quote!(.unwrap_or_default()))
        }
        Ty::String | Ty::Any => Some(quote!(.unwrap_or_else(|| #code))),
        _ => Some(quote!(.unwrap_or(#code))),
    }
}

/// A name for a variable that no property has.
pub(super) fn local(object: &Object, name: &str) -> Ident {
    let mut name = name.to_owned();
    while object
        .properties
        .iter()
        .any(|property| property.rust == name)
    {
        name.push('_');
    }
    ident(&name)
}

fn computed(emitter: &Emitter, object: &Object) -> Vec<TokenStream> {
    let mut lets = Vec::new();
    for property in &object.properties {
        if let Origin::Computed(expression) = &property.origin
            && let Ok(typed) = compile(emitter.ir, &Scope::siblings(object), expression)
        {
            let (variable, code) = (ident(&property.rust), typed.code);
            let code = if property.is_option() {
                quote!(Some(#code))
            } else {
                code
            };
            lets.push(quote!(let #variable = #code;));
        }
    }
    lets
}

/// The field of the finished value; `read` is what was taken from the answer.
fn field(emitter: &Emitter, property: &Property, read: Option<&TokenStream>) -> TokenStream {
    let field = ident(&property.rust);
    let value = match (&property.origin, read) {
        (Origin::Constant(value), _) => {
            let value = emitter.value(value, &property.ty);
            if property.is_option() {
                quote!(Some(#value))
            } else {
                value
            }
        }
        // The function fills it in, for it alone sees the input.
        (Origin::Template(_), _) => quote!(String::new()),
        (_, Some(value)) => value.clone(),
        (_, None) => quote!(#field),
    };
    let omitted = property.omit_empty.then(|| {
        if emitter.ir.object(&property.ty).is_some() {
            let ty = emitter.ty(&property.ty);
            quote!(.filter(|value| *value != <#ty as Default>::default()))
        } else {
            quote!(.filter(|value| !value.is_empty()))
        }
    });
    if omitted.is_none() && field == value.to_string() {
        quote!(#field,)
    } else {
        quote!(#field: #value #omitted,)
    }
}

/// A value for the field of a property that is there.
pub(super) fn optional(property: &Property, value: &TokenStream) -> TokenStream {
    if property.required {
        value.clone()
    } else {
        quote!(Some(#value))
    }
}
