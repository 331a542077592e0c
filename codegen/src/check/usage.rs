//! Which types are part of an input, which of an output, and what that forbids.

use super::endpoint::API_VERSION;
use super::properties::pascal_case;
use crate::fault::Fault;
use crate::holding::held;
use crate::ir::{Ir, Origin, Property, Role, Shape, Ty, Type, TypeId};
use crate::messages;

pub(super) fn check(ir: &mut Ir) -> Vec<Fault> {
    let actions = ir.functions.iter().map(|of| of.input);
    let syncs = ir.syncs.iter().map(|of| of.input);
    let inputs: Vec<TypeId> = actions.chain(syncs).collect();
    mark(ir, inputs, |ty| &mut ty.in_input);
    let outputs = ir.functions.iter().filter_map(|of| of.output.named());
    let outputs = outputs.collect();
    mark(ir, outputs, |ty| &mut ty.in_output);
    let mut found = of_outputs(ir);
    let models = ir.syncs.iter().filter_map(|of| of.model.named());
    let models = models.collect();
    mark(ir, models, |ty| &mut ty.in_output);
    found.extend(of_inputs(ir));
    found
}

/// What the outputs of actions may not hold.
fn of_outputs(ir: &Ir) -> Vec<Fault> {
    let outputs = ir.types.iter().filter(|ty| ty.in_output);
    let objects = outputs.filter_map(|ty| match &ty.shape {
        Shape::Object(object) => Some(object),
        _ => None,
    });
    let named = objects
        .flat_map(|object| &object.properties)
        .filter_map(|property| Some((property, property.origin.input()?)));
    named
        .map(|(property, name)| Fault::new(&property.place.value("from"), messages::no_model(name)))
        .collect()
}

fn mark(ir: &mut Ir, mut waiting: Vec<TypeId>, flag: fn(&mut Type) -> &mut bool) {
    while let Some(id) = waiting.pop() {
        if !std::mem::replace(flag(&mut ir.types[id]), true) {
            waiting.extend(held(ir, id));
        }
    }
}

fn of_inputs(ir: &Ir) -> Vec<Fault> {
    let mut found = Vec::new();
    for ty in ir.types.iter().filter(|ty| ty.in_input) {
        let Shape::Object(object) = &ty.shape else {
            continue;
        };
        // Elsewhere the type may be part of an output too.
        let is_named = matches!(ty.place.entry(), Some(("types", _)));
        if object.pascal {
            let message = messages::not_in_input("from_case", is_named);
            found.push(Fault::new(&ty.place.key("from_case"), message));
        }
        for property in &object.properties {
            if let Some(key) = taken_from_answer(property, object.pascal) {
                let message = messages::not_in_input(key, is_named);
                found.push(Fault::new(&property.place.key(key), message));
            }
            if ty.role == Role::Input
                && let Some(flag) = shadowed_flag(ir, property)
            {
                let message = messages::global_flag(&property.name, &flag);
                found.push(Fault::new(&property.place, message));
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

/// The keyword that says where in an answer a property is taken from, if one does; `pascal` is whether its type says so.
fn taken_from_answer(property: &Property, pascal: bool) -> Option<&'static str> {
    match &property.origin {
        Origin::Path(path) if *path == [property.name.as_str()] => None,
        Origin::Path(path) if pascal && *path == [pascal_case(&property.name)] => None,
        Origin::Constant(_) => None,
        Origin::Path(_) | Origin::Computed(_) => Some("from"),
        Origin::Template(_) => Some("template"),
        Origin::Rest => Some("rest"),
    }
    .or(property.omit_empty.then_some("omit_empty"))
}
