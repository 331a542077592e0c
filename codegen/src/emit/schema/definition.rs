//! The schema of a type, in `$defs` and where it is used.

use percent_encoding::{CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::keywords::of_keywords;
use super::references::is_definition;
use crate::ir::{Ir, Object, Property, Shape, Ty, TypeId};

/// What stands under a type's name in `$defs`, and what its `JsonSchema` gives.
pub(super) fn definition(ir: &Ir, id: TypeId) -> Map<String, Value> {
    let ty = &ir.types[id];
    let mut schema = Map::new();
    if let Some(description) = &ty.description {
        schema.insert("description".to_owned(), description.trim().into());
    }
    match &ty.shape {
        Shape::Object(object) => schema.extend(of_object(ir, object, ty.in_input)),
        Shape::Enum(values) => schema.extend(of_enum(values)),
        Shape::Alias(alias) => {
            schema.extend(of_ty(ir, &alias.ty));
            schema.extend(of_keywords(&alias.keywords));
        }
    }
    schema
}

fn of_enum(values: &[String]) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), "string".into());
    schema.insert("enum".to_owned(), values.into());
    schema
}

fn of_object(ir: &Ir, object: &Object, closed: bool) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), "object".into());
    let properties: Map<String, Value> = object
        .properties
        .iter()
        .map(|property| (property.name.clone(), of_property(ir, property).into()))
        .collect();
    if !properties.is_empty() {
        schema.insert("properties".to_owned(), properties.into());
    }
    let required: Vec<&str> = object
        .properties
        .iter()
        .filter(|property| property.required)
        .map(|property| property.name.as_str())
        .collect();
    if !required.is_empty() {
        schema.insert("required".to_owned(), required.into());
    }
    if object.open || closed {
        schema.insert("additionalProperties".to_owned(), object.open.into());
    }
    schema
}

fn of_property(ir: &Ir, property: &Property) -> Map<String, Value> {
    let mut schema = of_ty(ir, &property.ty);
    schema.extend(of_keywords(&property.keywords));
    if matches!(ir.plain(&property.ty), Ty::Nullable(_)) {
        allow_null(&mut schema);
    }
    schema
}

/// `null` beside the values that are listed.
fn allow_null(schema: &mut Map<String, Value>) {
    if let Some(only) = schema.remove("const") {
        schema.insert("enum".to_owned(), json!([only, null]));
    } else if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
}

pub(super) fn of_ty(ir: &Ir, ty: &Ty) -> Map<String, Value> {
    match ty {
        Ty::String => of_type("string"),
        Ty::Integer => of_type("integer"),
        Ty::Number => of_type("number"),
        Ty::Boolean => of_type("boolean"),
        Ty::Any => Map::new(),
        Ty::List(inner) => {
            let mut schema = of_type("array");
            schema.insert("items".to_owned(), free(of_ty(ir, inner)));
            schema
        }
        Ty::Map(inner) => {
            let mut schema = of_type("object");
            schema.insert("additionalProperties".to_owned(), free(of_ty(ir, inner)));
            schema
        }
        Ty::Nullable(inner) => or_null(of_ty(ir, inner)),
        Ty::Type(id) if is_definition(ir, *id) => reference(ir, *id),
        Ty::Type(id) => definition(ir, *id),
    }
}

/// The schema of anything is `true`.
fn free(schema: Map<String, Value>) -> Value {
    if schema.is_empty() {
        Value::Bool(true)
    } else {
        schema.into()
    }
}

fn of_type(name: &str) -> Map<String, Value> {
    Map::from_iter([("type".to_owned(), name.into())])
}

fn or_null(mut schema: Map<String, Value>) -> Map<String, Value> {
    match schema.get("type") {
        Some(Value::String(name))
            if !schema.contains_key("enum") && !schema.contains_key("const") =>
        {
            let both = json!([name, "null"]);
            schema.insert("type".to_owned(), both);
            schema
        }
        None if schema.is_empty() => schema,
        _ => Map::from_iter([(
            "anyOf".to_owned(),
            Value::from(vec![schema, of_type("null")]),
        )]),
    }
}

pub(super) fn reference(ir: &Ir, id: TypeId) -> Map<String, Value> {
    let target = pointer(&ir.types[id].name);
    Map::from_iter([("$ref".to_owned(), target.into())])
}

/// A name is a Rust identifier: what a URI cannot hold of it is what is not ASCII.
pub(super) fn pointer(name: &str) -> String {
    format!("#/$defs/{}", utf8_percent_encode(name, CONTROLS))
}
