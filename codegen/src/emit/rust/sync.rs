use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::Emitter;
use super::{checks, copied, structs, sync_plan, text::doc};
use crate::ir::{Reads, Sync, named};
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
    let reads = match &sync.reads {
        Reads::Object(object) => format!("`{object}`"),
        Reads::Query(input) => format!("what the query `{input}` says,"),
    };
    let cursor = match named(&sync.cursor) {
        Some(input) => format!("the field that `{input}` names"),
        None => format!("`{}`", sync.cursor),
    };
    let mut parts = vec![
        sync.description.trim().to_owned(),
        format!(
            "Reads {reads} by {cursor}; meant to run every `{}`.",
            sync.every
        ),
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
    let (copied, plan) = (
        copied::constant(emitter, &sync.model),
        sync_plan::of(emitter, sync),
    );
    quote! {
        impl runtime::sync::SyncFunction for #input {
            const NAME: &'static str = #name;
            type Model = #model;
            #copied
            #check
            #[inline]
            fn plan(&self) -> Result<runtime::sync::Plan, runtime::Error> {
                Ok(#plan)
            }
        }
    }
}
