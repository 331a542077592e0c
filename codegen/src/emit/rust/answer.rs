//! How a type is read from Salesforce's answer: the `FromAnswer` of each output type.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::{Emitter, is_rust_default};
use crate::expression::{Scope, compile};
use crate::ir::{Object, Origin, Property, Role, Ty, TypeId};
use crate::naming::ident;

pub(super) fn implementation(emitter: &Emitter, id: TypeId, object: &Object) -> TokenStream {
    let ty = &emitter.ir.types[id];
    let name = ident(&ty.name);
    let body = if emitter.is_plain(&Ty::Type(id)) && !is_renamed_and_open(object) {
        quote!(serde::Deserialize::deserialize(answer))
    } else {
        let Reading { statements, values } = match strategy(emitter, object) {
            Strategy::Whole(property) => whole(emitter, property),
            Strategy::Fields => fields(emitter, object, ty.role == Role::Output),
            Strategy::Picked => picked(emitter, object),
        };
        finished(emitter, object, &statements, values)
    };
    quote! {
        impl runtime::FromAnswer for #name {
            fn from_answer<'de, D: serde::Deserializer<'de>>(answer: D) -> Result<Self, D::Error> {
                #body
            }
        }
    }
}

/// Statements that read an answer, and the expression of each property that is taken from it.
struct Reading {
    statements: TokenStream,
    /// By the property's name in Rust.
    values: Vec<(String, TokenStream)>,
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
    let (lets, values): (Vec<TokenStream>, Vec<(String, TokenStream)>) = if computed.is_empty() {
        (Vec::new(), values)
    } else {
        let variable = |(name, value): (String, TokenStream)| {
            let variable = ident(&name);
            let statement =
                (variable != value.to_string()).then(|| quote!(let #variable = #value;));
            (statement.unwrap_or_default(), (name, quote!(#variable)))
        };
        values.into_iter().map(variable).unzip()
    };
    let fields = object.properties.iter().map(|property| {
        let read = values
            .iter()
            .find(|(name, _)| *name == property.rust)
            .map(|(_, value)| value);
        field(emitter, property, read)
    });
    let rest = values
        .iter()
        .find(|(name, _)| name == REST)
        .map(|(_, value)| {
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

/// The field of an open object that holds what has no name.
const REST: &str = "additional_properties";

enum Strategy<'a> {
    /// One property is the whole answer, and the others come from it.
    Whole(&'a Property),
    /// Each path leads to one property: a private shape of the answer is read.
    Fields,
    /// Paths overlap, so the answer is kept as JSON and each property is picked from it.
    Picked,
}

fn strategy<'a>(emitter: &Emitter, object: &'a Object) -> Strategy<'a> {
    let paths: Vec<(&Property, &[String])> = taken(object).collect();
    match paths.as_slice() {
        [(property, [])] if !object.open && emitter.object_of(&property.ty).is_none() => {
            return Strategy::Whole(property);
        }
        _ => {}
    }
    let overlap = |(index, path): (usize, &[String])| {
        paths
            .iter()
            .enumerate()
            .any(|(other, (_, with))| other != index && with.starts_with(path))
    };
    let overlapping = paths
        .iter()
        .enumerate()
        .any(|(index, (_, path))| path.is_empty() || overlap((index, path)));
    if overlapping || is_renamed_and_open(object) {
        Strategy::Picked
    } else {
        Strategy::Fields
    }
}

fn is_renamed_and_open(object: &Object) -> bool {
    object.open && object.properties.iter().any(|property| !matches!(&property.origin, Origin::Path(path) if *path == [property.name.as_str()]))
}

fn taken(object: &Object) -> impl Iterator<Item = (&Property, &[String])> {
    object
        .properties
        .iter()
        .filter_map(|property| match &property.origin {
            Origin::Path(path) => Some((property, path.as_slice())),
            _ => None,
        })
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
fn read_type(emitter: &Emitter, property: &Property) -> TokenStream {
    let ty = emitter.ty(&property.ty);
    if must_be_there(property) {
        ty
    } else {
        quote!(Option<#ty>)
    }
}

/// Whether an answer without it does not fit. A default stands in even for what is always given back.
fn must_be_there(property: &Property) -> bool {
    property.required && property.keywords.default.is_none()
}

fn picked(emitter: &Emitter, object: &Object) -> Reading {
    let mut values: Vec<(String, TokenStream)> = Vec::new();
    let mut lets = Vec::new();
    for (property, path) in taken(object) {
        let kept = !must_be_there(property) && emitter.ir.keeps_null(&property.ty);
        let pick = if kept {
            let ty = emitter.ty(&property.ty);
            quote!(pick_kept::<#ty, _>)
        } else {
            let ty = read_type(emitter, property);
            quote!(pick::<#ty, _>)
        };
        let default = default(emitter, property);
        // The rest takes the answer apart, so what is picked is picked before.
        let variable = ident(&property.rust);
        lets.push(quote!(let #variable = runtime::#pick(&whole, &[#(#path),*])? #default;));
        values.push((property.rust.clone(), quote!(#variable)));
    }
    if let Some(property) = object
        .properties
        .iter()
        .find(|property| property.origin == Origin::Rest)
    {
        let heads = taken(object).filter_map(|(_, path)| path.first());
        values.push((
            property.rust.clone(),
            optional(property, &quote!(runtime::rest(whole, &[#(#heads),*]))),
        ));
    }
    if object.open {
        let names = object.properties.iter().map(|property| &property.name);
        values.push((
            REST.to_owned(),
            quote!(runtime::rest(whole, &[#(#names),*])),
        ));
    }
    let statements = quote! {
        let whole: serde_json::Value = runtime::from_answer(answer)?;
        #(#lets)*
    };
    Reading { statements, values }
}

fn optional(property: &Property, value: &TokenStream) -> TokenStream {
    if property.required {
        value.clone()
    } else {
        quote!(Some(#value))
    }
}

/// `.unwrap_or(…)` for a property with a default.
fn default(emitter: &Emitter, property: &Property) -> Option<TokenStream> {
    let value = property.keywords.default.as_ref()?;
    let code = emitter.value(value, &property.ty);
    Some(match emitter.ir.plain(&property.ty) {
        _ if is_rust_default(value) && !matches!(emitter.ir.plain(&property.ty), Ty::Type(_)) => {
            quote!(.unwrap_or_default())
        }
        Ty::String | Ty::Any => quote!(.unwrap_or_else(|| #code)),
        _ => quote!(.unwrap_or(#code)),
    })
}

fn computed(emitter: &Emitter, object: &Object) -> Vec<TokenStream> {
    let mut lets = Vec::new();
    for property in &object.properties {
        if let Origin::Computed(expression) = &property.origin
            && let Ok(typed) = compile(emitter.ir, &Scope::siblings(object), expression)
        {
            let (variable, code) = (ident(&property.rust), typed.code);
            let code = if property.is_option() && !typed.optional {
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
        if emitter.object_of(&property.ty).is_some() {
            let ty = emitter.ty(&property.ty);
            quote!(.filter(|value| *value != #ty::default()))
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

/// A private shape of the answer, and each property's variable from it.
fn fields(emitter: &Emitter, object: &Object, may_be_empty: bool) -> Reading {
    let mut root = Node::default();
    for (property, path) in taken(object) {
        root.insert(property, path);
    }
    let rest = object
        .properties
        .iter()
        .find(|property| property.origin == Origin::Rest);
    let flattened = rest
        .map(|property| ident(&property.rust))
        .or_else(|| object.open.then(|| ident(REST)));
    let mut shapes = Vec::new();
    root.shape(emitter, "Wire", flattened.as_ref(), &mut shapes);
    // An answer without a body is null.
    let read = if may_be_empty && !root.is_required() && flattened.is_none() {
        quote!(Option::<Wire>::deserialize(answer)?.unwrap_or_default())
    } else {
        quote!(Wire::deserialize(answer)?)
    };
    let (mut lets, mut values) = (Vec::new(), Vec::new());
    root.values(emitter, &quote!(wire), &mut lets, &mut values);
    match (rest, flattened) {
        (Some(property), Some(field)) => values.push((
            property.rust.clone(),
            optional(property, &quote!(wire.#field)),
        )),
        (None, Some(field)) => values.push((REST.to_owned(), quote!(wire.#field))),
        _ => {}
    }
    // A function whose every output is known still reads the answer, so that what is no JSON is told.
    let wire = if values.is_empty() {
        quote!(_wire)
    } else {
        quote!(wire)
    };
    let statements = quote! {
        use serde::Deserialize as _;
        #(#shapes)*
        let #wire = #read;
        #(#lets)*
    };
    Reading { statements, values }
}

/// A place in the answer: a property's value, or an object on the way to several.
#[derive(Default)]
struct Node<'a> {
    property: Option<&'a Property>,
    children: Vec<(&'a str, Node<'a>)>,
}

impl<'a> Node<'a> {
    fn insert(&mut self, property: &'a Property, path: &'a [String]) {
        let Some((head, tail)) = path.split_first() else {
            self.property = Some(property);
            return;
        };
        let index = self
            .children
            .iter()
            .position(|(name, _)| name == head)
            .unwrap_or_else(|| {
                self.children.push((head, Node::default()));
                self.children.len() - 1
            });
        self.children[index].1.insert(property, tail);
    }

    fn is_required(&self) -> bool {
        match self.property {
            Some(property) => must_be_there(property),
            None => self.children.iter().any(|(_, child)| child.is_required()),
        }
    }

    /// The name of the field that holds the node in its parent's shape.
    fn field(&self, name: &str) -> proc_macro2::Ident {
        ident(&self.property.map_or_else(
            || crate::naming::snake(name),
            |property| property.rust.clone(),
        ))
    }

    fn shape(
        &self,
        emitter: &Emitter,
        name: &str,
        flattened: Option<&proc_macro2::Ident>,
        shapes: &mut Vec<TokenStream>,
    ) {
        let mut fields = Vec::new();
        for (key, child) in &self.children {
            let field = child.field(key);
            let rename = (field != *key).then(|| quote!(#[serde(rename = #key)]));
            let declared = if let Some(property) = child.property {
                declared(emitter, property, &field)
            } else {
                let inner = format!(
                    "{name}{}",
                    heck::ToUpperCamelCase::to_upper_camel_case(*key)
                );
                child.shape(emitter, &inner, None, shapes);
                let inner = ident(&inner);
                if child.is_required() {
                    quote!(#field: #inner,)
                } else {
                    quote!(#field: Option<#inner>,)
                }
            };
            fields.push(quote!(#rename #declared));
        }
        let default = (!self.is_required() && flattened.is_none()).then(|| quote!(Default,));
        let flattened = flattened.map(|field| quote!(#[serde(flatten)] #field: runtime::Object,));
        let (name, serde_crate) = (ident(name), emitter.serde_crate());
        shapes.push(quote! {
            #[derive(#default serde::Deserialize)]
            #serde_crate
            struct #name { #(#fields)* #flattened }
        });
    }

    fn values(
        &self,
        emitter: &Emitter,
        at: &TokenStream,
        lets: &mut Vec<TokenStream>,
        values: &mut Vec<(String, TokenStream)>,
    ) {
        for (key, child) in &self.children {
            let field = child.field(key);
            match child.property {
                Some(property) => {
                    let default = default(emitter, property);
                    values.push((property.rust.clone(), quote!(#at.#field #default)));
                }
                None if child.is_required() => {
                    child.values(emitter, &quote!(#at.#field), lets, values);
                }
                None => {
                    let variable = quote::format_ident!("wire_{}", crate::naming::snake(key));
                    lets.push(quote!(let #variable = #at.#field.unwrap_or_default();));
                    child.values(emitter, &quote!(#variable), lets, values);
                }
            }
        }
    }
}

fn declared(emitter: &Emitter, property: &Property, field: &proc_macro2::Ident) -> TokenStream {
    let ty = read_type(emitter, property);
    let kept = emitter.ir.keeps_null(&property.ty);
    let attribute = match (
        must_be_there(property),
        kept,
        emitter.is_plain(&property.ty),
    ) {
        (false, true, _) => quote!(#[serde(default, deserialize_with = "runtime::kept_null")]),
        (true, true, true) => quote!(#[serde(default)]),
        (true, true, false) => quote!(#[serde(default, deserialize_with = "runtime::from_answer")]),
        (_, _, true) => TokenStream::new(),
        (true, false, false) => quote!(#[serde(deserialize_with = "runtime::from_answer")]),
        (false, false, false) => {
            quote!(#[serde(default, deserialize_with = "runtime::from_answer")])
        }
    };
    quote!(#attribute #field: #ty,)
}

impl Emitter<'_> {
    fn object_of(&self, ty: &Ty) -> Option<&Object> {
        self.ir.object(ty)
    }
}
