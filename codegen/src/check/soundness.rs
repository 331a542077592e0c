//! What later checks may look at: what has no fault, in itself and in all it uses.
//!
//! Each type is sound or not by itself, so that a fault in what a function takes hides none in what it gives back.

use std::collections::HashSet;

use crate::fault::Fault;
use crate::holding::spread;
use crate::ir::{Ir, Known, Shape, Ty, Type, TypeId};
use crate::parse::place::Place;

/// File, section and name of a function or type.
pub(super) type Declared = (usize, String, String);

pub(super) fn declared(place: &Place) -> Option<Declared> {
    let (section, name) = place.entry()?;
    Some((place.file, section.to_owned(), name.to_owned()))
}

/// Marks as unsound what a fault stands in, what is shaky, and what uses either.
pub(super) fn mark(ir: &mut Ir, found: &[Fault], shaky: &[Place]) {
    if found.is_empty() && shaky.is_empty() {
        return;
    }
    let faulty = Faulty::of(found.iter().map(|fault| &fault.place).chain(shaky));
    for ty in &mut ir.types {
        ty.sound &= !faulty.within(&ty.place);
        mark_typed(ty, &faulty);
    }
    let unsound = ir.types.iter().map(|ty| !ty.sound).collect();
    let unsound = spread(ir, unsound);
    for (ty, unsound) in ir.types.iter_mut().zip(unsound) {
        ty.sound = !unsound;
    }
    for function in &mut ir.functions {
        function.sound &= !faulty.requests(&function.place);
    }
    for index in 0..ir.syncs.len() {
        let sync = &ir.syncs[index];
        let is_faulty = |key| faulty.within(&sync.place.value(key));
        let typed = sync.typed && !is_faulty("model");
        let is_read = !["query", "where", "cursor"].into_iter().any(is_faulty);
        let sound = typed && is_sound(ir, &sync.model) && is_read;
        ir.syncs[index].typed = typed;
        ir.syncs[index].sound &= sound;
    }
}

/// Marks what a type holds of which no type is known, and what a fault stands in.
fn mark_typed(ty: &mut Type, faulty: &Faulty) {
    match &mut ty.shape {
        Shape::Object(object) => {
            for property in &mut object.properties {
                if faulty.within(&property.place.value("type")) {
                    property.known = Known::Nothing;
                } else if property.known == Known::Whole && faulty.within(&property.place) {
                    property.known = Known::Type;
                }
            }
        }
        Shape::Alias(alias) => alias.typed &= !faulty.within(&ty.place.value("type")),
        Shape::Enum(_) => {}
    }
}

/// Whether the types are sound that a type is made of.
pub(super) fn is_sound(ir: &Ir, ty: &Ty) -> bool {
    ty.named().is_none_or(|id| ir.types[id].sound)
}

/// Whether it can be said what a type is without its other names, though something in it may be wrong.
pub(super) fn is_known(ir: &Ir, ty: &Ty) -> bool {
    let is_name = |id: TypeId| matches!(ir.types[id].shape, Shape::Alias(_));
    is_sound(ir, ty) || !ty.named().is_some_and(is_name)
}

/// The keys of a function that say what it asks for.
const REQUEST: [&str; 4] = ["endpoint", "vars", "body", "repeat_if"];

/// Where faults stand.
struct Faulty<'a> {
    /// Every way that leads to a fault, with the file.
    within: HashSet<(usize, &'a [String])>,
    /// Functions with a fault in what they ask for.
    requests: HashSet<(usize, &'a [String])>,
}

impl<'a> Faulty<'a> {
    fn of(places: impl Iterator<Item = &'a Place>) -> Self {
        let mut faulty = Self {
            within: HashSet::new(),
            requests: HashSet::new(),
        };
        for place in places {
            let (file, path) = (place.file, place.path());
            match path {
                // What is wrong with an example says nothing of what it is an example of.
                [_, _, part, ..] if part == "exchanges" => continue,
                [_, _, part, ..] if REQUEST.contains(&part.as_str()) => {
                    faulty.requests.insert((file, &path[..2]));
                }
                _ => {}
            }
            let ways = (0..=path.len()).rev().map(|end| (file, &path[..end]));
            for way in ways {
                if !faulty.within.insert(way) {
                    break;
                }
            }
        }
        faulty
    }

    fn within(&self, place: &Place) -> bool {
        self.within.contains(&(place.file, place.path()))
    }

    fn requests(&self, function: &Place) -> bool {
        self.requests.contains(&(function.file, function.path()))
    }
}
