//! What the `JsonSchema` implementations of generated types are made of.

use schemars::{Schema, SchemaGenerator};
use serde_json::Value;

/// The schema of the type called `name` in a bundle, for the `JsonSchema` that code generation writes.
///
/// `refs` names the types it refers to, each with the reference that this generator has for it.
pub fn definition(bundle: &Value, name: &str, refs: &[(&str, Schema)]) -> Schema {
    let mut schema = bundle
        .pointer("/$defs")
        .and_then(|defs| defs.get(name))
        .cloned()
        .unwrap_or(Value::Bool(true));
    for (name, reference) in refs {
        replace(&mut schema, &format!("#/$defs/{name}"), reference);
    }
    Schema::try_from(schema).unwrap_or_default()
}

/// The reference of `T` in `generator`, which learns of `T` by this.
pub fn reference<T: schemars::JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

fn replace(schema: &mut Value, from: &str, to: &Schema) {
    match schema {
        Value::Object(map) if map.get("$ref").is_some_and(|target| target == from) => {
            if let Some(target) = to.get("$ref") {
                map.insert("$ref".to_owned(), target.clone());
            }
        }
        Value::Object(map) => map.values_mut().for_each(|value| replace(value, from, to)),
        Value::Array(items) => items.iter_mut().for_each(|value| replace(value, from, to)),
        _ => {}
    }
}
