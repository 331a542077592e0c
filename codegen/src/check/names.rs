//! Names that would clash in Rust.

use std::collections::HashMap;

use super::at;
use crate::diagnostic::Diagnostic;
use crate::ir::Ir;
use crate::messages;
use crate::naming;
use crate::parse::place::Place;
use crate::source::Source;

pub(super) fn check(ir: &Ir, sources: &[Source]) -> Vec<Diagnostic> {
    let types = ir.types.iter().map(|ty| (ty.name.clone(), ty.name.clone(), &ty.place, &ty.source));
    let functions =
        ir.functions.iter().map(|function| (function.name.clone(), naming::snake(&function.name), &function.place, &function.source));
    let mut found = clashes(types, sources);
    found.extend(clashes(functions, sources));
    found
}

fn clashes<'a>(names: impl Iterator<Item = (String, String, &'a Place, &'a String)>, sources: &[Source]) -> Vec<Diagnostic> {
    // Two files that differ only in case are one file to some file systems.
    let mut seen: HashMap<String, (String, &String)> = HashMap::new();
    let mut found = Vec::new();
    for (name, rust, place, source) in names {
        match seen.get(&rust.to_lowercase()) {
            Some((other, first)) => found.push(at(sources, place, messages::same_rust_name(&name, other, &rust, first))),
            None => {
                seen.insert(rust.to_lowercase(), (name, source));
            }
        }
    }
    found
}
