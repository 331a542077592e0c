//! What the inputs of a sync are used for.

use std::collections::HashSet;

use super::harmless::is_harmless;
use super::reads::named_input;
use crate::check::soundness::is_sound;
use crate::fault::{Fault, Message};
use crate::ir::{Ir, Known, Property, Reads, Sync, Ty, WherePiece};
use crate::messages;
use crate::parse::place::Place;

/// What is wrong with them; `named` are those that say which field it is.
pub(super) fn check(ir: &Ir, sync: &Sync, named: &[(String, Place)]) -> Vec<Fault> {
    let mut inputs = Inputs {
        ir,
        sync,
        used: sync.version.iter().map(String::as_str).collect(),
        found: Vec::new(),
    };
    inputs.in_query();
    inputs.in_cursor();
    inputs.in_conditions();
    inputs.in_model(named);
    inputs.unused();
    inputs.found
}

struct Inputs<'a> {
    ir: &'a Ir,
    sync: &'a Sync,
    used: HashSet<&'a str>,
    found: Vec<Fault>,
}

impl<'a> Inputs<'a> {
    fn refuse(&mut self, place: &Place, message: Message) {
        self.found.push(Fault::new(place, message));
    }

    fn in_query(&mut self) {
        let sync = self.sync;
        let Reads::Query(name) = &sync.reads else {
            return;
        };
        // What names no input was told.
        let place = sync.place.value("query").part(Some(1..1 + name.len()));
        let input = Some(name).filter(|name| !name.is_empty());
        let Some(input) = input.and_then(|name| self.named(name, &place)) else {
            return;
        };
        let message = if *self.ir.plain(&input.ty) != Ty::String {
            messages::unusable_query(name)
        } else if !input.required {
            messages::optional_query(name)
        } else {
            return;
        };
        self.refuse(&place, messages::of_input(message, &input.place));
    }

    fn in_cursor(&mut self) {
        let sync = self.sync;
        let Some(name) = named_input(&sync.cursor) else {
            return;
        };
        let place = sync.place.value("cursor").part(Some(1..1 + name.len()));
        let Some(input) = self.named(name, &place) else {
            return;
        };
        let message = if !self.names_a_field(input) {
            messages::unguarded_field(name)
        } else if input.is_option() {
            messages::optional_cursor(name)
        } else {
            return;
        };
        self.refuse(&place, messages::of_input(message, &input.place));
    }

    fn in_conditions(&mut self) {
        let sync = self.sync;
        for condition in &sync.conditions {
            for piece in &condition.pieces {
                let WherePiece::Input { name, quoted, part } = piece else {
                    continue;
                };
                let place = condition.place.part(Some(part.clone()));
                let Some(input) = self.named(name, &place) else {
                    continue;
                };
                let is_text = self.ir.is_text(&input.ty) && !self.ir.keeps_null(&input.ty);
                if !is_text {
                    self.refuse(&place, messages::not_in_condition(name));
                } else if !quoted && !is_harmless(self.ir, input) {
                    self.refuse(&place, messages::unguarded_input(name));
                }
            }
        }
    }

    fn in_model(&mut self, named: &[(String, Place)]) {
        let sync = self.sync;
        for (name, place) in named {
            // Where it stands in the text, its name is in braces.
            let place = place.part(Some(1..1 + name.len()));
            let Some(input) = self.input(name) else {
                let message = messages::unknown_input_of(&sync.place, name, self.near(name));
                self.refuse(&place, message);
                continue;
            };
            if self.is_known(input) && !self.names_a_field(input) {
                let message = messages::unguarded_field(name);
                self.refuse(&place, messages::of_input(message, &input.place));
            }
        }
    }

    fn unused(&mut self) {
        if !self.sync.sound {
            // What is wrong may be what uses it.
            return;
        }
        for property in &self.ir.input_of(self.sync.input).properties {
            if !self.used.contains(property.name.as_str()) {
                let message = messages::unused_sync_input(&property.name);
                self.refuse(&property.place, message);
            }
        }
    }

    /// Whether a value can be nothing else than the name of a field.
    fn names_a_field(&self, input: &Property) -> bool {
        *self.ir.plain(&input.ty) == Ty::String && is_harmless(self.ir, input)
    }

    /// Whether it can be said which values an input has.
    fn is_known(&self, input: &Property) -> bool {
        input.known == Known::Whole && is_sound(self.ir, &input.ty)
    }

    /// The input that is named at a place, of which all is known; one that is not there is told.
    fn named(&mut self, name: &str, place: &Place) -> Option<&'a Property> {
        let input = self.input(name);
        if input.is_none() {
            let near = self.near(name);
            self.refuse(place, messages::unknown_input(name, near));
            // That one was meant.
            self.used.extend(near);
        }
        input.filter(|input| self.is_known(input))
    }

    /// The input of this name, which is used.
    fn input(&mut self, name: &str) -> Option<&'a Property> {
        let property = self.ir.input_of(self.sync.input).property(name)?;
        self.used.insert(&property.name);
        Some(property)
    }

    fn near(&self, name: &str) -> Option<&'a str> {
        let inputs = &self.ir.input_of(self.sync.input).properties;
        messages::nearest(name, inputs.iter().map(|one| one.name.as_str()))
    }
}
