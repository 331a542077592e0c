//! How the rows of a sync are made of records whose values stand in them as they are.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::emitter::Emitter;
use super::spread;
use crate::ir::{Ir, Object, Origin, Property, Ty};
use crate::naming::ident;

/// The constant that says so; nothing where a property is more than a field.
pub(super) fn constant(emitter: &Emitter, model: &Ty) -> Option<TokenStream> {
    let mut names = Vec::new();
    let properties = properties(emitter, emitter.ir.object(model)?, &mut names)?;
    Some(quote! {
        const COPIED: Option<runtime::sync::Copied> = {
            use runtime::{Kind, sync::{Copied, CopiedProperty}};
            Some(Copied { names: &[#(#names),*], properties: #properties })
        };
    })
}

fn properties<'a>(
    emitter: &Emitter<'a>,
    object: &'a Object,
    names: &mut Vec<&'a str>,
) -> Option<TokenStream> {
    let properties = object.properties.iter();
    let properties = properties.map(|one| property(emitter, object, one, names));
    let properties = properties.collect::<Option<Vec<_>>>()?;
    (!object.open).then(|| quote!(&[#(#properties),*]))
}

fn property<'a>(
    emitter: &Emitter<'a>,
    within: &Object,
    property: &'a Property,
    names: &mut Vec<&'a str>,
) -> Option<TokenStream> {
    let Origin::Path(path) = &property.origin else {
        return None;
    };
    let key = format!("{}:", serde_json::Value::from(&*property.name));
    match path.as_slice() {
        [] => object(emitter, within, property, &key, names),
        [name, parents @ ..] => {
            let name = index(names, name);
            field(emitter.ir, property, &key, name, parents)
        }
    }
}

/// Where the name stands among all.
fn index<'a>(names: &mut Vec<&'a str>, name: &'a str) -> usize {
    let known = names.iter().position(|known| *known == name);
    known.unwrap_or_else(|| {
        names.push(name);
        names.len() - 1
    })
}

fn field(
    ir: &Ir,
    property: &Property,
    key: &str,
    name: usize,
    within: &[String],
) -> Option<TokenStream> {
    let is_plain =
        property.keywords.default.is_none() && !property.omit_empty && property.fail_if.is_none();
    let kind = scalar(ir, &property.ty).filter(|_| is_plain)?;
    let (necessity, name) = (necessity(property), Literal::usize_unsuffixed(name));
    let within = (!within.is_empty()).then(|| quote!(.within(&[#(#within),*])));
    Some(quote!(CopiedProperty::#necessity(#key, #name, Kind::#kind) #within))
}

fn necessity(property: &Property) -> Ident {
    ident(if property.required {
        "required"
    } else {
        "optional"
    })
}

fn scalar(ir: &Ir, ty: &Ty) -> Option<Ident> {
    Some(ident(match ir.plain(ty) {
        Ty::String => "String",
        Ty::Integer => "Integer",
        Ty::Number => "Number",
        Ty::Boolean => "Boolean",
        _ => return None,
    }))
}

/// Of an object whose parts stand in the record itself, and none of which must be there.
fn object<'a>(
    emitter: &Emitter<'a>,
    within: &Object,
    property: &'a Property,
    key: &str,
    names: &mut Vec<&'a str>,
) -> Option<TokenStream> {
    spread::parts(emitter, within, property, &[])?;
    let object = emitter.ir.object(&property.ty)?;
    let properties = properties(emitter, object, names)?;
    let omit_empty = property.omit_empty.then(|| quote!(.omit_empty()));
    let may_be_empty = object.properties.iter().all(Property::is_option);
    may_be_empty.then(|| quote!(CopiedProperty::object(#key, #properties) #omit_empty))
}
