use serde_json::Value;
use specforce_scalar::whole;

use crate::Violations;

/// `type`: whether the value has one of the types that the schema allows, if it names any.
pub(super) fn check(value: &Value, schema: &Value, at: &mut Violations) -> bool {
    let names = names(schema);
    let fits = names.is_empty() || names.iter().any(|name| has_type(value, name));
    if !fits {
        at.push(must_be(value, &names));
    }
    fits
}

/// The message when a value fits none of several schemas.
pub(super) fn none_of<'a>(value: &Value, schemas: impl Iterator<Item = &'a Value>) -> String {
    let mut all: Vec<&str> = schemas.flat_map(names).collect();
    all.dedup();
    must_be(value, &all)
}

fn names(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn must_be(value: &Value, names: &[&str]) -> String {
    let wanted: Vec<_> = names.iter().map(|name| described(name)).collect();
    let wanted = wanted.join(" or ");
    match value {
        // The one number that is of no other type than was asked for, only too long for it.
        Value::Number(number) if names.contains(&"integer") => {
            format!("must be {wanted}, but is {number}")
        }
        _ => format!("must be {wanted}, but is {}", described(name_of(value))),
    }
}

fn has_type(value: &Value, name: &str) -> bool {
    match name {
        // An integer is read as an i64, so that is what an integer is here: 1.0 is one, and 2⁶³ is not.
        "integer" => value.as_number().and_then(whole).is_some(),
        "number" => value.is_number(),
        name => name == name_of(value),
    }
}

fn name_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn described(name: &str) -> &str {
    match name {
        "boolean" => "true or false",
        "integer" => "a whole number of 64 bits",
        "number" => "a number",
        "string" => "a string",
        "array" => "a list",
        "object" => "an object",
        other => other,
    }
}
