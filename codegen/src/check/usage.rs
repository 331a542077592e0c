//! Which types are part of an input, which of an output, and what that forbids.

use super::at;
use super::functions::API_VERSION;
use crate::diagnostic::Diagnostic;
use crate::ir::{Ir, Origin, Property, Role, Shape, Ty, TypeId};
use crate::messages;
use crate::source::Source;

pub(super) fn check(ir: &mut Ir, sources: &[Source]) -> Vec<Diagnostic> {
    let inputs: Vec<Ty> = ir
        .functions
        .iter()
        .map(|function| Ty::Type(function.input))
        .collect();
    let outputs: Vec<Ty> = ir
        .functions
        .iter()
        .map(|function| function.output.clone())
        .collect();
    for ty in inputs {
        mark(ir, &ty, |ty| &mut ty.in_input);
    }
    for ty in outputs {
        mark(ir, &ty, |ty| &mut ty.in_output);
    }
    let mut found = of_inputs(ir, sources);
    for start in 0..ir.types.len() {
        let mut way = Vec::new();
        if closes(ir, start, start, &mut way) {
            let names: Vec<String> = way
                .iter()
                .chain([&start])
                .map(|id| ir.types[*id].name.clone())
                .collect();
            found.push(at(sources, &ir.types[start].place, messages::cycle(&names)));
        }
    }
    found
}

fn mark(ir: &mut Ir, ty: &Ty, flag: fn(&mut crate::ir::Type) -> &mut bool) {
    match ty {
        Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) => mark(ir, inner, flag),
        Ty::Type(id) if !std::mem::replace(flag(&mut ir.types[*id]), true) => {
            for ty in held(ir, *id) {
                mark(ir, &ty, flag);
            }
        }
        _ => {}
    }
}

fn held(ir: &Ir, id: TypeId) -> Vec<Ty> {
    match &ir.types[id].shape {
        Shape::Object(object) => object
            .properties
            .iter()
            .map(|property| property.ty.clone())
            .collect(),
        Shape::Alias(alias) => vec![alias.ty.clone()],
        Shape::Enum(_) => Vec::new(),
    }
}

/// Whether a value of `id` would hold a value of `start` for ever.
fn closes(ir: &Ir, id: TypeId, start: TypeId, way: &mut Vec<TypeId>) -> bool {
    if way.contains(&id) {
        return false;
    }
    way.push(id);
    for ty in held(ir, id) {
        let mut ty = ty;
        // A list may be empty, so it ends what it stands in; but an alias is written out, list and all.
        let written_out = matches!(ir.types[id].shape, Shape::Alias(_));
        while let Ty::Nullable(inner) | Ty::List(inner) | Ty::Map(inner) = &ty {
            if !written_out && !matches!(ty, Ty::Nullable(_)) {
                break;
            }
            ty = (**inner).clone();
        }
        if let Ty::Type(next) = ty
            && (next == start || closes(ir, next, start, way))
        {
            return true;
        }
    }
    way.pop();
    false
}

fn of_inputs(ir: &Ir, sources: &[Source]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for ty in ir.types.iter().filter(|ty| ty.in_input) {
        let Shape::Object(object) = &ty.shape else {
            continue;
        };
        for property in &object.properties {
            if let Some(key) = taken_from_answer(property) {
                found.push(at(sources, &property.place, messages::not_in_input(key)));
            }
            if ty.role == Role::Input
                && let Some(flag) = shadowed_flag(ir, property)
            {
                let message = messages::global_flag(&property.name, &flag);
                found.push(at(sources, &property.place, message));
            }
        }
    }
    found
}

/// The program's own flag that the flag of an input property would hide.
fn shadowed_flag(ir: &Ir, property: &Property) -> Option<String> {
    let flag = crate::naming::flag(&property.rust);
    let is_version = match property.ty {
        Ty::Type(id) => ir.types[id].name == API_VERSION,
        _ => false,
    };
    let shadows = match flag.as_str() {
        // An API version is what this flag gives.
        "api-version" => !is_version,
        flag => GLOBAL_FLAGS.contains(&flag),
    };
    shadows.then_some(flag)
}

/// The flags that the program `specforce` has for every function, beside `--api-version`.
const GLOBAL_FLAGS: [&str; 7] = [
    "emulator",
    "error-format",
    "help",
    "input",
    "instance-url",
    "verbose",
    "version",
];

fn taken_from_answer(property: &Property) -> Option<&'static str> {
    match &property.origin {
        Origin::Path(path) if *path == [property.name.as_str()] => None,
        Origin::Constant(_) => None,
        Origin::Path(_) | Origin::Computed(_) => Some("from"),
        Origin::Template(_) => Some("template"),
        Origin::Rest => Some("rest"),
    }
    .or(property.omit_empty.then_some("omit_empty"))
}
