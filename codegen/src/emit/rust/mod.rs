mod action;
mod answer;
mod checks;
mod constructor;
mod enums;
mod example;
mod function;
mod imports;
mod inline;
mod leaves;
mod parts;
mod picked;
mod registry;
mod structs;
mod text;
mod tree;
mod types;
mod wire;

use proc_macro2::TokenStream;

use super::{Files, Options};
use crate::ir::Ir;
use types::{Emitter, Target};

/// Every Rust file of a generated library.
pub(super) fn library(ir: &Ir, options: &Options) -> Files {
    tree::library(&Emitter::new(ir, Target::Library), options)
}

/// Every Rust file of a generated module; `mod.rs` holds the others.
pub(super) fn tree(ir: &Ir, options: &Options) -> Files {
    tree::module(&Emitter::new(ir, Target::Tree), options)
}

/// The items of a generated module.
pub(super) fn module(ir: &Ir) -> TokenStream {
    inline::module(&Emitter::new(ir, Target::Inline))
}
