//! Generated code as one module, wherever it is put: what a macro needs.

use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::{Plan, lints};
use super::parts::{Branch, Leaf, branches};
use super::text::doc;
use crate::naming::ident;

pub(super) fn module(plan: &Plan) -> TokenStream {
    let branches = branches(plan)
        .into_iter()
        .map(|branch| of_branch(plan, &branch));
    quote! {
        #(#branches)*
        pub use functions::{SCHEMA, functions, registry, syncs};
    }
}

fn of_branch(plan: &Plan, branch: &Branch) -> TokenStream {
    let (name, docs) = (ident(&branch.name), doc(&branch.docs));
    let visibility = branch.public.then(|| quote!(pub));
    let leaves = branch.leaves.iter().map(|leaf| of_leaf(plan, leaf));
    let (lints, runtime) = (lints(), plan.runtime());
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

fn of_leaf(plan: &Plan, leaf: &Leaf) -> TokenStream {
    let declared = leaf.declared();
    let items = leaf.items(plan);
    quote! {
        #declared {
            #(#items)*
        }
    }
}
