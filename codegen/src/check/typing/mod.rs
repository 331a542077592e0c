//! Whether every expression, template and segment has a type that fits.

mod properties;
mod request;

use super::soundness::is_sound;
use crate::fault::{Fault, Message};
use crate::ir::{Ir, Shape};
use crate::parse::place::Place;

pub(super) fn check(ir: &mut Ir) -> Vec<Fault> {
    let ir = &*ir;
    let mut typing = Typing {
        ir,
        found: Vec::new(),
    };
    let takes_sound = ir.functions.iter();
    let takes_sound = takes_sound.filter(|function| ir.types[function.input].sound);
    for function in takes_sound {
        if function.sound {
            typing.request(function);
        }
        if is_sound(ir, &function.output) {
            typing.templates(function);
        }
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
