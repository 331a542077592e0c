use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote};

use super::answer::{
    REST, Reading, default, local, must_be_there, optional, read_type, rest, taken, tells_null,
};
use super::emitter::Emitter;
use super::fields::{self, Field, Others, Read};
use super::spread::{self, Part};
use crate::ir::{Object, Property};
use crate::naming::ident;

/// A private shape of the answer, and each property's variable from it.
pub(super) fn reading(emitter: &Emitter, object: &Object, may_be_empty: bool) -> Reading {
    let mut root = Node::default();
    for (property, path) in taken(object) {
        match spread::parts(emitter, object, property, path) {
            Some(parts) => parts.iter().for_each(|part| root.spread(property, *part)),
            None => root.insert(property, path),
        }
    }
    root.assign(&mut Names::of(emitter, object));
    let rest = rest(object);
    let flattened = rest
        .map(|property| ident(&property.rust))
        .or_else(|| object.open.then(|| ident(REST)));
    let mut shapes = Vec::new();
    root.shape(emitter, flattened.as_ref(), &mut shapes);
    // An answer without a body is null.
    let read = if may_be_empty && !root.is_required() && flattened.is_none() {
        quote!(runtime::fields_or_null::<Wire, _>(answer)?)
    } else {
        quote!(runtime::fields::<Wire, _>(answer)?)
    };
    let mut values = Vec::new();
    let wire = local(object, "wire");
    root.values(emitter, &quote!(#wire), &mut values);
    values.extend(flattened.map(|field| rest_of(rest, &wire, &field)));
    // A function whose every output is known still reads the answer, so that what is no JSON is told.
    let wire = if values.is_empty() {
        quote!(_)
    } else {
        quote!(#wire)
    };
    let statements = quote! {
        #(#shapes)*
        let #wire = #read;
    };
    Reading { statements, values }
}

/// What has no name in the answer, as the property that takes it or as the field for it.
fn rest_of(rest: Option<&Property>, wire: &Ident, field: &Ident) -> (String, TokenStream) {
    let value = quote!(#wire.#field);
    match rest {
        Some(property) => (property.rust.clone(), optional(property, &value)),
        None => (REST.to_owned(), value),
    }
}

/// A place in the answer: a property's value, or an object on the way to several.
#[derive(Default)]
struct Node<'a> {
    /// Of its field in the shape above it.
    name: String,
    /// Of its own shape, where it is an object on the way.
    shape: String,
    /// A null is a value of its property.
    keeps_null: bool,
    property: Option<&'a Property>,
    /// Of the property it is only this part.
    part: Option<Part<'a>>,
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

    fn spread(&mut self, property: &'a Property, part: Part<'a>) {
        let node = Node {
            property: Some(property),
            part: Some(part),
            ..Node::default()
        };
        self.children.push((part.name, node));
    }

    fn is_required(&self) -> bool {
        if let Some(part) = self.part {
            return part.required;
        }
        match self.property {
            Some(property) => must_be_there(property) && !self.keeps_null,
            None => self.children.iter().any(|(_, child)| child.is_required()),
        }
    }

    fn assign(&mut self, names: &mut Names) {
        for (key, child) in &mut self.children {
            if let Some(property) = child.property {
                child.name.clone_from(&property.rust);
                child.keeps_null = names.emitter.ir.keeps_null(&property.ty);
            } else {
                child.name = names.field(key);
                child.shape = names.shape(key);
            }
            child.assign(names);
        }
    }

    fn shape(&self, emitter: &Emitter, flattened: Option<&Ident>, shapes: &mut Vec<TokenStream>) {
        for (_, child) in &self.children {
            if child.property.is_none() {
                child.shape(emitter, None, shapes);
            }
        }
        let (declared, fields): (Vec<TokenStream>, Vec<Field>) = self
            .children
            .iter()
            .map(|(key, child)| child.field(emitter, key))
            .unzip();
        let others = flattened.map_or(Others::Ignored, |field| Others::Kept(field.clone()));
        let rest = flattened.map(|field| quote!(#field: runtime::Object,));
        let name = if self.shape.is_empty() {
            ident("Wire")
        } else {
            ident(&self.shape)
        };
        let implementation = fields::implementation(&name, &fields, &others, None);
        shapes.push(quote! {
            struct #name { #(#declared)* #rest }
            #implementation
        });
    }

    /// Its field in the shape above it: how it is declared, and how it is read.
    fn field(&self, emitter: &Emitter, key: &'a str) -> (TokenStream, Field<'a>) {
        let name = ident(&self.name);
        let ty = match self.property {
            None => ident(&self.shape).to_token_stream(),
            Some(property) if self.part.is_some() => emitter.ty(&property.ty),
            Some(property) => read_type(emitter, property),
        };
        let optional = |property| self.part.is_none() && !must_be_there(property);
        let blank = if self.property.is_some_and(optional) {
            quote!(None)
        } else {
            quote!(runtime::blank())
        };
        let field = Field {
            property: key,
            name,
            required: self.is_required(),
            blank,
            read: self.read(emitter),
        };
        let name = &field.name;
        let declared = field.is_new().then(|| quote!(#name: #ty,));
        (declared.unwrap_or_default(), field)
    }

    fn read(&self, emitter: &Emitter) -> Read {
        Read::By(match (self.property, self.part) {
            (_, Some(part)) => return Read::Part(part.index),
            (Some(property), None) if tells_null(emitter, property) => "present_answer",
            (Some(_), None) => "answer",
            (None, None) if self.is_required() => "object",
            (None, None) => "optional_object",
        })
    }

    fn values(&self, emitter: &Emitter, at: &TokenStream, values: &mut Vec<(String, TokenStream)>) {
        for (_, child) in &self.children {
            let field = ident(&child.name);
            match child.property {
                Some(property) if child.part.is_some_and(|part| part.index == 0) => {
                    let value = optional(property, &quote!(#at.#field));
                    values.push((property.rust.clone(), value));
                }
                Some(_) if child.part.is_some() => {}
                Some(property) => {
                    let default = default(emitter, property);
                    values.push((property.rust.clone(), quote!(#at.#field #default)));
                }
                None => child.values(emitter, &quote!(#at.#field), values),
            }
        }
    }
}

/// Names that no property and no type has, for what is only on the way.
struct Names<'a> {
    emitter: &'a Emitter<'a>,
    fields: BTreeSet<String>,
    /// Those that it has given out.
    shapes: BTreeSet<String>,
}

impl<'a> Names<'a> {
    fn of(emitter: &'a Emitter<'a>, object: &Object) -> Self {
        let fields = object
            .properties
            .iter()
            .map(|property| property.rust.clone());
        let own = ["answer", REST]
            .map(str::to_owned)
            .into_iter()
            .chain([local(object, "wire").to_string()]);
        Self {
            emitter,
            fields: fields.chain(own).collect(),
            shapes: BTreeSet::new(),
        }
    }

    fn field(&mut self, key: &str) -> String {
        let mut name = crate::naming::snake(key);
        while !self.fields.insert(name.clone()) {
            name.push('_');
        }
        name
    }

    fn shape(&mut self, key: &str) -> String {
        let plain = format!("Wire{}", crate::naming::camel(&crate::naming::snake(key)));
        let mut name = plain.clone();
        let mut number = 2;
        while self.emitter.names.contains(name.as_str()) || !self.shapes.insert(name.clone()) {
            name = format!("{plain}{number}");
            number += 1;
        }
        name
    }
}
