//! A property that is an object made of the whole answer: its parts stand there beside what other properties are taken
//! from.

use super::emitter::Emitter;
use super::{fields, renamed};
use crate::ir::{Object, Origin, Property, Shape, Ty};

/// A property of such an object.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    /// What it is called in the answer.
    pub(super) name: &'a str,
    /// Which of the object's properties it is.
    pub(super) index: usize,
    pub(super) required: bool,
}

/// The parts of what is made of the whole answer, where its own reading takes them one by one.
pub(super) fn parts<'a>(
    emitter: &Emitter<'a>,
    within: &Object,
    property: &Property,
    path: &[String],
) -> Option<Vec<Part<'a>>> {
    if !path.is_empty() || keeps_rest(within) {
        return None;
    }
    let object = spread(emitter, property)?;
    let names = renamed::names(emitter, object)?.into_iter().enumerate();
    let parts = names.map(|(index, name)| Part {
        name,
        index,
        required: fields::own(emitter, &object.properties[index], false).required,
    });
    Some(parts.collect())
}

/// The places in the answer that a property is taken from.
pub(super) fn places<'a>(
    emitter: &Emitter<'a>,
    object: &Object,
    property: &Property,
    path: &'a [String],
) -> Vec<Vec<&'a str>> {
    match parts(emitter, object, property, path) {
        Some(parts) => parts.iter().map(|part| vec![part.name]).collect(),
        None => vec![path.iter().map(String::as_str).collect()],
    }
}

/// Whether it keeps what it has no name for, which the parts of another object are.
fn keeps_rest(object: &Object) -> bool {
    let mut properties = object.properties.iter();
    object.open || properties.any(|property| property.origin == Origin::Rest)
}

fn spread<'a>(emitter: &Emitter<'a>, property: &Property) -> Option<&'a Object> {
    let Ty::Type(id) = emitter.ir.plain(&property.ty) else {
        return None;
    };
    let ty = &emitter.ir.types[*id];
    let Shape::Object(object) = &ty.shape else {
        return None;
    };
    let is_known = !ty.in_input && !object.open && !object.properties.is_empty();
    let always = property.required || property.omit_empty;
    (is_known && always && property.keywords.default.is_none()).then_some(object)
}
