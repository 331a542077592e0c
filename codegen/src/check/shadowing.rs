//! Types that stand in the place of one that every manifest may use: what other files say no longer fits them may be many
//! faults, of which one is the cause.

use std::collections::HashSet;

use super::soundness::{Declared, declared};
use crate::fault::Fault;
use crate::holding::spread;
use crate::ir::{Ir, TypeId};
use crate::messages;

/// Puts one fault at each of these types in the place of several in other files that use it.
pub(super) fn gathered(ir: &Ir, shadowing: &[TypeId], mut found: Vec<Fault>) -> Vec<Fault> {
    for id in shadowing {
        let place = &ir.types[*id].place;
        let using = using(ir, *id);
        let is_caused = |fault: &Fault| {
            let entry = declared(&fault.place);
            fault.place.file != place.file && entry.is_some_and(|entry| using.contains(&entry))
        };
        let (caused, others): (Vec<_>, Vec<_>) = found.into_iter().partition(is_caused);
        found = others;
        match caused.as_slice() {
            [first, _, ..] => {
                let name = place.last();
                let message = messages::shadowing(name, caused.len(), &first.place);
                found.push(Fault::new(place, message));
            }
            _ => found.extend(caused),
        }
    }
    found
}

/// The functions and types that hold a type, themselves or through others.
fn using(ir: &Ir, id: TypeId) -> HashSet<Declared> {
    let marked = (0..ir.types.len()).map(|other| other == id).collect();
    let holding = spread(ir, marked);
    let types = ir.types.iter().zip(&holding);
    let types = types.filter(|(_, holds)| **holds).map(|(ty, _)| &ty.place);
    let gives = ir.functions.iter().filter(|function| {
        let output = function.output.named();
        output.is_some_and(|output| holding[output])
    });
    // What a function takes is a type that stands in it.
    let places = types.chain(gives.map(|function| &function.place));
    places.filter_map(declared).collect()
}
