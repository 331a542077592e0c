//! Whether every expression, template and segment has a type that fits.

mod properties;
mod request;

use crate::fault::{Fault, Message};
use crate::ir::{Ir, Shape};
use crate::parse::place::Place;

pub(super) fn check(ir: &mut Ir) -> Vec<Fault> {
    let ir = &*ir;
    let mut typing = Typing {
        ir,
        found: Vec::new(),
    };
    for function in ir.functions.iter().filter(|function| function.sound) {
        let before = typing.found.len();
        typing.endpoint(function);
        typing.body(function);
        if typing.found.len() == before {
            // What does not compile may be what sends it.
            typing.unused(function);
        }
        typing.templates(function);
    }
    for ty in ir.types.iter().filter(|ty| ty.sound) {
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
    fn refuse(&mut self, place: &Place, message: Message) {
        self.found.push(Fault::new(place, message));
    }
}
