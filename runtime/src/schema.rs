//! What the `JsonSchema` implementations of generated types are made of, and where references lead.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value};

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

/// The part of `root` that a reference such as `#/$defs/Name` points to; `None` where it points nowhere.
pub fn resolve<'a>(root: &'a Value, reference: &str) -> Option<&'a Value> {
    root.pointer(pointer(reference).strip_prefix('#')?)
}

/// A reference without what a URI needs encoded, such as `#/$defs/Größe` of `#/$defs/Gr%C3%B6%C3%9Fe`.
pub fn pointer(reference: &str) -> Cow<'_, str> {
    percent_decode_str(reference).decode_utf8_lossy()
}

fn replace(schema: &mut Value, from: &str, to: &Schema) {
    match schema {
        Value::Object(map) if refers_to(map, from) => {
            if let Some(target) = to.get("$ref") {
                map.insert("$ref".to_owned(), target.clone());
            }
        }
        Value::Object(map) => map.values_mut().for_each(|value| replace(value, from, to)),
        Value::Array(items) => items.iter_mut().for_each(|value| replace(value, from, to)),
        _ => {}
    }
}

fn refers_to(schema: &Map<String, Value>, name: &str) -> bool {
    let reference = schema.get("$ref").and_then(Value::as_str);
    reference.is_some_and(|reference| pointer(reference) == name)
}
