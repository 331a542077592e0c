mod action;
mod answer;
mod body;
mod checks;
mod condition;
mod constructor;
mod copied;
mod emitter;
mod enums;
mod example;
mod fields;
mod function;
mod inline;
mod leaves;
mod parts;
mod picked;
mod plain;
mod registry;
mod renamed;
mod serialize;
mod spread;
mod structs;
mod sync;
mod sync_entry;
mod sync_plan;
mod text;
mod tree;
mod types;
mod wire;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Files, Options};
use crate::ir::{Ir, Ty};
use emitter::{Emitter, Plan, Target, lints};

/// Every Rust file of a generated library.
pub(super) fn library(ir: &Ir, options: &Options) -> Files {
    tree::library(&Plan::new(ir, Target::Library), options)
}

/// Every Rust file of a generated module; `mod.rs` holds the others.
pub(super) fn tree(ir: &Ir, options: &Options) -> Files {
    tree::module(&Plan::new(ir, Target::Tree), options)
}

/// The items of a generated module.
pub(super) fn module(ir: &Ir) -> TokenStream {
    inline::module(&Plan::new(ir, Target::Inline))
}

/// The `Action` of the only function, whose input is written by hand, and its entry for a registry.
pub(super) fn action(ir: &Ir) -> TokenStream {
    let plan = Plan::new(ir, Target::Inline);
    let emitter = Emitter::new(&plan);
    let Some(function) = ir.functions.first() else {
        return TokenStream::new();
    };
    let (action, entry) = (
        action::implementation(&emitter, function),
        registry::function(&emitter, function),
    );
    let (input, runtime, lints) = (
        emitter.ty(&Ty::Type(function.input)),
        emitter.runtime(),
        lints(),
    );
    quote! {
        #lints
        const _: () = {
            #runtime
            #action
            impl #input {
                /// The function for a program that offers it.
                pub const FUNCTION: runtime::Function = #entry;
            }
        };
    }
}
