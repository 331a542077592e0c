//! What a path leads to, and that it is there.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Compiled, Scope, Typed};
use crate::check::expression::Step;
use crate::ir::{Ir, Object, Origin, Property, Ty};
use crate::messages;
use crate::naming::ident;

pub(super) fn current(ir: &Ir, scope: &Scope) -> Compiled {
    match (&scope.current, scope.siblings) {
        (Some(current), _) => Ok(current.clone()),
        (None, Some(object)) => sibling(ir, object, &[]),
        (None, None) => Err(messages::not_taken("@")),
    }
}

pub(super) fn follow(ir: &Ir, scope: &Scope, path: &[Step]) -> Compiled {
    if let Some(object) = scope.siblings {
        return sibling(ir, object, path);
    }
    let mut at = current(ir, scope)?;
    for step in path {
        let name = &step.name;
        at = there(at)?;
        let object = ir
            .object(&at.ty)
            .ok_or_else(|| messages::unknown_property(name, None).at(step.part()))?;
        let names = object
            .properties
            .iter()
            .map(|property| property.name.as_str());
        let property = object.property(name).ok_or_else(|| {
            messages::unknown_property(name, messages::nearest(name, names)).at(step.part())
        })?;
        let (code, field) = (&at.code, ident(&property.rust));
        at = of_property(ir, quote!(#code.#field), property);
    }
    Ok(at)
}

/// The variable that the property taken from `path` stands in while an answer is read.
fn sibling(ir: &Ir, object: &Object, path: &[Step]) -> Compiled {
    let path: Vec<&str> = path.iter().map(|step| step.name.as_str()).collect();
    let taken =
        |property: &&Property| matches!(&property.origin, Origin::Path(from) if *from == path);
    let property = object.properties.iter().find(taken).ok_or_else(|| {
        messages::not_taken(&if path.is_empty() {
            "@".to_owned()
        } else {
            path.join(".")
        })
    })?;
    let variable = ident(&property.rust);
    Ok(of_property(ir, quote!(#variable), property))
}

fn of_property(ir: &Ir, code: TokenStream, property: &Property) -> Typed {
    let optional = property.is_option();
    match (ir.plain(&property.ty), optional) {
        (Ty::Nullable(inner), false) => Typed {
            optional: true,
            is_null: true,
            ..Typed::place(code, (**inner).clone())
        },
        _ => Typed {
            optional,
            ..Typed::place(code, property.ty.clone())
        },
    }
}

pub(super) fn there(typed: Typed) -> Compiled {
    if typed.optional {
        let name = typed.code.to_string().replace(' ', "");
        let name = name.trim_start_matches("self.");
        return Err(messages::may_be_absent(name));
    }
    Ok(typed)
}
