use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::ops::Deref;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use super::checks;
use super::leaves::Leaves;
use super::plain::plain_types;
use crate::ir::{Ir, Ty, TypeId};
use crate::naming::ident;

/// Where generated code goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// It is the library of a crate that depends on serde and schemars itself.
    Library,
    /// It is a module of a crate that depends on specforce alone, in files.
    Tree,
    /// It is a module of a crate that depends on specforce alone, in one piece.
    Inline,
}

/// What every part of emission looks up.
pub(super) struct Plan<'a> {
    pub(super) ir: &'a Ir,
    target: Target,
    /// By type: whether an answer is read by its own `Deserialize`.
    plain: Vec<bool>,
    /// By type: whether there is anything to check in a value of it.
    asking: Vec<bool>,
    pub(super) leaves: Leaves<'a>,
    /// The names of all types.
    pub(super) names: HashSet<&'a str>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(ir: &'a Ir, target: Target) -> Self {
        Self {
            ir,
            target,
            plain: plain_types(ir),
            asking: checks::asking(ir),
            leaves: Leaves::new(ir),
            names: ir.types.iter().map(|ty| ty.name.as_str()).collect(),
        }
    }

    /// Whether an answer of this type is read by its own `Deserialize`.
    pub(super) fn is_plain(&self, ty: &Ty) -> bool {
        ty.named().is_none_or(|id| self.plain[id])
    }

    /// Whether there is anything to check in a value of the type.
    pub(super) fn asks(&self, id: TypeId) -> bool {
        self.asking[id]
    }

    /// The way from a file to the module that holds the groups.
    pub(super) fn root(&self) -> TokenStream {
        if self.is_library() {
            quote!(crate)
        } else {
            quote!(super::super)
        }
    }

    /// What every file imports.
    pub(super) fn runtime(&self) -> TokenStream {
        if self.is_library() {
            quote!(
                use specforce_runtime as runtime;
            )
        } else {
            quote! {
                #[allow(unused_imports)]
                use ::specforce::runtime::{self, schemars, serde, serde_json};
            }
        }
    }

    /// Tests and examples need dependencies that only the library is known to have.
    pub(super) fn is_library(&self) -> bool {
        self.target == Target::Library
    }

    /// The text of a schema file.
    pub(super) fn schema_text(&self, file: &str, schema: impl FnOnce() -> Value) -> TokenStream {
        match self.target {
            Target::Library | Target::Tree => {
                let path = format!("../schemas/{file}");
                quote!(include_str!(#path))
            }
            Target::Inline => {
                let text = schema().to_string();
                quote!(#text)
            }
        }
    }
}

/// Lints are for code that people write, also where their crate asks for more of them.
pub(super) fn lints() -> TokenStream {
    quote!(#[allow(clippy::all, clippy::pedantic, clippy::nursery, missing_docs, unreachable_pub, unused_parens)])
}

/// One file in the making: the plan of all, and what this one imports.
pub(super) struct Emitter<'a> {
    plan: &'a Plan<'a>,
    imports: RefCell<BTreeSet<Import>>,
}

/// What a file may need of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Import {
    Type(TypeId),
    /// The schemas of all types.
    Definitions,
}

impl<'a> Emitter<'a> {
    pub(super) fn new(plan: &'a Plan<'a>) -> Self {
        Self {
            plan,
            imports: RefCell::default(),
        }
    }

    /// The name that something has in this file. Names of types are unique, so none clash.
    pub(super) fn import(&self, import: Import) -> Ident {
        self.imports.borrow_mut().insert(import);
        ident(self.path(import).1)
    }

    /// The imports of what was named, but for what the file has itself.
    pub(super) fn imports(&self, own: &[String]) -> TokenStream {
        let root = self.root();
        let imports = self.imports.borrow();
        let paths: BTreeSet<_> = imports.iter().map(|import| self.path(*import)).collect();
        let others = paths
            .into_iter()
            .filter(|(_, name)| !own.iter().any(|own| own == name));
        let imports = others.map(|(module, name)| {
            let (module, name) = (ident(module), ident(name));
            quote!(use #root::#module::#name;)
        });
        quote!(#(#imports)*)
    }

    /// The module and the name.
    fn path(&self, import: Import) -> (&str, &str) {
        let types = &self.ir.types;
        match import {
            Import::Type(id) => (&types[id].module, &types[id].name),
            Import::Definitions => ("functions", "DEFINITIONS"),
        }
    }
}

impl<'a> Deref for Emitter<'a> {
    type Target = Plan<'a>;

    fn deref(&self) -> &Self::Target {
        self.plan
    }
}
