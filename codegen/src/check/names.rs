//! Names that would clash in Rust.

use std::collections::HashMap;

use crate::fault::Fault;
use crate::ir::{Ir, Role};
use crate::messages;
use crate::naming;
use crate::parse::place::Place;

/// Names of modules that generated code has for itself.
const RESERVED: [&str; 6] = ["functions", "lib", "mod", "runtime", "schemas", "serde"];

pub(super) fn check(ir: &Ir) -> Vec<Fault> {
    let modules = ir.modules.iter().map(|module| Name {
        written: &module.title,
        rust: module.name.clone(),
        place: &module.place,
    });
    let functions = ir.functions.iter().map(|function| Name {
        written: &function.name,
        rust: naming::snake(&function.name),
        place: &function.place,
    });
    let mut found = clashes(modules);
    found.extend(clashes(functions));
    if !found.is_empty() {
        // Their inputs and outputs clash too, which tells nothing new.
        return found;
    }
    let of_functions = |ty: &&crate::ir::Type| matches!(ty.role, Role::Input | Role::Output);
    let declared = ir.types.iter().filter(|ty| !of_functions(ty));
    // Those of functions first, so that the error stands where a name can be changed.
    let types = ir.types.iter().filter(of_functions).chain(declared);
    let types = types.map(|ty| Name {
        written: &ty.name,
        rust: ty.name.clone(),
        place: &ty.place,
    });
    clashes(types)
}

struct Name<'a> {
    written: &'a str,
    rust: String,
    place: &'a Place,
}

fn clashes<'a>(names: impl Iterator<Item = Name<'a>>) -> Vec<Fault> {
    let mut seen: HashMap<String, Name<'a>> = HashMap::new();
    let mut found = Vec::new();
    for name in names {
        if RESERVED.contains(&name.rust.as_str()) {
            found.push(Fault::new(
                name.place,
                messages::reserved_name(name.written, &name.rust),
            ));
        }
        // Two files that differ only in case are one file to some file systems.
        match seen.get(&name.rust.to_lowercase()) {
            Some(first) => {
                let message = messages::same_name_in_rust(
                    name.written,
                    first.written,
                    &name.rust,
                    first.place,
                );
                found.push(Fault::new(name.place, message));
            }
            None => {
                seen.insert(name.rust.to_lowercase(), name);
            }
        }
    }
    found
}
