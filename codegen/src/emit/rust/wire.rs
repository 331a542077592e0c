use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::answer::{REST, Reading, default, must_be_there, optional, read_type, taken};
use super::types::Emitter;
use crate::ir::{Object, Origin, Property};
use crate::naming::ident;

/// A private shape of the answer, and each property's variable from it.
pub(super) fn fields(emitter: &Emitter, object: &Object, may_be_empty: bool) -> Reading {
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
    fn field(&self, name: &str) -> Ident {
        ident(&self.property.map_or_else(
            || crate::naming::snake(name),
            |property| property.rust.clone(),
        ))
    }

    fn shape(
        &self,
        emitter: &Emitter,
        name: &str,
        flattened: Option<&Ident>,
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

fn declared(emitter: &Emitter, property: &Property, field: &Ident) -> TokenStream {
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
