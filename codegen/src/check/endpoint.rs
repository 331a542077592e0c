//! Endpoints: what fills each piece of one.

use super::Checker;
use super::expression::{Expression, Step};
use super::template::{self, Piece};
use crate::ir::{Filling, Shape, Ty, TypeId};
use crate::messages;
use crate::parse::action::Action;
use crate::parse::place::Place;

/// The type that says which API version is called.
pub(super) const API_VERSION: &str = "ApiVersion";

impl Checker<'_> {
    pub(super) fn resolve_endpoint(
        &mut self,
        action: &Action,
        input: TypeId,
        place: &Place,
    ) -> Vec<(Piece, Filling)> {
        let Some(endpoint) = &action.endpoint else {
            return Vec::new();
        };
        let pieces = match template::parse(endpoint) {
            Ok(pieces) => pieces,
            Err(message) => {
                self.refuse(&place.value("endpoint"), message);
                return Vec::new();
            }
        };
        for (name, _) in action.vars.iter() {
            if !pieces
                .iter()
                .any(|(piece, _)| piece.variable() == Some(name))
            {
                self.refuse(
                    &place.value("vars").key(name),
                    messages::unused_variable(name),
                );
            }
        }
        pieces
            .into_iter()
            .map(|(piece, part)| {
                let endpoint = place.value("endpoint").part(Some(part));
                let filling = self.fill(&piece, action, input, place, &endpoint);
                (piece, filling)
            })
            .collect()
    }

    fn fill(
        &mut self,
        piece: &Piece,
        action: &Action,
        input: TypeId,
        place: &Place,
        endpoint: &Place,
    ) -> Filling {
        let Some(name) = piece.variable() else {
            return Filling::Nothing;
        };
        if let Some(text) = action.vars.get(name) {
            let expression = self.expression(text, &place.value("vars").value(name));
            return expression.map_or(Filling::Nothing, Filling::Value);
        }
        if name == "version" && matches!(piece, Piece::Segment(_)) {
            return Filling::Version(self.version_input(input));
        }
        let Shape::Object(object) = &self.ir.types[input].shape else {
            return Filling::Nothing;
        };
        if object.property(name).is_none() {
            let names: Vec<&str> = object
                .properties
                .iter()
                .map(|property| property.name.as_str())
                .collect();
            let message = messages::unknown_variable(name, messages::nearest(name, names));
            self.refuse(endpoint, message);
            return Filling::Nothing;
        }
        Filling::Value(Expression::Path(vec![Step::new(name, 0)]))
    }

    /// The input that says which API version is called.
    pub(super) fn version_input(&self, input: TypeId) -> Option<String> {
        let Shape::Object(object) = &self.ir.types[input].shape else {
            return None;
        };
        let version = self.types.get(API_VERSION)?;
        let property = object
            .properties
            .iter()
            .find(|property| property.ty == Ty::Type(*version))?;
        Some(property.name.clone())
    }
}
