//! Whether every expression, template and segment has a type that fits.

mod properties;
mod request;

use super::soundness::{is_known, is_sound};
use crate::fault::{Fault, Message};
use crate::ir::{Ir, Known, Property, Shape};
use crate::parse::place::Place;

pub(super) fn check(ir: &mut Ir) -> Vec<Fault> {
    let ir = &*ir;
    let mut typing = Typing {
        ir,
        found: Vec::new(),
    };
    for function in &ir.functions {
        typing.request(function);
        if is_known(ir, &function.output) {
            typing.templates(function);
        }
    }
    for ty in &ir.types {
        if let Shape::Object(object) = &ty.shape {
            typing.object(object, ty);
        }
    }
    typing.found
}

struct Typing<'a> {
    ir: &'a Ir,
    found: Vec<Fault>,
}

impl Typing<'_> {
    /// Whether nothing is wrong with a property, nor with the type that it is of.
    fn is_sound(&self, property: &Property) -> bool {
        property.known == Known::Whole && is_sound(self.ir, &property.ty)
    }

    fn refuse(&mut self, place: &Place, message: Message) {
        self.found.push(Fault::new(place, message));
    }
}
