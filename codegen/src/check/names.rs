//! Names that would clash in Rust.

use std::collections::HashMap;

use super::functions::is_function_name;
use super::{NO_GROUP, UNTITLED};
use crate::fault::{Fault, Message};
use crate::ir::{Ir, Role, Shape, Type};
use crate::messages::{self, Named};
use crate::naming;
use crate::parse::place::{Place, Way};

/// Names of modules that generated code has for itself.
const RESERVED: [&str; 7] = [
    "functions",
    "lib",
    "mod",
    "runtime",
    "schemas",
    "specforce_runtime",
    NO_GROUP,
];

/// Some file systems take names of 255 bytes, and a schema is a file that is named after its function.
const LONGEST: usize = 200;

pub(super) fn check(ir: &Ir) -> Vec<Fault> {
    let mut found = clashes(groups(ir));
    found.extend(groups(ir).filter_map(|group| reserved(&group)));
    found.extend(clashes(functions(ir)));
    found.extend(functions(ir).filter_map(|function| too_long(&function)));
    if !found.is_empty() {
        // Their inputs and outputs clash too, which tells nothing new.
        return found;
    }
    clashes(types(ir))
}

/// The groups of the manifest; the one of types without a group has no name that could be changed.
fn groups(ir: &Ir) -> impl Iterator<Item = Name<'_>> {
    let titled = ir.modules.iter().filter(|module| module.title != UNTITLED);
    titled.map(|module| Name {
        written: &module.title,
        named: Named::Itself(&module.title),
        rust: module.name.clone(),
        place: &module.place,
    })
}

fn functions(ir: &Ir) -> impl Iterator<Item = Name<'_>> {
    let actions = ir.functions.iter().map(|one| (&one.name, &one.place));
    let syncs = ir.syncs.iter().map(|one| (&one.name, &one.place));
    // A bad name is told by itself.
    let named = actions.chain(syncs);
    let named = named.filter(|(name, _)| is_function_name(name));
    named.map(|(name, place)| Name {
        written: name,
        named: Named::Itself(name),
        // Its input and output are called so, with more behind it.
        rust: naming::camel(name),
        place,
    })
}

fn types(ir: &Ir) -> impl Iterator<Item = Name<'_>> {
    let of_function = |ty: &&Type| matches!(ty.role, Role::Input | Role::Output);
    // What is made elsewhere and not used here is in nobody's way.
    let is_here = |ty: &&Type| {
        let is_made = ty.path.is_none() && !matches!(ty.shape, Shape::Alias(_));
        is_made || ty.in_input || ty.in_output
    };
    let declared = ir
        .types
        .iter()
        .filter(move |ty| is_here(ty) && !of_function(ty));
    // A bad name is told by itself.
    let of_named = |ty: &&Type| {
        ty.place
            .entry()
            .is_some_and(|(_, name)| is_function_name(name))
    };
    let of_functions = ir.types.iter().filter(of_function).filter(of_named);
    // Those of functions first, so that the error stands where a name can be changed.
    let types = of_functions.chain(declared);
    types.map(|ty| Name {
        written: written(ty),
        named: named(ty),
        rust: ty.name.clone(),
        place: &ty.place,
    })
}

/// The name of a type as the manifest has it; what it has no name for is told by its name in Rust.
fn written(ty: &Type) -> &str {
    match (&ty.place.way, ty.place.entry()) {
        (Way::Key(_), Some((_, name))) => name,
        _ => &ty.name,
    }
}

/// What the manifest calls a type.
pub(super) fn named(ty: &Type) -> Named<'_> {
    let entry = ty.place.entry().map_or("", |(_, name)| name);
    match (ty.role, &ty.place.way) {
        (Role::Input, _) => Named::Part("input", entry),
        (Role::Output, _) => Named::Part("output", entry),
        (_, Way::Value(_)) => Named::Within(ty.place.last().trim_end_matches('?')),
        _ => Named::Itself(written(ty)),
    }
}

fn reserved(group: &Name) -> Option<Fault> {
    let message = || messages::reserved_name(group.written, &group.rust);
    RESERVED
        .contains(&group.rust.as_str())
        .then(|| Fault::new(group.place, message()))
}

fn too_long(name: &Name) -> Option<Fault> {
    let is_long = name.written.len() > LONGEST;
    is_long.then(|| Fault::new(name.place, messages::long_name(LONGEST)))
}

struct Name<'a> {
    written: &'a str,
    named: Named<'a>,
    rust: String,
    place: &'a Place,
}

fn clashes<'a>(names: impl Iterator<Item = Name<'a>>) -> Vec<Fault> {
    let mut seen: HashMap<String, Name<'a>> = HashMap::new();
    let mut found = Vec::new();
    for name in names {
        // Two files that differ only in case are one file to some file systems.
        match seen.get(&name.rust.to_lowercase()) {
            Some(first) => found.push(Fault::new(name.place, clash(&name, first))),
            None => {
                seen.insert(name.rust.to_lowercase(), name);
            }
        }
    }
    found
}

fn clash(name: &Name, first: &Name) -> Message {
    let (written, other, rust, place) = (&name.named, &first.named, &name.rust, first.place);
    if *rust != first.rust {
        messages::same_but_for_case(written, other, place)
    } else if name.place.is_group() {
        messages::same_group(written, other, rust, place)
    } else if matches!(name.place.way, Way::Value(_)) {
        messages::same_rust_name(written, other, rust, place)
    } else {
        messages::same_name_in_rust(written, other, rust, place)
    }
}
