use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::answer::{REST, Reading, default, local, optional, read_type, rest, taken, tells_null};
use super::emitter::Emitter;
use crate::ir::{Object, Property};
use crate::naming::ident;

/// The answer as JSON, and each property picked from it.
pub(super) fn reading(emitter: &Emitter, object: &Object) -> Reading {
    let whole = local(object, "whole");
    let mut values: Vec<(String, TokenStream)> = Vec::new();
    let mut lets = Vec::new();
    for (property, path) in taken(object) {
        // The rest takes the answer apart, so what is picked is picked before.
        let variable = ident(&property.rust);
        let picked = picked(emitter, property, &whole, path);
        lets.push(quote!(let #variable = #picked;));
        values.push((property.rust.clone(), quote!(#variable)));
    }
    values.extend(rests(object, &whole));
    let statements = quote! {
        let #whole: serde_json::Value = runtime::from_answer(answer)?;
        #(#lets)*
    };
    Reading { statements, values }
}

fn picked(emitter: &Emitter, property: &Property, whole: &Ident, path: &[String]) -> TokenStream {
    let pick = if tells_null(emitter, property) {
        let ty = emitter.ty(&property.ty);
        quote!(pick_kept::<#ty, _>)
    } else {
        let ty = read_type(emitter, property);
        quote!(pick::<#ty, _>)
    };
    let default = default(emitter, property);
    quote!(runtime::#pick(&#whole, &[#(#path),*])? #default)
}

/// What no other property takes.
fn rests(object: &Object, whole: &Ident) -> Vec<(String, TokenStream)> {
    let mut rests = Vec::new();
    if let Some(property) = rest(object) {
        let heads = taken(object).filter_map(|(_, path)| path.first());
        let rest = optional(property, &quote!(runtime::rest(#whole, &[#(#heads),*])));
        rests.push((property.rust.clone(), rest));
    }
    if object.open {
        let names = object.properties.iter().map(|property| &property.name);
        let rest = quote!(runtime::rest(#whole, &[#(#names),*]));
        rests.push((REST.to_owned(), rest));
    }
    rests
}
