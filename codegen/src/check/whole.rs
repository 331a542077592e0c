//! What is looked at when every name is resolved.

use super::{cycles, exchanges, keywords, names, soundness, syncs, typing, usage};
use crate::fault::Fault;
use crate::ir::Ir;

/// What is wrong with whole types and what is made of them. Each look leaves out what the ones before it found fault with.
pub(super) fn check(ir: &mut Ir) -> Vec<Fault> {
    let mut found = Vec::new();
    for look in [
        cycles::check,
        usage_and_names,
        typing::check,
        syncs::check,
        exchanges::check,
    ] {
        let told = look(ir);
        soundness::mark(ir, &told, &[]);
        found.extend(told);
    }
    found
}

fn usage_and_names(ir: &mut Ir) -> Vec<Fault> {
    let mut found = usage::check(ir);
    found.extend(names::check(ir));
    found.extend(keywords::check(ir));
    found
}
