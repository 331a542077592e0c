//! The schema of a model as targets understand it: without references, and with null wherever a property may be absent.

use serde_json::{Map, Value, json};

use super::DELETED_AT;
use crate::schema::resolve;
use crate::sync::Model;

/// What a `SCHEMA` message says of a model.
///
/// Only the id is required: a delete has nothing else.
pub(super) fn of(model: &Model) -> Value {
    let root = serde_json::from_str(model.schema).unwrap_or_default();
    let mut schema = Inliner {
        root: &root,
        within: Vec::new(),
    }
    .inline(&root);
    let Some(top) = schema.as_object_mut() else {
        return schema;
    };
    top.insert("required".to_owned(), json!(["id"]));
    let properties = top.entry("properties").or_insert_with(|| json!({}));
    if let Some(properties) = properties.as_object_mut() {
        let others = properties.iter_mut().filter(|(name, _)| *name != "id");
        others.for_each(|(_, property)| nullable(property));
        let deleted_at = json!({ "type": ["string", "null"], "format": "date-time" });
        properties.insert(DELETED_AT.to_owned(), deleted_at);
    }
    schema
}

struct Inliner<'a> {
    root: &'a Value,
    /// The references that are being followed: one among them is a type that holds itself.
    within: Vec<&'a str>,
}

impl<'a> Inliner<'a> {
    fn inline(&mut self, schema: &'a Value) -> Value {
        // `true` is not in the drafts of JSON Schema that targets know.
        let Value::Object(schema) = schema else {
            return json!({});
        };
        let mut inlined = match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.follow(reference),
            None => Map::new(),
        };
        for (keyword, value) in schema
            .iter()
            .filter(|(keyword, _)| !keyword.starts_with('$'))
        {
            inlined.insert(keyword.clone(), self.keyword(keyword, value));
        }
        allow_null_where_optional(&mut inlined);
        Value::Object(inlined)
    }

    fn follow(&mut self, reference: &'a str) -> Map<String, Value> {
        let target = resolve(self.root, reference).filter(|_| !self.within.contains(&reference));
        let Some(target) = target else {
            return Map::new();
        };
        self.within.push(reference);
        let inlined = self.inline(target);
        self.within.pop();
        match inlined {
            Value::Object(inlined) => inlined,
            _ => Map::new(),
        }
    }

    fn keyword(&mut self, keyword: &str, value: &'a Value) -> Value {
        match (keyword, value) {
            ("properties", Value::Object(properties)) => properties
                .iter()
                .map(|(name, property)| (name.clone(), self.inline(property)))
                .collect::<Map<_, _>>()
                .into(),
            ("items" | "additionalProperties", Value::Object(_)) => self.inline(value),
            ("anyOf" | "oneOf" | "allOf", Value::Array(schemas)) => {
                schemas.iter().map(|schema| self.inline(schema)).collect()
            }
            _ => value.clone(),
        }
    }
}

fn allow_null_where_optional(schema: &mut Map<String, Value>) {
    let required = schema.get("required").and_then(Value::as_array).cloned();
    let required = required.unwrap_or_default();
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        let optional = |name: &str| !required.iter().any(|required| required == name);
        let properties = properties.iter_mut().filter(|(name, _)| optional(name));
        properties.for_each(|(_, property)| nullable(property));
    }
}

/// Lets a schema take null too.
fn nullable(schema: &mut Value) {
    let Some(keywords) = schema.as_object_mut() else {
        return;
    };
    match keywords.get_mut("type") {
        Some(Value::Array(types)) if types.contains(&json!("null")) => {}
        Some(Value::Array(types)) => types.push(json!("null")),
        Some(Value::String(only)) if only != "null" => {
            let both = json!([only, "null"]);
            keywords.insert("type".to_owned(), both);
        }
        _ => {}
    }
    if let Some(only) = keywords.remove("const") {
        keywords.insert("enum".to_owned(), json!([only]));
    }
    if let Some(Value::Array(values)) = keywords.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    for keyword in ["anyOf", "oneOf"] {
        if let Some(Value::Array(schemas)) = keywords.get_mut(keyword) {
            let null = json!({ "type": "null" });
            if !schemas.contains(&null) {
                schemas.push(null);
            }
        }
    }
}
