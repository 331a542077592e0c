//! Which functions and types later checks may look at: those without a fault, in themselves and in all they use.

use std::collections::HashSet;

use crate::fault::Fault;
use crate::holding::spread;
use crate::ir::{Ir, Ty, TypeId};
use crate::parse::place::Place;

/// File, section and name of a function or type.
pub(super) type Declared = (usize, String, String);

pub(super) fn declared(place: &Place) -> Option<Declared> {
    let (section, name) = place.entry()?;
    Some((place.file, section.to_owned(), name.to_owned()))
}

/// Marks as unsound what a fault stands in, what is shaky, and what uses either.
pub(super) fn mark(ir: &mut Ir, found: &[Fault], shaky: &HashSet<Declared>) {
    if found.is_empty() && shaky.is_empty() {
        return;
    }
    let faulty: HashSet<Declared> = found
        .iter()
        .filter_map(|fault| declared(&fault.place))
        .chain(shaky.iter().cloned())
        .collect();
    let is_faulty = |place: &Place| declared(place).is_some_and(|known| faulty.contains(&known));
    for ty in &mut ir.types {
        ty.sound &= !is_faulty(&ty.place);
    }
    let unsound = ir.types.iter().map(|ty| !ty.sound).collect();
    let unsound = spread(ir, unsound);
    for (ty, unsound) in ir.types.iter_mut().zip(unsound) {
        ty.sound = !unsound;
    }
    for index in 0..ir.functions.len() {
        let function = &ir.functions[index];
        let uses_sound = uses_sound(ir, function.input, &function.output);
        ir.functions[index].sound &= !is_faulty(&function.place) && uses_sound;
    }
    for index in 0..ir.syncs.len() {
        let sync = &ir.syncs[index];
        let uses_sound = uses_sound(ir, sync.input, &sync.model);
        ir.syncs[index].sound &= !is_faulty(&sync.place) && uses_sound;
    }
}

fn uses_sound(ir: &Ir, input: TypeId, output: &Ty) -> bool {
    ir.types[input].sound && is_sound(ir, output)
}

fn is_sound(ir: &Ir, ty: &Ty) -> bool {
    ty.named().is_none_or(|id| ir.types[id].sound)
}
