//! What a value must be beyond its type, in words.

use serde_json::Value;

use crate::type_name::{Types, choices};

/// The bounds of the property `name` of an object schema, such as `1 to 200 items`.
pub(crate) fn of_property(schema: &Value, name: &str) -> Vec<String> {
    let types = Types { root: schema };
    let property = &schema["properties"][name];
    let mut bounds = Bounds {
        types,
        schema: property,
    }
    .words();
    if let Some(items) = keyword(types, property, "items") {
        let each = Bounds {
            types,
            schema: items,
        }
        .words();
        bounds.extend(each.iter().map(|bound| format!("each {bound}")));
    }
    bounds
}

/// The values that the property `name` can have, or each item of it, where its schema lists them.
pub(crate) fn values_of_property(schema: &Value, name: &str) -> Option<String> {
    let types = Types { root: schema };
    let property = &schema["properties"][name];
    let listed = |schema| {
        ["enum", "const"]
            .into_iter()
            .find_map(|name| keyword(types, schema, name))
    };
    let items = keyword(types, property, "items");
    match listed(property).or_else(|| items.and_then(listed))? {
        Value::Array(values) => {
            let values: Vec<String> = values.iter().map(Value::to_string).collect();
            Some(format!("one of {}", values.join(", ")))
        }
        only => Some(format!("only {only}")),
    }
}

struct Bounds<'a> {
    types: Types<'a>,
    schema: &'a Value,
}

impl<'a> Bounds<'a> {
    fn words(&self) -> Vec<String> {
        let pattern = self.keyword("pattern").and_then(Value::as_str);
        let bounds = [
            self.range("minimum", "maximum", ""),
            self.range("minLength", "maxLength", " character"),
            self.range("minItems", "maxItems", " item"),
            pattern.map(|pattern| format!("pattern {pattern}")),
        ];
        bounds.into_iter().flatten().collect()
    }

    fn range(&self, low: &str, high: &str, unit: &str) -> Option<String> {
        let (words, number) = match (self.keyword(low), self.keyword(high)) {
            (Some(low), Some(high)) if low == high => (format!("just {low}"), low),
            (Some(low), Some(high)) => (format!("{low} to {high}"), high),
            (Some(low), None) => (format!("at least {low}"), low),
            (None, Some(high)) => (format!("at most {high}"), high),
            (None, None) => return None,
        };
        let plural = if unit.is_empty() || *number == 1 {
            ""
        } else {
            "s"
        };
        Some(format!("{words}{unit}{plural}"))
    }

    fn keyword(&self, name: &str) -> Option<&'a Value> {
        keyword(self.types, self.schema, name)
    }
}

/// What a schema says of a keyword: itself, the type it refers to, or what stands beside `null`.
fn keyword<'a>(types: Types<'a>, schema: &'a Value, name: &str) -> Option<&'a Value> {
    let target = types.target(schema);
    let mut places = [schema, target]
        .into_iter()
        .chain(choices(target).map(|choice| types.target(choice)));
    places.find_map(|place| place.get(name))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{of_property, values_of_property};

    fn schema(property: &Value) -> Value {
        json!({
            "properties": { "it": property },
            "$defs": { "Name": { "type": "string", "pattern": "^[a-z]+$", "maxLength": 20 } },
        })
    }

    #[test]
    fn bounds_read_like_a_sentence() {
        for (property, expected) in [
            (json!({ "minimum": 1, "maximum": 200 }), "1 to 200"),
            (json!({ "minimum": -1.5 }), "at least -1.5"),
            (json!({ "maxLength": 1 }), "at most 1 character"),
            (
                json!({ "minLength": 18, "maxLength": 18 }),
                "just 18 characters",
            ),
            (json!({ "minItems": 1 }), "at least 1 item"),
            (
                json!({ "$ref": "#/$defs/Name", "minLength": 2 }),
                "2 to 20 characters, pattern ^[a-z]+$",
            ),
            (
                json!({ "anyOf": [{ "$ref": "#/$defs/Name" }, { "type": "null" }] }),
                "at most 20 characters, pattern ^[a-z]+$",
            ),
            (
                json!({ "maxItems": 5, "items": { "type": "integer", "minimum": 0 } }),
                "at most 5 items, each at least 0",
            ),
            (json!({ "type": "string" }), ""),
        ] {
            let bounds = of_property(&schema(&property), "it").join(", ");
            assert_eq!(bounds, expected, "{property}");
        }
    }

    #[test]
    fn values_are_listed() {
        for (property, expected) in [
            (json!({ "enum": [1, 2] }), Some("one of 1, 2")),
            (json!({ "const": true }), Some("only true")),
            (json!({ "items": { "enum": [1, 2] } }), Some("one of 1, 2")),
            (json!({ "type": "integer" }), None),
        ] {
            let values = values_of_property(&schema(&property), "it");
            assert_eq!(values.as_deref(), expected, "{property}");
        }
    }
}
