use proc_macro2::TokenStream;
use quote::quote;

use super::answer::{REST, Reading, default, local, optional, read_type, taken, tells_null};
use super::emitter::Emitter;
use crate::ir::{Object, Origin};
use crate::naming::ident;

/// The answer as JSON, and each property picked from it.
pub(super) fn reading(emitter: &Emitter, object: &Object) -> Reading {
    let mut values: Vec<(String, TokenStream)> = Vec::new();
    let mut lets = Vec::new();
    let whole = local(object, "whole");
    for (property, path) in taken(object) {
        let kept = tells_null(emitter, property);
        let pick = if kept {
            let ty = emitter.ty(&property.ty);
            quote!(pick_kept::<#ty, _>)
        } else {
            let ty = read_type(emitter, property);
            quote!(pick::<#ty, _>)
        };
        let default = default(emitter, property);
        // The rest takes the answer apart, so what is picked is picked before.
        let variable = ident(&property.rust);
        lets.push(quote!(let #variable = runtime::#pick(&#whole, &[#(#path),*])? #default;));
        values.push((property.rust.clone(), quote!(#variable)));
    }
    if let Some(property) = object
        .properties
        .iter()
        .find(|property| property.origin == Origin::Rest)
    {
        let heads = taken(object).filter_map(|(_, path)| path.first());
        values.push((
            property.rust.clone(),
            optional(property, &quote!(runtime::rest(#whole, &[#(#heads),*]))),
        ));
    }
    if object.open {
        let names = object.properties.iter().map(|property| &property.name);
        values.push((
            REST.to_owned(),
            quote!(runtime::rest(#whole, &[#(#names),*])),
        ));
    }
    let statements = quote! {
        let #whole: serde_json::Value = runtime::from_answer(answer)?;
        #(#lets)*
    };
    Reading { statements, values }
}
