//! Where the properties of an object come from, and what becomes of them.

use super::Typing;
use crate::expression::{Form, Scope, Typed, compile, is_copied, truthy};
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
                    Some(input)
                        if input.required
                            && self.is_text(&input.ty)
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
            let misplaced = match ty.role {
                Role::Output => {
                    let taken = matches!(property.origin, Origin::Path(_));
                    failing > 1 || !taken || self.ir.keeps_null(&property.ty)
                }
                _ => !ty.in_input,
            };
            if property.fail_if.is_some() && misplaced {
                self.refuse(
                    &property.place.key("fail_if"),
                    messages::misplaced_fail_if(),
                );
            }
            if property.omit_empty && !self.can_be_empty(&property.ty) {
                self.refuse(&property.place.key("omit_empty"), messages::never_empty());
            }
            if property.omit_empty && property.required {
                self.refuse(
                    &property.place.key("omit_empty"),
                    messages::omitted_but_required(&property.name),
                );
            }
            if let Origin::Computed(expression) = &property.origin {
                let typed = compile(self.ir, &Scope::siblings(object), expression);
                if let Err(message) = typed.and_then(|typed| self.gives(&typed, property)) {
                    self.refuse(&property.place.value("from"), message);
                }
            }
            if let Some(condition) = &property.fail_if
                && let Err(message) = truthy(
                    self.ir,
                    &Scope::value(self.ir, property),
                    &condition.expression,
                )
            {
                self.refuse(&property.place.value("fail_if"), message);
            }
            self.origin(property, object);
            if matches!(property.origin, Origin::Template(_)) && ty.role != Role::Output {
                self.refuse(
                    &property.place.key("template"),
                    messages::misplaced_template(),
                );
            }
        }
    }

    fn origin(&mut self, property: &Property, object: &Object) {
        let is_string = *self.ir.plain(&property.ty) == Ty::String && property.required;
        if matches!(property.origin, Origin::Template(_)) && !is_string {
            self.refuse(&property.place.key("template"), messages::no_text());
        }
        if property.origin == Origin::Rest {
            let any = Ty::Map(Box::new(Ty::Any));
            let others = object
                .properties
                .iter()
                .filter(|other| other.origin == Origin::Rest)
                .count();
            if *self.ir.plain(&property.ty) != any
                || others > 1
                || property.keywords.default.is_some()
            {
                self.refuse(&property.place.key("rest"), messages::bad_rest());
            }
        }
        if property.omit_empty && property.keywords.default.is_some() {
            self.refuse(
                &property.place.key("omit_empty"),
                messages::misplaced("omit_empty", "a `default` is always given back"),
            );
        }
    }

    fn gives(&self, typed: &Typed, property: &Property) -> Result<(), Message> {
        let same = self.ir.plain(&typed.ty) == self.ir.plain(&property.ty);
        let computed =
            is_copied(self.ir, &typed.ty) && typed.form != Form::Items && !typed.optional;
        if same && computed {
            Ok(())
        } else {
            Err(messages::other_type(&property.name))
        }
    }

    fn can_be_empty(&self, ty: &Ty) -> bool {
        match self.ir.object(ty) {
            Some(object) => object.properties.iter().all(Property::is_option),
            None => matches!(self.ir.plain(ty), Ty::String | Ty::List(_) | Ty::Map(_)),
        }
    }
}
