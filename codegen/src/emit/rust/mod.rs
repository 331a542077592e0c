mod action;
mod answer;
mod checks;
mod example;
mod function;
mod imports;
mod inline;
mod parts;
mod registry;
mod structs;
mod text;
mod tree;
mod types;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Files, Options, schema};
use crate::ir::Ir;
use types::{Emitter, Target};

/// Every Rust file of a generated library.
pub(super) fn files(ir: &Ir, options: &Options) -> Files {
    tree::files(&Emitter::new(ir, Target::Library), options)
}

/// The items of a generated module.
pub(super) fn module(ir: &Ir) -> TokenStream {
    inline::module(
        &Emitter::new(ir, Target::Module),
        &schema::bundle(ir).to_string(),
    )
}

/// What stands at the root of generated code, whatever its form.
fn shared_items(runtime: &TokenStream, schema: &TokenStream) -> Vec<TokenStream> {
    vec![
        quote! {
            /// One JSON Schema with every type, input and output in its `$defs`.
            pub const SCHEMA: &str = #schema;
        },
        quote! {
            /// The functions of this crate, for a program that offers them all.
            pub const REGISTRY: #runtime::Registry = #runtime::Registry { functions: FUNCTIONS, schema: SCHEMA };
        },
        quote! {
            static DEFINITIONS: std::sync::LazyLock<#runtime::serde_json::Value> =
                std::sync::LazyLock::new(|| #runtime::serde_json::from_str(SCHEMA).unwrap_or_default());
        },
    ]
}
