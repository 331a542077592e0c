//! What a sync reads, of its input.

use proc_macro2::TokenStream;
use quote::quote;

use super::condition;
use super::emitter::Emitter;
use crate::ir::{Deletes, Field, Property, Reads, Related, Source, Sync, named};
use crate::naming::ident;

pub(super) fn of(emitter: &Emitter, sync: &Sync) -> TokenStream {
    let (reads, deletes) = (reads(emitter, sync), deletes(sync.deletes));
    let version = sync
        .version
        .as_deref()
        .and_then(|name| input(emitter, sync, name));
    let version = version.map(|input| {
        let version = text(input);
        quote!(.version(#version))
    });
    let conditions = sync.conditions.iter();
    let conditions = conditions.map(|one| condition::tokens(emitter, sync, one));
    let fields = sync.fields.iter().map(|one| field(emitter, sync, one));
    let related = sync.related.iter().map(|one| list(emitter, sync, one));
    quote! {
        #reads
            #version
            .deletes(#deletes)
            #(.condition(#conditions))*
            #(#fields)*
            #(.related(#related))*
    }
}

/// The plan of an object, or of a query that is an input.
fn reads(emitter: &Emitter, sync: &Sync) -> TokenStream {
    let text = &sync.cursor;
    let cursor = named(text).and_then(|name| input(emitter, sync, name));
    let cursor = cursor.map(|input| ident(&input.rust));
    match &sync.reads {
        Reads::Object(object) => {
            let cursor =
                cursor.map_or_else(|| quote!(#text), |cursor| quote!(self.#cursor.clone()));
            quote!(runtime::sync::Plan::new(#object, #cursor))
        }
        Reads::Query(name) => {
            let cursor = cursor.map_or_else(|| quote!(#text), |cursor| quote!(&self.#cursor));
            let query = input(emitter, sync, name).map(|input| ident(&input.rust));
            quote!(runtime::sync::Plan::of_query(#name, &self.#query, #cursor)?)
        }
    }
}

fn deletes(deletes: Deletes) -> TokenStream {
    match deletes {
        Deletes::RecycleBin => quote!(runtime::sync::Deletes::RecycleBin),
        Deletes::None => quote!(runtime::sync::Deletes::None),
    }
}

fn list(emitter: &Emitter, sync: &Sync, related: &Related) -> TokenStream {
    let (name, order) = (&related.name, &related.order);
    let sources = related.sources.iter().map(|one| source(emitter, sync, one));
    quote!(runtime::sync::Related::new(#name, #order)#(.of(#sources))*)
}

fn source(emitter: &Emitter, sync: &Sync, source: &Source) -> TokenStream {
    let (object, parent) = (&source.object, &source.parent);
    let optional = source.optional.then(|| quote!(.optional()));
    let fields = source.fields.iter().map(|one| field(emitter, sync, one));
    quote!(runtime::sync::Source::new(#object, #parent) #optional #(#fields)*)
}

fn field(emitter: &Emitter, sync: &Sync, field: &Field) -> TokenStream {
    match field {
        Field::Path {
            path,
            required: true,
        } => quote!(.required_field(#path)),
        Field::Path { path, .. } => quote!(.field(#path)),
        Field::ReadAs { name, path } => quote!(.field_as(#name, #path)),
        Field::Named(name) => {
            let path = input(emitter, sync, name).map(text);
            let read_as = format!("{{{name}}}");
            quote!(.named_field(#read_as, #path))
        }
    }
}

fn input<'a>(emitter: &Emitter<'a>, sync: &Sync, name: &str) -> Option<&'a Property> {
    emitter.ir.input_of(sync.input).property(name)
}

/// The text of an input, which may not be there.
fn text(input: &Property) -> TokenStream {
    let field = ident(&input.rust);
    if input.is_option() {
        quote!(self.#field.as_deref())
    } else {
        quote!(Some(&self.#field))
    }
}
