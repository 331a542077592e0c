//! Where the properties of an object come from, and what becomes of them.

use super::Typing;
use crate::expression::{Form, Scope, Typed, compile, truthy};
use crate::fault::Message;
use crate::ir::{Function, Object, Origin, Property, Role, TextPiece, Ty, Type};
use crate::messages;

impl Typing<'_> {
    pub(super) fn templates(&mut self, function: &Function) {
        let Some(output) = self.ir.object(&function.output) else {
            return;
        };
        for property in &output.properties {
            let Origin::Template(pieces) = &property.origin else {
                continue;
            };
            if !self.is_sound(property) {
                continue;
            }
            let template = property.place.value("template");
            let mut at = 0;
            for piece in pieces {
                let name = match piece {
                    TextPiece::Literal(text) => {
                        at += text.len();
                        continue;
                    }
                    TextPiece::Input(name) => name,
                };
                // The names stand in braces.
                let part = at + 1..at + 1 + name.len();
                at = part.end + 1;
                let place = template.part(Some(part));
                let inputs = self.ir.input(function);
                match inputs.property(name) {
                    Some(input) if !self.is_sound(input) => {}
                    Some(input)
                        if input.required
                            && self.ir.is_text(&input.ty)
                            && !self.ir.keeps_null(&input.ty) => {}
                    Some(_) => self.refuse(&place, messages::not_text(name)),
                    None => {
                        let names = inputs.properties.iter().map(|one| one.name.as_str());
                        let near = messages::nearest(name, names);
                        self.refuse(&place, messages::unknown_input(name, near));
                    }
                }
            }
        }
    }

    pub(super) fn object(&mut self, object: &Object, ty: &Type) {
        let mut failing = 0;
        for property in &object.properties {
            failing += usize::from(property.fail_if.is_some());
            if !self.is_sound(property) {
                continue;
            }
            self.failing(property, ty, failing > 1);
            self.omitted(property);
            // It may be computed from what is wrong beside it.
            if let Origin::Computed(expression) = &property.origin
                && ty.sound
            {
                let typed = compile(self.ir, &Scope::siblings(object), expression);
                if let Err(message) = typed.and_then(|typed| self.gives(&typed, property)) {
                    self.refuse(&property.place.value("from"), message);
                }
            }
            self.origin(property, object, ty);
        }
    }

    /// `again`: whether a property before it has a `fail_if` too.
    fn failing(&mut self, property: &Property, ty: &Type, again: bool) {
        let Some(condition) = &property.fail_if else {
            return;
        };
        let misplaced = match ty.role {
            Role::Output => {
                let taken = matches!(property.origin, Origin::Path(_));
                again || !taken || self.ir.keeps_null(&property.ty)
            }
            _ => !ty.in_input,
        };
        if misplaced {
            self.refuse(
                &property.place.key("fail_if"),
                messages::misplaced_fail_if(),
            );
        }
        let scope = Scope::value(self.ir, property);
        if let Err(message) = truthy(self.ir, &scope, &condition.expression) {
            self.refuse(&property.place.value("fail_if"), message);
        }
    }

    fn omitted(&mut self, property: &Property) {
        if !property.omit_empty {
            return;
        }
        let place = property.place.key("omit_empty");
        if !self.can_be_empty(&property.ty) {
            self.refuse(&place, messages::never_empty());
        }
        if property.required {
            self.refuse(&place, messages::omitted_but_required(&property.name));
        }
        if property.keywords.default.is_some() {
            self.refuse(&place, messages::omitted_default());
        }
    }

    fn origin(&mut self, property: &Property, object: &Object, ty: &Type) {
        match property.origin {
            Origin::Template(_) => {
                let place = property.place.key("template");
                if *self.ir.plain(&property.ty) != Ty::String || !property.required {
                    self.refuse(&place, messages::no_text());
                }
                if ty.role != Role::Output {
                    self.refuse(&place, messages::misplaced_template());
                }
            }
            Origin::Rest => {
                let any = Ty::Map(Box::new(Ty::Any));
                let rests = object.properties.iter();
                let rests = rests.filter(|other| other.origin == Origin::Rest).count();
                let takes_all = *self.ir.plain(&property.ty) == any;
                if !takes_all || rests > 1 || property.keywords.default.is_some() {
                    self.refuse(&property.place.key("rest"), messages::bad_rest());
                }
            }
            _ => {}
        }
    }

    fn gives(&self, typed: &Typed, property: &Property) -> Result<(), Message> {
        let computed = self.computed(typed);
        if computed.is_some() && self.ir.plain(&typed.ty) == self.ir.plain(&property.ty) {
            Ok(())
        } else {
            Err(messages::other_type(&property.name, computed))
        }
    }

    /// The type of a value that an expression computes, if it is always there.
    fn computed(&self, typed: &Typed) -> Option<&'static str> {
        match self.ir.plain(&typed.ty) {
            _ if typed.form == Form::Items || typed.optional => None,
            Ty::Integer => Some("integer"),
            Ty::Number => Some("number"),
            Ty::Boolean => Some("boolean"),
            _ => None,
        }
    }

    fn can_be_empty(&self, ty: &Ty) -> bool {
        match self.ir.object(ty) {
            Some(object) => object.properties.iter().all(Property::is_option),
            None => matches!(self.ir.plain(ty), Ty::String | Ty::List(_) | Ty::Map(_)),
        }
    }
}
