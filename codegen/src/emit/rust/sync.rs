use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::Emitter;
use super::{checks, condition, copied, structs, text::doc};
use crate::ir::{Deletes, Field, Sync};
use crate::naming::{ident, snake};

/// The file of a sync: the function, its input, and what it reads.
pub(super) fn items(emitter: &Emitter, sync: &Sync) -> Vec<TokenStream> {
    let mut items = vec![caller(emitter, sync)];
    items.extend(structs::items(emitter, sync.input));
    items.push(implementation(emitter, sync));
    items
}

fn caller(emitter: &Emitter, sync: &Sync) -> TokenStream {
    let docs = doc(&docs(sync));
    let name = ident(&snake(&sync.name));
    let input = ident(&emitter.ir.types[sync.input].name);
    let mut properties = emitter.ir.input_of(sync.input).properties.iter();
    let (parameter, given) = if properties.any(|property| property.required) {
        (quote!(, input: #input), quote!(input))
    } else {
        (TokenStream::new(), quote!(#input::new()))
    };
    quote! {
        #docs
        #[inline]
        pub fn #name(client: &runtime::Client #parameter) -> runtime::sync::Sync<#input> {
            runtime::sync::Sync::new(client, #given)
        }
    }
}

fn docs(sync: &Sync) -> String {
    let Sync {
        object,
        cursor,
        every,
        ..
    } = sync;
    let mut parts = vec![
        sync.description.trim().to_owned(),
        format!("Reads `{object}` by `{cursor}`; meant to run every `{every}`."),
    ];
    parts.extend(
        sync.docs
            .iter()
            .map(|page| format!("[Salesforce's page]({page})")),
    );
    parts.push(format!("From `{}`.", sync.source));
    parts.join("\n\n")
}

fn implementation(emitter: &Emitter, sync: &Sync) -> TokenStream {
    let input = ident(&emitter.ir.types[sync.input].name);
    let (name, model) = (&sync.name, emitter.ty(&sync.model));
    let statements = checks::statements(emitter, emitter.ir.input_of(sync.input));
    let check = (!statements.is_empty()).then(|| {
        quote! {
            #[inline]
            fn check(&self, at: &mut runtime::Violations) {
                #(#statements)*
            }
        }
    });
    let (copied, plan) = (copied::constant(emitter, &sync.model), plan(emitter, sync));
    quote! {
        impl runtime::sync::SyncFunction for #input {
            const NAME: &'static str = #name;
            type Model = #model;
            #copied
            #check
            #[inline]
            fn plan(&self) -> runtime::sync::Plan {
                #plan
            }
        }
    }
}

fn plan(emitter: &Emitter, sync: &Sync) -> TokenStream {
    let (object, cursor) = (&sync.object, &sync.cursor);
    let deletes = match sync.deletes {
        Deletes::RecycleBin => quote!(runtime::sync::Deletes::RecycleBin),
        Deletes::None => quote!(runtime::sync::Deletes::None),
    };
    let conditions = sync.conditions.iter();
    let conditions = conditions.map(|one| condition::tokens(emitter, sync, one));
    let fields = sync.fields.iter().map(|one| field(emitter, sync, one));
    quote! {
        runtime::sync::Plan::new(#object, #cursor)
            .deletes(#deletes)
            #(.condition(#conditions))*
            #(#fields)*
    }
}

fn field(emitter: &Emitter, sync: &Sync, field: &Field) -> TokenStream {
    let name = match field {
        Field::Path {
            path,
            required: true,
        } => return quote!(.required_field(#path)),
        Field::Path { path, .. } => return quote!(.field(#path)),
        Field::Named(name) => name,
    };
    let input = emitter.ir.input_of(sync.input).property(name);
    let path = input.map(|input| {
        let field = ident(&input.rust);
        if input.is_option() {
            quote!(self.#field.as_deref())
        } else {
            quote!(Some(&self.#field))
        }
    });
    let read_as = format!("{{{name}}}");
    quote!(.named_field(#read_as, #path))
}
