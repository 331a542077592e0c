//! Which functions and types later checks may look at: those without a fault, in themselves and in all they use.

use std::collections::HashSet;

use crate::fault::Fault;
use crate::ir::{Function, Ir, Shape, Ty};
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
    while spread(ir) {}
    for index in 0..ir.functions.len() {
        let function = &ir.functions[index];
        let sound = function.sound && !is_faulty(&function.place) && uses_sound(ir, function);
        ir.functions[index].sound = sound;
    }
}

/// Marks what holds an unsound type; whether there was anything to mark.
fn spread(ir: &mut Ir) -> bool {
    let newly: Vec<usize> = (0..ir.types.len())
        .filter(|id| ir.types[*id].sound && !holds_sound(ir, *id))
        .collect();
    for id in &newly {
        ir.types[*id].sound = false;
    }
    !newly.is_empty()
}

fn holds_sound(ir: &Ir, id: usize) -> bool {
    match &ir.types[id].shape {
        Shape::Object(object) => object
            .properties
            .iter()
            .all(|property| is_sound(ir, &property.ty)),
        Shape::Alias(alias) => is_sound(ir, &alias.ty),
        Shape::Enum(_) => true,
    }
}

fn uses_sound(ir: &Ir, function: &Function) -> bool {
    ir.types[function.input].sound && is_sound(ir, &function.output)
}

fn is_sound(ir: &Ir, ty: &Ty) -> bool {
    match ty {
        Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) => is_sound(ir, inner),
        Ty::Type(id) => ir.types[*id].sound,
        _ => true,
    }
}
