//! Whether every expression, template and segment has a type that fits.

use super::expression::Expression;
use super::template::{self, Piece};
use crate::expression::{Form, Scope, Typed, compile, is_copied, truthy};
use crate::fault::{Fault, Message};
use crate::ir::{
    Body, Filling, Function, Ir, Object, Origin, Property, Role, Shape, TextPiece, Ty, Type,
};
use crate::messages;
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

    fn endpoint(&mut self, function: &Function) {
        for (piece, filling) in &function.pieces {
            let Filling::Value(expression) = filling else {
                continue;
            };
            let name = piece.variable().unwrap_or_default();
            let place = if function.vars.iter().any(|var| var == name) {
                function.place.value("vars").value(name)
            } else {
                function
                    .place
                    .value("endpoint")
                    .part(template::part_of(&function.endpoint, name))
            };
            let typed = compile(self.ir, &Scope::input(function), expression);
            let fits = typed.and_then(|typed| self.fills(piece, expression, &typed, function));
            if let Err(message) = fits {
                self.refuse(&place, message);
            }
        }
    }

    fn fills(
        &self,
        piece: &Piece,
        expression: &Expression,
        typed: &Typed,
        function: &Function,
    ) -> Result<(), Message> {
        let name = piece.variable().unwrap_or_default();
        let ty = &typed.ty;
        let optional = typed.optional || matches!(self.ir.plain(ty), Ty::Nullable(_));
        match piece {
            _ if typed.form == Form::Items => Err(messages::not_text(name)),
            Piece::Segment(_) | Piece::Raw(_) if optional => Err(messages::optional_segment(name)),
            Piece::Segment(_) | Piece::OptionalSegment(_) if !self.is_text(ty) => {
                Err(messages::not_text(name))
            }
            Piece::Query { .. } if !self.is_text(ty) && !self.is_list_of_text(ty) => {
                Err(messages::not_text(name))
            }
            Piece::Raw(_) if !self.is_guarded(expression, function) => {
                Err(messages::unguarded_path(name))
            }
            _ => Ok(()),
        }
    }

    fn is_text(&self, ty: &Ty) -> bool {
        match self.ir.plain(ty) {
            Ty::String | Ty::Integer | Ty::Number | Ty::Boolean => true,
            Ty::Type(id) => matches!(self.ir.types[*id].shape, Shape::Enum(_)),
            Ty::Nullable(inner) => self.is_text(inner),
            _ => false,
        }
    }

    fn is_list_of_text(&self, ty: &Ty) -> bool {
        matches!(self.ir.plain(ty), Ty::List(inner) if self.is_text(inner))
    }

    /// Whether a pattern says which texts the property that an expression names may be.
    fn is_guarded(&self, expression: &Expression, function: &Function) -> bool {
        let Expression::Path(path) = expression else {
            return false;
        };
        let [step] = path.as_slice() else {
            return false;
        };
        let has_pattern = |ty: &Ty| match ty {
            Ty::Type(id) => {
                matches!(&self.ir.types[*id].shape, Shape::Alias(alias) if alias.keywords.pattern.is_some())
            }
            _ => false,
        };
        self.ir
            .input(function)
            .property(&step.name)
            .is_some_and(|property| {
                let guarded = property.keywords.pattern.is_some() || has_pattern(&property.ty);
                guarded && *self.ir.plain(&property.ty) == Ty::String
            })
    }

    fn body(&mut self, function: &Function) {
        let place = function.place.value("body");
        let scope = Scope::input(function);
        let expressions = match &function.body {
            None => Vec::new(),
            Some(Body::Whole(expression)) => vec![(place, expression)],
            Some(Body::Properties(properties)) => properties
                .iter()
                .map(|(name, expression)| (place.value(name), expression))
                .collect(),
        };
        for (place, expression) in expressions {
            match compile(self.ir, &scope, expression) {
                Ok(typed) if typed.form == Form::Items => self.refuse(&place, messages::no_value()),
                Ok(_) => {}
                Err(message) => self.refuse(&place, message),
            }
        }
        if let Some(expression) = &function.repeat_if
            && let Err(message) = truthy(self.ir, &scope, expression)
        {
            self.refuse(&function.place.value("repeat_if"), message);
        }
    }

    fn unused(&mut self, function: &Function) {
        let whole = |expression: &Expression| expression.reads_whole();
        let mut used = Vec::new();
        for (_, filling) in &function.pieces {
            match filling {
                Filling::Value(expression) => used.extend(expression.names()),
                Filling::Version(Some(name)) => used.push(name),
                _ => {}
            }
        }
        match &function.body {
            Some(Body::Whole(expression)) if whole(expression) => return,
            Some(Body::Properties(properties))
                if properties.iter().any(|(_, expression)| whole(expression)) =>
            {
                return;
            }
            Some(Body::Whole(expression)) => used.extend(expression.names()),
            Some(Body::Properties(properties)) => used.extend(
                properties
                    .iter()
                    .flat_map(|(_, expression)| expression.names()),
            ),
            None => {}
        }
        for property in &self.ir.input(function).properties {
            if !used.contains(&property.name.as_str()) {
                self.refuse(&property.place, messages::unused_input(&property.name));
            }
        }
    }

    fn templates(&mut self, function: &Function) {
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

    fn can_be_empty(&self, ty: &Ty) -> bool {
        match self.ir.object(ty) {
            Some(object) => object.properties.iter().all(Property::is_option),
            None => matches!(self.ir.plain(ty), Ty::String | Ty::List(_) | Ty::Map(_)),
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

    fn object(&mut self, object: &Object, ty: &Type) {
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
}
