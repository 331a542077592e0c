//! Which functions and types later checks may look at: those without a fault, in themselves and in all they use.

use std::collections::HashSet;

use crate::fault::Fault;
use crate::ir::{Function, Ir, Shape, Ty, TypeId};
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
    spread(ir);
    for index in 0..ir.functions.len() {
        let function = &ir.functions[index];
        let sound = function.sound && !is_faulty(&function.place) && uses_sound(ir, function);
        ir.functions[index].sound = sound;
    }
}

/// Marks what holds an unsound type, itself or through others.
fn spread(ir: &mut Ir) {
    let mut holders: Vec<Vec<TypeId>> = vec![Vec::new(); ir.types.len()];
    for id in 0..ir.types.len() {
        for held in held(ir, id) {
            holders[held].push(id);
        }
    }
    let unsound = |id: &TypeId| !ir.types[*id].sound;
    let mut next: Vec<TypeId> = (0..ir.types.len()).filter(unsound).collect();
    while let Some(id) = next.pop() {
        for holder in std::mem::take(&mut holders[id]) {
            if std::mem::replace(&mut ir.types[holder].sound, false) {
                next.push(holder);
            }
        }
    }
}

/// The types that the properties of a type, or what it is another name of, are made of.
fn held(ir: &Ir, id: TypeId) -> Vec<TypeId> {
    match &ir.types[id].shape {
        Shape::Object(object) => {
            let properties = object.properties.iter();
            properties
                .filter_map(|property| named(&property.ty))
                .collect()
        }
        Shape::Alias(alias) => named(&alias.ty).into_iter().collect(),
        Shape::Enum(_) => Vec::new(),
    }
}

fn uses_sound(ir: &Ir, function: &Function) -> bool {
    ir.types[function.input].sound && is_sound(ir, &function.output)
}

fn is_sound(ir: &Ir, ty: &Ty) -> bool {
    named(ty).is_none_or(|id| ir.types[id].sound)
}

/// The type of the manifest that a type is made of, if it is of one.
fn named(ty: &Ty) -> Option<TypeId> {
    match ty {
        Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) => named(inner),
        Ty::Type(id) => Some(*id),
        _ => None,
    }
}
