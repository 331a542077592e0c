//! Which types a schema refers to.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::ir::{Ir, Role, Shape, Ty, TypeId};

/// The types whose schemas stand in `$defs`, each with a Rust type of the same name.
pub(super) fn is_definition(ir: &Ir, id: TypeId) -> bool {
    let ty = &ir.types[id];
    !matches!(ty.shape, Shape::Alias(_)) && ty.role != Role::Within
}

/// The types of `$defs` that a type's own schema names.
pub(in crate::emit) fn direct_references(ir: &Ir, id: TypeId) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    if let Shape::Object(object) = &ir.types[id].shape {
        for property in &object.properties {
            references(ir, &property.ty, &mut found);
        }
    }
    found
}

pub(super) fn references(ir: &Ir, ty: &Ty, found: &mut BTreeSet<TypeId>) {
    match ty {
        Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) => references(ir, inner, found),
        Ty::Type(id) => match &ir.types[*id].shape {
            Shape::Alias(alias) => references(ir, &alias.ty, found),
            _ if is_definition(ir, *id) => {
                found.insert(*id);
            }
            _ => {}
        },
        _ => {}
    }
}

pub(super) fn closure(ir: &Ir, start: BTreeSet<TypeId>) -> BTreeSet<TypeId> {
    let mut seen = start.clone();
    let mut next: Vec<TypeId> = start.into_iter().collect();
    while let Some(id) = next.pop() {
        next.extend(
            direct_references(ir, id)
                .into_iter()
                .filter(|id| seen.insert(*id)),
        );
    }
    seen
}

pub(super) fn redirect(schema: &mut Value, from: &str) {
    match schema {
        Value::Object(map) => {
            if let Some(target) = map.get_mut("$ref").filter(|target| *target == from) {
                *target = "#".into();
            }
            map.values_mut().for_each(|value| redirect(value, from));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| redirect(value, from)),
        _ => {}
    }
}
