//! A SOQL condition of a sync: its text, or nothing where an input of it is left out.

use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::Emitter;
use crate::ir::{Property, Sync, Ty, Where, WherePiece};
use crate::naming::ident;

pub(super) fn tokens(emitter: &Emitter, sync: &Sync, condition: &Where) -> TokenStream {
    let is_input = |piece: &WherePiece| matches!(piece, WherePiece::Input { .. });
    let is_format = condition.pieces.iter().any(is_input);
    let mut text = String::new();
    let mut values = Vec::new();
    let mut absent: Vec<&Property> = Vec::new();
    let inputs = emitter.ir.input_of(sync.input);
    for piece in &condition.pieces {
        match piece {
            WherePiece::Literal(literal) if is_format => text.push_str(&literal.replace('}', "}}")),
            WherePiece::Literal(literal) => text.push_str(literal),
            WherePiece::Input { name, quoted, .. } => {
                let Some(input) = inputs.property(name) else {
                    continue;
                };
                if input.is_option() && !absent.iter().any(|known| known.name == *name) {
                    absent.push(input);
                }
                text.push_str("{}");
                values.push(value(emitter, input, *quoted));
            }
        }
    }
    let text = bracketed(condition, text);
    let text = if is_format {
        quote!(format!(#text, #(#values),*))
    } else {
        quote!(#text.to_owned())
    };
    there(&absent, &text)
}

/// Conditions stand beside each other with `AND` between them, which alternatives do not bear.
fn bracketed(condition: &Where, text: String) -> String {
    if condition.is_choice {
        format!("({text})")
    } else {
        text
    }
}

/// The value of an input as it stands in the condition.
fn value(emitter: &Emitter, input: &Property, quoted: bool) -> TokenStream {
    let field = ident(&input.rust);
    let value = if input.is_option() {
        quote!(#field)
    } else {
        quote!(self.#field)
    };
    match (emitter.ir.plain(&input.ty), input.is_option()) {
        (Ty::String, true) if quoted => quote!(runtime::sync::soql_text(#value)),
        (Ty::String, false) if quoted => quote!(runtime::sync::soql_text(&#value)),
        (Ty::Type(_), _) if quoted => quote!(runtime::sync::soql_text(#value.as_str())),
        _ => value,
    }
}

/// `Some(text)` if all of these inputs are there, each a variable then.
fn there(inputs: &[&Property], text: &TokenStream) -> TokenStream {
    let Some((last, others)) = inputs.split_last() else {
        return quote!(Some(#text));
    };
    let field = ident(&last.rust);
    let innermost = quote!(self.#field.as_ref().map(|#field| #text));
    others.iter().rev().fold(innermost, |inner, input| {
        let field = ident(&input.rust);
        quote!(self.#field.as_ref().and_then(|#field| #inner))
    })
}
