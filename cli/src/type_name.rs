use std::borrow::Cow;

use serde_json::Value;
use specforce_runtime::schema::{pointer, resolve};

/// The types of a schema, in words.
#[derive(Clone, Copy)]
pub(crate) struct Types<'a> {
    /// The document that references point into.
    pub(crate) root: &'a Value,
}

impl<'a> Types<'a> {
    /// What a `$ref` points to; anything else is its own target.
    pub(crate) fn target(self, schema: &'a Value) -> &'a Value {
        let reference = schema["$ref"].as_str();
        reference
            .and_then(|reference| resolve(self.root, reference))
            .unwrap_or(schema)
    }

    /// The type of what `schema` describes, such as `list of SaveError`.
    pub(crate) fn name(self, schema: &'a Value) -> String {
        let target = self.target(schema);
        if let Some(value) = target.get("const") {
            return value.to_string();
        }
        if let Some(values) = target["enum"].as_array() {
            return alternatives(values.iter().map(plain));
        }
        let choices: Vec<_> = choices(target).map(|choice| self.name(choice)).collect();
        if !choices.is_empty() {
            return alternatives(choices.into_iter());
        }
        match &target["type"] {
            Value::String(name) => self.named(name, schema, target),
            Value::Array(names) => alternatives(
                names
                    .iter()
                    .filter_map(Value::as_str)
                    .map(|name| self.named(name, schema, target)),
            ),
            _ => "any".to_owned(),
        }
    }

    /// A JSON type by its name; what is in a list or a map is told too.
    fn named(self, name: &str, schema: &'a Value, target: &'a Value) -> String {
        match name {
            "array" => self.of("list", target.get("items")),
            "object" if target.get("properties").is_none() => {
                self.of("map", target.get("additionalProperties"))
            }
            "object" => reference(schema)
                .unwrap_or(Cow::Borrowed("object"))
                .into_owned(),
            scalar => scalar.to_owned(),
        }
    }

    /// A container and what it holds. A type that is more than a scalar goes by its own name, for it may hold itself.
    fn of(self, container: &str, inner: Option<&'a Value>) -> String {
        let Some(inner) = inner else {
            return container.to_owned();
        };
        let target = self.target(inner);
        let is_scalar = target.get("enum").is_some()
            || target["type"]
                .as_str()
                .is_some_and(|name| name != "object" && name != "array");
        match reference(inner).filter(|_| !is_scalar) {
            Some(name) => format!("{container} of {name}"),
            None => match self.name(inner).as_str() {
                "any" => container.to_owned(),
                name => format!("{container} of {name}"),
            },
        }
    }
}

/// The name of the type that a schema refers to.
fn reference(schema: &Value) -> Option<Cow<'_, str>> {
    let reference = schema["$ref"].as_str()?.rsplit('/').next()?;
    Some(pointer(reference))
}

/// The schemas of which one has to fit.
pub(crate) fn choices(schema: &Value) -> impl Iterator<Item = &Value> {
    ["anyOf", "oneOf"]
        .into_iter()
        .filter_map(|key| schema[key].as_array())
        .flatten()
}

fn alternatives(mut names: impl Iterator<Item = String>) -> String {
    let first = names.next().unwrap_or_default();
    names.fold(first, |all, name| format!("{all} | {name}"))
}

/// A value of an `enum`: a text without its quotes.
fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
