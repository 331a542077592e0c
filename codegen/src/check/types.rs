//! The type of a property or output, looked up by its name or made of what is written within.

use super::Checker;
use super::enums::text_enum;
use super::type_expression::TypeExpression;
use crate::ir::{Role, Shape, Ty, TypeId};
use crate::messages;
use crate::naming;
use crate::parse::manifest::Schema;
use crate::parse::place::Place;

impl Checker<'_> {
    /// The type of a property; an object or a choice of texts written within it becomes a type of its own.
    pub(super) fn resolve_ty(
        &mut self,
        owner: TypeId,
        name: &str,
        schema: &Schema,
        place: &Place,
    ) -> Ty {
        let within = |checker: &Self| {
            let name = schema.rust.as_deref().unwrap_or(name);
            naming::within(&checker.ir.types[owner].name, name)
        };
        if let Some(properties) = &schema.properties {
            let id = self.add_within(owner, within(self), Role::Named, schema, place);
            let object = self.resolve_object(id, properties, schema, place);
            self.ir.types[id].shape = Shape::Object(object);
            return Ty::Type(id);
        }
        if let Some(values) = text_enum(schema) {
            let id = self.add_within(owner, within(self), Role::Within, schema, place);
            self.ir.types[id].shape = Shape::Enum(values);
            return Ty::Type(id);
        }
        match &schema.r#type {
            Some(text) => self.type_expression(text, &place.value("type")),
            None => untyped(schema),
        }
    }

    fn add_within(
        &mut self,
        owner: TypeId,
        name: String,
        role: Role,
        schema: &Schema,
        place: &Place,
    ) -> TypeId {
        let id = self.add_type(
            name,
            self.ir.types[owner].module.clone(),
            role,
            place.clone(),
        );
        self.ir.types[id]
            .description
            .clone_from(&schema.description);
        let made_elsewhere = self.ir.types[owner].path.is_some();
        let ty = &mut self.ir.types[id];
        ty.path = made_elsewhere.then(|| format!("::specforce::{}::{}", ty.module, ty.name));
        id
    }

    pub(super) fn type_expression(&mut self, text: &str, place: &Place) -> Ty {
        match TypeExpression::parse(text) {
            Ok(parsed) => self.look_up(&parsed, place),
            Err(message) => {
                self.refuse(place, message);
                Ty::Any
            }
        }
    }

    fn look_up(&mut self, parsed: &TypeExpression, place: &Place) -> Ty {
        match parsed {
            TypeExpression::List(inner) => Ty::List(Box::new(self.look_up(inner, place))),
            TypeExpression::Map(inner) => Ty::Map(Box::new(self.look_up(inner, place))),
            TypeExpression::Nullable(inner) => Ty::Nullable(Box::new(self.look_up(inner, place))),
            TypeExpression::Name(name, part) => match name.as_str() {
                "string" => Ty::String,
                "integer" => Ty::Integer,
                "number" => Ty::Number,
                "boolean" => Ty::Boolean,
                "any" => Ty::Any,
                _ => match self.types.get(name) {
                    Some(id) => Ty::Type(*id),
                    None => self.unknown_type(name, &place.part(Some(part.clone()))),
                },
            },
        }
    }

    fn unknown_type(&mut self, name: &str, place: &Place) -> Ty {
        let of_name = |file: &crate::parse::manifest::File| file.may_declare(name);
        if self.files.iter().any(of_name) {
            self.shaky.push(place.clone());
            return Ty::Any;
        }
        let near = self.type_meant(name).map(str::to_owned);
        self.refuse(place, messages::unknown_type(name, near.as_deref()));
        Ty::Any
    }

    fn type_meant(&mut self, name: &str) -> Option<&str> {
        // So many unknown types are no slips of the pen, and each is compared with all that are known.
        self.guesses = self.guesses.checked_sub(1)?;
        let built_in = ["string", "integer", "number", "boolean", "any"];
        let known = self.types.keys().map(String::as_str).chain(built_in);
        messages::nearest(name, known)
    }
}

/// The type of a property that names none.
fn untyped(schema: &Schema) -> Ty {
    match schema.r#const.as_ref().map(|constant| &constant.0) {
        Some(serde_json::Value::Bool(_)) => Ty::Boolean,
        Some(serde_json::Value::Number(number)) if number.is_f64() => Ty::Number,
        Some(serde_json::Value::Number(_)) => Ty::Integer,
        Some(serde_json::Value::String(_)) | None => Ty::String,
        Some(_) => Ty::Any,
    }
}
