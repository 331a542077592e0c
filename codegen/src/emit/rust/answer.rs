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
        let reading = match strategy(emitter, object) {
            Strategy::Whole(property) => whole(emitter, property),
            Strategy::Fields => fields(emitter, object, ty.role == Role::Output),
            Strategy::Picked => picked(emitter, object),
        };
        let computed = computed(emitter, object);
        let values = object.properties.iter().map(|property| value(emitter, property));
        let rest = object.open.then(|| quote!(additional_properties,));
        quote! {
            #reading
            #(#computed)*
            Ok(Self { #(#values)* #rest })
        }
    };
    quote! {
        impl runtime::FromAnswer for #name {
            fn from_answer<'de, D: serde::Deserializer<'de>>(answer: D) -> Result<Self, D::Error> {
                #body
            }
        }
    }
}

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
        [(property, [])] if !object.open && emitter.object_of(&property.ty).is_none() => return Strategy::Whole(property),
        _ => {}
    }
    let overlap = |(index, path): (usize, &[String])| {
        paths.iter().enumerate().any(|(other, (_, with))| other != index && with.starts_with(path))
    };
    let overlapping = paths.iter().enumerate().any(|(index, (_, path))| path.is_empty() || overlap((index, path)));
    if overlapping || is_renamed_and_open(object) { Strategy::Picked } else { Strategy::Fields }
}

fn is_renamed_and_open(object: &Object) -> bool {
    object.open && object.properties.iter().any(|property| !matches!(&property.origin, Origin::Path(path) if *path == [property.name.as_str()]))
}

fn taken(object: &Object) -> impl Iterator<Item = (&Property, &[String])> {
    object.properties.iter().filter_map(|property| match &property.origin {
        Origin::Path(path) => Some((property, path.as_slice())),
        _ => None,
    })
}

fn whole(emitter: &Emitter, property: &Property) -> TokenStream {
    let (variable, ty) = (ident(&property.rust), read_type(emitter, property));
    quote!(let #variable: #ty = runtime::from_answer(answer)?;)
}

/// The type that is read, before a default is put in.
fn read_type(emitter: &Emitter, property: &Property) -> TokenStream {
    let ty = emitter.ty(&property.ty);
    if must_be_there(property) { ty } else { quote!(Option<#ty>) }
}

/// Whether an answer without it does not fit. A default stands in even for what is always given back.
fn must_be_there(property: &Property) -> bool {
    property.required && property.keywords.default.is_none()
}

fn picked(emitter: &Emitter, object: &Object) -> TokenStream {
    let picks = taken(object).map(|(property, path)| {
        let (variable, ty) = (ident(&property.rust), read_type(emitter, property));
        let pick = if !must_be_there(property) && emitter.ir.keeps_null(&property.ty) { quote!(pick_kept) } else { quote!(pick) };
        let value = quote!(runtime::#pick(&whole, &[#(#path),*])?);
        with_default(emitter, property, &quote!(let #variable: #ty = #value;))
    });
    let names = object.properties.iter().map(|property| &property.name);
    let rest = object.open.then(|| quote!(let additional_properties = runtime::rest(whole, &[#(#names),*]);));
    let of_rest = object.properties.iter().filter(|property| property.origin == Origin::Rest).map(|property| {
        let variable = ident(&property.rust);
        let heads = taken(object).filter_map(|(_, path)| path.first());
        let value = quote!(runtime::rest(whole, &[#(#heads),*]));
        if property.required { quote!(let #variable = #value;) } else { quote!(let #variable = Some(#value);) }
    });
    quote! {
        let whole: serde_json::Value = runtime::from_answer(answer)?;
        #(#picks)*
        #rest
        #(#of_rest)*
    }
}

fn with_default(emitter: &Emitter, property: &Property, read: &TokenStream) -> TokenStream {
    let default = default(emitter, property);
    let variable = ident(&property.rust);
    let default = default.map(|default| quote!(let #variable = #variable #default;));
    quote!(#read #default)
}

/// `.unwrap_or(…)` for a property with a default.
fn default(emitter: &Emitter, property: &Property) -> Option<TokenStream> {
    let value = property.keywords.default.as_ref()?;
    let code = emitter.value(value, &property.ty);
    Some(match emitter.ir.plain(&property.ty) {
        _ if is_rust_default(value) && !matches!(emitter.ir.plain(&property.ty), Ty::Type(_)) => quote!(.unwrap_or_default()),
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
            let code = if property.is_option() && !typed.optional { quote!(Some(#code)) } else { code };
            lets.push(quote!(let #variable = #code;));
        }
    }
    lets
}

/// The field of the finished value.
fn value(emitter: &Emitter, property: &Property) -> TokenStream {
    let field = ident(&property.rust);
    match &property.origin {
        Origin::Constant(value) => {
            let value = emitter.value(value, &property.ty);
            if property.is_option() { quote!(#field: Some(#value),) } else { quote!(#field: #value,) }
        }
        // The function fills it in, for it alone sees the input.
        Origin::Template(_) => quote!(#field: String::new(),),
        _ if property.omit_empty => match emitter.object_of(&property.ty) {
            Some(_) => quote!(#field: #field.filter(|value| *value != Default::default()),),
            None => quote!(#field: #field.filter(|value| !value.is_empty()),),
        },
        _ => quote!(#field,),
    }
}

/// A private shape of the answer, and each property's variable from it.
fn fields(emitter: &Emitter, object: &Object, may_be_empty: bool) -> TokenStream {
    let mut root = Node::default();
    for (property, path) in taken(object) {
        root.insert(property, path);
    }
    let rest = object.properties.iter().find(|property| property.origin == Origin::Rest);
    let rest = rest.map(|property| (ident(&property.rust), property.required));
    let flattened = match &rest {
        Some((name, _)) => Some(quote!(#[serde(flatten)] #name: runtime::Object,)),
        None if object.open => Some(quote!(#[serde(flatten)] additional_properties: runtime::Object,)),
        None => None,
    };
    let mut shapes = Vec::new();
    root.shape(emitter, "Wire", flattened, &mut shapes);
    // An answer without a body is null.
    let read = if may_be_empty && !root.is_required() && !object.open {
        quote!(Option::<Wire>::deserialize(answer)?.unwrap_or_default())
    } else {
        quote!(Wire::deserialize(answer)?)
    };
    let mut lets = Vec::new();
    root.variables(emitter, &quote!(wire), &mut lets);
    if let Some((name, required)) = rest {
        lets.push(if required { quote!(let #name = wire.#name;) } else { quote!(let #name = Some(wire.#name);) });
    } else if object.open {
        lets.push(quote!(let additional_properties = wire.additional_properties;));
    }
    let wire = if lets.is_empty() { quote!(_wire) } else { quote!(wire) };
    quote! {
        use serde::Deserialize as _;
        #(#shapes)*
        let #wire = #read;
        #(#lets)*
    }
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
        let index = self.children.iter().position(|(name, _)| name == head).unwrap_or_else(|| {
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
        ident(&self.property.map_or_else(|| crate::naming::snake(name), |property| property.rust.clone()))
    }

    fn shape(&self, emitter: &Emitter, name: &str, flattened: Option<TokenStream>, shapes: &mut Vec<TokenStream>) {
        let mut fields = Vec::new();
        for (key, child) in &self.children {
            let field = child.field(key);
            let rename = (field != *key).then(|| quote!(#[serde(rename = #key)]));
            let declared = match child.property {
                Some(property) => declared(emitter, property, &field),
                None => {
                    let inner = format!("{name}{}", heck::ToUpperCamelCase::to_upper_camel_case(*key));
                    child.shape(emitter, &inner, None, shapes);
                    let inner = ident(&inner);
                    if child.is_required() { quote!(#field: #inner,) } else { quote!(#field: Option<#inner>,) }
                }
            };
            fields.push(quote!(#rename #declared));
        }
        let default = (!self.is_required() && flattened.is_none()).then(|| quote!(Default,));
        let name = ident(name);
        shapes.push(quote! {
            #[derive(#default serde::Deserialize)]
            struct #name { #(#fields)* #flattened }
        });
    }

    fn variables(&self, emitter: &Emitter, at: &TokenStream, lets: &mut Vec<TokenStream>) {
        for (key, child) in &self.children {
            let field = child.field(key);
            match child.property {
                Some(property) => {
                    let (variable, default) = (ident(&property.rust), default(emitter, property));
                    lets.push(quote!(let #variable = #at.#field #default;));
                }
                None => {
                    let variable = quote::format_ident!("wire_{}", crate::naming::snake(key));
                    let default = (!child.is_required()).then(|| quote!(.unwrap_or_default()));
                    lets.push(quote!(let #variable = #at.#field #default;));
                    child.variables(emitter, &quote!(#variable), lets);
                }
            }
        }
    }
}

fn declared(emitter: &Emitter, property: &Property, field: &proc_macro2::Ident) -> TokenStream {
    let ty = read_type(emitter, property);
    let kept = emitter.ir.keeps_null(&property.ty);
    let attribute = match (must_be_there(property), kept, emitter.is_plain(&property.ty)) {
        (false, true, _) => quote!(#[serde(default, deserialize_with = "runtime::kept_null")]),
        (true, true, true) => quote!(#[serde(default)]),
        (true, true, false) => quote!(#[serde(default, deserialize_with = "runtime::from_answer")]),
        (_, _, true) => TokenStream::new(),
        (true, false, false) => quote!(#[serde(deserialize_with = "runtime::from_answer")]),
        (false, false, false) => quote!(#[serde(default, deserialize_with = "runtime::from_answer")]),
    };
    quote!(#attribute #field: #ty,)
}

impl Emitter<'_> {
    fn object_of(&self, ty: &Ty) -> Option<&Object> {
        self.ir.object(ty)
    }
}
