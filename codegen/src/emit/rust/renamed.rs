//! An answer that differs from the type in the names of its properties alone.

use proc_macro2::TokenStream;
use quote::quote;

use super::emitter::Emitter;
use crate::ir::{Object, Origin, Property, Role, Type};

/// How it is read, if that is all in which it differs: the type's own reading goes by other names then.
pub(super) fn reading(emitter: &Emitter, ty: &Type, object: &Object) -> Option<TokenStream> {
    // An answer without a body is null.
    let may_be_empty = ty.role == Role::Output && !object.properties.iter().any(|one| one.required);
    if ty.in_input || object.open || may_be_empty {
        return None;
    }
    let names = names(emitter, object)?;
    let mut known = std::collections::HashSet::new();
    // What two properties are taken from is read twice.
    let differ = names.iter().all(|name| known.insert(*name));
    differ.then(|| quote!(runtime::renamed(answer, &[#(#names),*])))
}

/// What the properties are called in the answer, where each is read just as the type's own reading reads it.
pub(super) fn names<'a>(emitter: &Emitter, object: &'a Object) -> Option<Vec<&'a str>> {
    let names = object.properties.iter().map(|one| name(emitter, one));
    names.collect()
}

fn name<'a>(emitter: &Emitter, property: &'a Property) -> Option<&'a str> {
    let Origin::Path(path) = &property.origin else {
        return None;
    };
    let is_read_alike = property.keywords.default.is_none()
        && !property.omit_empty
        && emitter.is_plain(&property.ty);
    match path.as_slice() {
        [name] if is_read_alike => Some(name),
        _ => None,
    }
}
