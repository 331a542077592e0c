//! Generated code as one module, wherever it is put: what a macro needs.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::shortened;
use super::parts::{Branch, Leaf, branches};
use super::text::doc;
use super::types::Emitter;
use crate::naming::ident;

pub(super) fn module(emitter: &Emitter) -> TokenStream {
    let branches = branches(emitter)
        .into_iter()
        .map(|branch| of_branch(emitter, &branch));
    quote! {
        #(#branches)*
        pub use functions::{SCHEMA, functions, registry};
    }
}

fn of_branch(emitter: &Emitter, branch: &Branch) -> TokenStream {
    let (name, docs) = (ident(&branch.name), doc(&branch.docs));
    let visibility = branch.public.then(|| quote!(pub));
    let leaves = branch.leaves.iter().map(|leaf| of_leaf(emitter, leaf));
    let (lints, runtime) = (Emitter::lints(), emitter.runtime());
    let items = &branch.items;
    quote! {
        #docs
        #lints
        #visibility mod #name {
            #runtime
            #(#leaves)*
            #(#items)*
        }
    }
}

fn of_leaf(emitter: &Emitter, leaf: &Leaf) -> TokenStream {
    let declared = leaf.declared();
    let (items, imports) = shortened(leaf.items(emitter), leaf.exports());
    let root = emitter.root();
    let imports = imports.iter().map(|(module, name)| {
        let (module, name) = (ident(module), ident(name));
        quote!(use #root::#module::#name;)
    });
    let runtime = emitter.runtime();
    quote! {
        #declared {
            #(#imports)*
            #runtime
            #(#items)*
        }
    }
}
