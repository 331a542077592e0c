//! What generated code is made of, whether it becomes a tree of files or one module.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::types::Emitter;
use super::{checks, function, registry, structs};
use crate::ir::{Function, Module, Role, Shape, Ty, TypeId};
use crate::naming::{ident, snake};

/// The functions and types of a group, or the list of all functions.
pub(super) struct Branch {
    pub(super) name: String,
    pub(super) docs: String,
    pub(super) public: bool,
    pub(super) leaves: Vec<Leaf>,
    /// What stands in the branch itself, below its leaves.
    pub(super) items: Vec<TokenStream>,
}

/// One function or type.
pub(super) struct Leaf {
    pub(super) name: String,
    /// The file of the manifest it comes from.
    pub(super) file: String,
    pub(super) items: Vec<TokenStream>,
    exports: Vec<Ident>,
}

impl Leaf {
    pub(super) fn new(name: &str, source: &str, items: Vec<TokenStream>) -> Self {
        let file = source.split(':').next().unwrap_or_default().to_owned();
        Self {
            name: snake(name),
            file,
            items,
            exports: Vec::new(),
        }
    }

    /// `mod name`, for the whole crate where nothing is exported from it.
    pub(super) fn declared(&self) -> TokenStream {
        let name = ident(&self.name);
        if self.exports.is_empty() {
            quote!(pub(crate) mod #name)
        } else {
            quote!(mod #name)
        }
    }

    fn exporting(self, exports: Vec<Ident>) -> Self {
        Self { exports, ..self }
    }
}

/// Every branch: the groups, then the list of functions.
pub(super) fn branches(emitter: &Emitter) -> Vec<Branch> {
    let groups = emitter
        .ir
        .modules
        .iter()
        .map(|module| group(emitter, module));
    groups
        .filter(|branch| !branch.leaves.is_empty())
        .chain([registry::branch(emitter)])
        .collect()
}

fn group(emitter: &Emitter, module: &Module) -> Branch {
    let ir = emitter.ir;
    let functions = ir
        .functions
        .iter()
        .filter(|function| function.module == module.name);
    let types = (0..ir.types.len())
        .filter(|id| ir.types[*id].module == module.name && stands_alone(emitter, *id));
    let leaves: Vec<Leaf> = functions
        .map(|function| of_function(emitter, function))
        .chain(types.map(|id| of_type(emitter, id)))
        .collect();
    let exports = leaves
        .iter()
        .filter(|leaf| !leaf.exports.is_empty())
        .map(|leaf| {
            let (name, exports) = (ident(&leaf.name), &leaf.exports);
            quote!(pub use #name::{#(#exports),*};)
        });
    Branch {
        name: module.name.clone(),
        docs: format!("{}.", module.title),
        public: true,
        items: vec![quote!(#(#exports)*)],
        leaves,
    }
}

fn stands_alone(emitter: &Emitter, id: TypeId) -> bool {
    let ty = &emitter.ir.types[id];
    match ty.shape {
        _ if ty.path.is_some() => false,
        // Another name for a type is written out wherever it is used; what it asks of its values is not.
        Shape::Alias(_) => ty.in_input && checks::asks(emitter, id),
        _ => !matches!(ty.role, Role::Input | Role::Output),
    }
}

fn of_type(emitter: &Emitter, id: TypeId) -> Leaf {
    let ty = &emitter.ir.types[id];
    let name = emitter.leaf_name(id);
    match &ty.shape {
        Shape::Alias(alias) => Leaf::new(
            &name,
            &ty.source,
            vec![checks::of_alias(emitter, id, alias)],
        ),
        _ => Leaf::new(&name, &ty.source, structs::items(emitter, id))
            .exporting(vec![ident(&ty.name)]),
    }
}

fn of_function(emitter: &Emitter, function: &Function) -> Leaf {
    let types = &emitter.ir.types;
    let mut exports = vec![
        ident(&snake(&function.name)),
        ident(&types[function.input].name),
    ];
    if let Ty::Type(id) = &function.output
        && types[*id].role == Role::Output
    {
        exports.push(ident(&types[*id].name));
    }
    Leaf::new(
        &function.name,
        &function.source,
        function::items(emitter, function),
    )
    .exporting(exports)
}
