//! What a function sends: its endpoint and its body.

use std::collections::HashSet;

use super::Typing;
use crate::check::expression::Expression;
use crate::check::template::{self, Piece};
use crate::expression::{Form, Scope, Typed, compile, truthy};
use crate::fault::Message;
use crate::ir::{Body, Filling, Function, Shape, Ty};
use crate::messages;
use crate::parse::place::Place;

impl Typing<'_> {
    pub(super) fn request(&mut self, function: &Function) {
        let before = self.found.len();
        self.endpoint(function);
        self.body(function);
        if self.found.len() == before && function.sound {
            // What is wrong or does not compile may be what sends it.
            self.unused(function);
        }
    }

    fn endpoint(&mut self, function: &Function) {
        for (piece, filling) in &function.pieces {
            let Filling::Value(expression) = filling else {
                continue;
            };
            if !self.reads_sound(expression, function) {
                continue;
            }
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

    /// Whether nothing is wrong with what an expression reads of the input.
    fn reads_sound(&self, expression: &Expression, function: &Function) -> bool {
        if expression.reads_whole() {
            return self.ir.types[function.input].sound;
        }
        let input = self.ir.input(function);
        let mut read = expression
            .names()
            .into_iter()
            .filter_map(|name| input.property(name));
        read.all(|property| self.is_sound(property))
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
            Piece::Segment(_) | Piece::Raw(_) if optional => Err(left_out(name, function)),
            Piece::Segment(_) | Piece::OptionalSegment(_) if !self.ir.is_text(ty) => {
                Err(messages::not_text(name))
            }
            Piece::Query { .. } if !self.ir.is_text(ty) && !self.is_list_of_text(ty) => {
                Err(messages::not_text(name))
            }
            Piece::Raw(_) if !self.is_guarded(expression, function) => {
                Err(messages::unguarded_path(name))
            }
            _ => Ok(()),
        }
    }

    fn is_list_of_text(&self, ty: &Ty) -> bool {
        matches!(self.ir.plain(ty), Ty::List(inner) if self.ir.is_text(inner))
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
        let sound = |(_, expression): &(Place, &Expression)| self.reads_sound(expression, function);
        let expressions: Vec<_> = expressions.into_iter().filter(sound).collect();
        for (place, expression) in expressions {
            match compile(self.ir, &scope, expression) {
                Ok(typed) if typed.form == Form::Items => self.refuse(&place, messages::no_value()),
                Ok(_) => {}
                Err(message) => self.refuse(&place, message),
            }
        }
        if let Some(expression) = &function.repeat_if
            && self.reads_sound(expression, function)
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
        let used: HashSet<&str> = used.into_iter().collect();
        for property in &self.ir.input(function).properties {
            if !used.contains(property.name.as_str()) {
                self.refuse(&property.place, messages::unused_input(&property.name));
            }
        }
    }
}

/// That what a segment names may be absent; some people write a query so.
fn left_out(name: &str, function: &Function) -> Message {
    let pieces = function.pieces.iter().map(|(piece, _)| piece);
    match template::fixed_query(pieces) {
        Some(query) if query.contains(&format!("{{{name}}}")) => {
            messages::optional_parameter(name, template::expansion(&query).as_deref())
        }
        _ => messages::optional_segment(name),
    }
}
