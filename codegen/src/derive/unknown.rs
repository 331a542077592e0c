//! What an attribute says that no key has the name of.

use proc_macro2::TokenTree;
use syn::meta::ParseNestedMeta;
use syn::{Error, Expr, Type};

use crate::messages::nearest;

/// The error of a key that is none of those `known`.
pub(super) fn key(meta: &ParseNestedMeta, known: &[&str]) -> Error {
    let quoted: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    let expected = format!("expected one of {}", quoted.join(", "));
    let Some(name) = meta.path.get_ident().map(ToString::to_string) else {
        return meta.error(expected);
    };
    let near = nearest(&name, known.iter().copied());
    let help = near.map_or(String::new(), |near| {
        format!("\nhelp: did you mean `{near}`?")
    });
    meta.error(format!("unknown key `{name}`\n{expected}{help}"))
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
