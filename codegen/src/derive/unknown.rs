//! What an attribute says that no key has the name of.

use proc_macro2::TokenTree;
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned as _;
use syn::{Error, Expr, Type};

use super::place::refuse;
use crate::messages;

/// The error of a key that is none of those `known`.
pub(super) fn key(meta: &ParseNestedMeta, known: &[&str]) -> Error {
    let segments = meta.path.segments.iter();
    let name: Vec<String> = segments.map(|segment| segment.ident.to_string()).collect();
    let message = messages::unknown_key(&name.join("::"), known);
    refuse(meta.path.span(), &message)
}

/// Passes over the value of a key, so that what follows is read.
pub(super) fn skip(meta: &ParseNestedMeta) -> Result<(), Error> {
    if meta.input.peek(syn::token::Paren) {
        meta.input.parse::<TokenTree>()?;
    } else if meta.input.peek(syn::Token![=]) {
        let value = meta.value()?;
        let ahead = value.fork();
        if ahead.parse::<Type>().is_ok() {
            value.parse::<Type>()?;
        } else {
            value.parse::<Expr>()?;
        }
    }
    Ok(())
}
