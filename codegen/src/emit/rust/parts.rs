//! What generated code is made of, whether it becomes a tree of files or one module.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::{Emitter, Plan};
use super::{checks, function, registry, structs, sync, sync_entry};
use crate::ir::{Function, Module, Role, Shape, Sync, TypeId};
use crate::naming::{ident, snake};

/// The functions and types of a group, or the list of all functions.
pub(super) struct Branch<'a> {
    pub(super) name: String,
    /// Its folder, where it becomes files.
    pub(super) folder: String,
    pub(super) docs: String,
    pub(super) public: bool,
    pub(super) leaves: Vec<Leaf<'a>>,
    /// What stands in the branch itself, below its leaves.
    pub(super) items: Vec<TokenStream>,
}

/// One function or type.
///
/// It holds no tokens, so that each can be made and written out by itself, on any thread.
pub(super) struct Leaf<'a> {
    pub(super) name: String,
    /// The file of the manifest it comes from.
    pub(super) file: &'a str,
    content: Content<'a>,
    exports: Vec<String>,
}

#[derive(Clone, Copy)]
enum Content<'a> {
    Function(&'a Function),
    Sync(&'a Sync),
    Type(TypeId),
    /// A function's entry in the list of all.
    Entry(&'a Function),
    SyncEntry(&'a Sync),
}

impl<'a> Leaf<'a> {
    fn of_function(plan: &Plan<'a>, function: &'a Function) -> Self {
        let Function { name, source, .. } = function;
        let content = Content::Function(function);
        Self::calling(plan, name, source, function.input, content)
    }

    fn of_sync(plan: &Plan<'a>, sync: &'a Sync) -> Self {
        let content = Content::Sync(sync);
        Self::calling(plan, &sync.name, &sync.source, sync.input, content)
    }

    /// What a caller sees of it is the Rust function and its input.
    fn calling(
        plan: &Plan<'a>,
        name: &str,
        source: &'a str,
        input: TypeId,
        content: Content<'a>,
    ) -> Self {
        let exports = vec![snake(name), plan.ir.types[input].name.clone()];
        let leaf = plan.leaves.function(name).to_owned();
        Self::new(leaf, source, content, exports)
    }

    fn of_type(plan: &Plan<'a>, id: TypeId) -> Self {
        let ty = &plan.ir.types[id];
        let exports = match ty.shape {
            Shape::Alias(_) => Vec::new(),
            _ => vec![ty.name.clone()],
        };
        Self::new(
            plan.leaves.ty(id).to_owned(),
            &ty.source,
            Content::Type(id),
            exports,
        )
    }

    pub(super) fn of_entry(plan: &Plan<'a>, function: &'a Function) -> Self {
        let content = Content::Entry(function);
        let name = plan.leaves.function(&function.name).to_owned();
        Self::new(name, &function.source, content, Vec::new())
    }

    pub(super) fn of_sync_entry(plan: &Plan<'a>, sync: &'a Sync) -> Self {
        let content = Content::SyncEntry(sync);
        let name = plan.leaves.function(&sync.name).to_owned();
        Self::new(name, &sync.source, content, Vec::new())
    }

    fn new(name: String, source: &'a str, content: Content<'a>, exports: Vec<String>) -> Self {
        Self {
            name,
            file: source.rsplit_once(':').map_or(source, |(file, _)| file),
            content,
            exports,
        }
    }

    /// All that stands in it, its imports first.
    pub(super) fn items(&self, plan: &Plan) -> Vec<TokenStream> {
        let emitter = Emitter::new(plan);
        let items = self.own_items(&emitter);
        let (imports, runtime) = (emitter.imports(&self.exports), plan.runtime());
        [quote!(#imports #runtime)]
            .into_iter()
            .chain(items)
            .collect()
    }

    fn own_items(&self, emitter: &Emitter) -> Vec<TokenStream> {
        match self.content {
            Content::Function(function) => function::items(emitter, function),
            Content::Sync(sync) => sync::items(emitter, sync),
            Content::Entry(function) => registry::entry(emitter, function),
            Content::SyncEntry(sync) => sync_entry::items(emitter, sync),
            Content::Type(id) => match &emitter.ir.types[id].shape {
                Shape::Alias(alias) => vec![checks::of_alias(emitter, id, alias)],
                _ => structs::items(emitter, id),
            },
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
}

/// Every branch: the groups, then the list of functions.
pub(super) fn branches<'a>(plan: &Plan<'a>) -> Vec<Branch<'a>> {
    let mut leaves = leaves(plan);
    let groups = plan
        .ir
        .modules
        .iter()
        .filter_map(|module| Some(group(plan, module, leaves.remove(module.name.as_str())?)));
    groups.chain([registry::branch(plan)]).collect()
}

/// The functions and types of each module, by its name.
fn leaves<'a>(plan: &Plan<'a>) -> BTreeMap<&'a str, Vec<Leaf<'a>>> {
    let ir = plan.ir;
    let mut leaves: BTreeMap<&str, Vec<Leaf>> = BTreeMap::new();
    for function in &ir.functions {
        let leaf = Leaf::of_function(plan, function);
        leaves.entry(&function.module).or_default().push(leaf);
    }
    for sync in &ir.syncs {
        let leaf = Leaf::of_sync(plan, sync);
        leaves.entry(&sync.module).or_default().push(leaf);
    }
    for (id, ty) in ir.types.iter().enumerate() {
        if stands_alone(plan, id) {
            let leaf = Leaf::of_type(plan, id);
            leaves.entry(&ty.module).or_default().push(leaf);
        }
    }
    leaves
}

fn group<'a>(plan: &Plan<'a>, module: &'a Module, leaves: Vec<Leaf<'a>>) -> Branch<'a> {
    let exports = leaves
        .iter()
        .filter(|leaf| !leaf.exports.is_empty())
        .map(|leaf| {
            let (name, exports) = (
                ident(&leaf.name),
                leaf.exports.iter().map(|name| ident(name)),
            );
            quote!(pub use #name::{#(#exports),*};)
        });
    Branch {
        name: module.name.clone(),
        folder: plan.leaves.group(&module.name).to_owned(),
        docs: format!("{}.", module.title),
        public: true,
        items: vec![quote!(#(#exports)*)],
        leaves,
    }
}

fn stands_alone(plan: &Plan, id: TypeId) -> bool {
    let ty = &plan.ir.types[id];
    match ty.shape {
        _ if ty.path.is_some() => false,
        // Another name for a type is written out wherever it is used; what it asks of its values is not.
        Shape::Alias(_) => ty.in_input && plan.asks(id),
        _ => ty.role != Role::Input,
    }
}
