use serde_json::Value;

use crate::type_name::{Types, choices};

/// A property of a schema, at any depth.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Where it is: `errors[].message`, or `*` for whatever name a map holds.
    pub(crate) path: String,
    /// Its type in words, such as `list of SaveError`.
    pub(crate) kind: String,
    /// Whether it may be absent.
    pub(crate) optional: bool,
    /// What it means.
    pub(crate) description: String,
}

/// Every property that a schema describes, from the outside in.
pub(crate) fn rows(schema: &Value) -> Vec<Row> {
    let mut outline = Outline {
        types: Types { root: schema },
        open: Vec::new(),
        rows: Vec::new(),
    };
    outline.inside("", schema);
    outline.rows
}

/// The type of what a schema describes, in words.
pub(crate) fn type_of(schema: &Value) -> String {
    Types { root: schema }.name(schema)
}

/// The type of the property `name` of an object schema, in words.
pub(crate) fn type_of_property(schema: &Value, name: &str) -> String {
    Types { root: schema }.name(&schema["properties"][name])
}

struct Outline<'a> {
    types: Types<'a>,
    /// The references on the way here, so that a type that holds itself ends.
    open: Vec<&'a str>,
    rows: Vec<Row>,
}

impl<'a> Outline<'a> {
    /// Adds a row for each thing that is inside of `schema`, which stands at `path`.
    fn inside(&mut self, path: &str, schema: &'a Value) {
        let reference = schema["$ref"].as_str();
        if reference.is_some_and(|reference| self.open.contains(&reference)) {
            return;
        }
        self.open.extend(reference);
        let target = self.types.target(schema);
        if let Some(items) = target.get("items") {
            self.each(&format!("{path}[]"), items, path.is_empty());
        }
        self.properties(path, target);
        let values = target
            .get("additionalProperties")
            .filter(|values| **values != Value::Bool(false));
        if let Some(values) = values {
            self.each(
                &joined(path, "*"),
                values,
                path.is_empty() || target.get("properties").is_some(),
            );
        }
        for choice in choices(target) {
            self.inside(path, choice);
        }
        if reference.is_some() {
            self.open.pop();
        }
    }

    fn properties(&mut self, path: &str, schema: &'a Value) {
        let required = |name: &str| {
            schema["required"]
                .as_array()
                .is_some_and(|names| names.iter().any(|n| n == name))
        };
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            self.row(&joined(path, name), property, !required(name));
        }
    }

    /// What each item of a list or value of a map is. It has a row of its own unless one tells it already.
    fn each(&mut self, path: &str, schema: &'a Value, own_row: bool) {
        if own_row {
            self.row(path, schema, path.ends_with('*'));
        } else {
            self.inside(path, schema);
        }
    }

    fn row(&mut self, path: &str, schema: &'a Value, optional: bool) {
        let description = [schema, self.types.target(schema)]
            .iter()
            .find_map(|schema| schema["description"].as_str());
        self.rows.push(Row {
            path: path.to_owned(),
            kind: self.types.name(schema),
            optional,
            description: description.unwrap_or_default().trim_end().to_owned(),
        });
        self.inside(path, schema);
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{rows, type_of_property};

    /// Path, type and whether it may be absent, a line each.
    fn outline(schema: &serde_json::Value) -> Vec<String> {
        let line = |row: super::Row| {
            format!(
                "{}{} {}",
                row.path,
                if row.optional { "?" } else { "" },
                row.kind
            )
        };
        rows(schema).into_iter().map(line).collect()
    }

    #[test]
    fn goes_from_the_outside_in() {
        let schema = json!({
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": { "$ref": "#/$defs/Id" },
                "errors": { "type": "array", "items": { "$ref": "#/$defs/Error" } },
                "limits": { "type": "object", "additionalProperties": { "type": "integer" } },
            },
            "$defs": {
                "Id": { "type": "string", "description": "An ID." },
                "Error": { "type": "object", "properties": { "code": { "enum": ["A", "B"] } }, "required": ["code"] },
            },
        });
        let expected = [
            "id string",
            "errors? list of Error",
            "errors[].code A | B",
            "limits? map of integer",
        ];
        assert_eq!(outline(&schema), expected);
        assert_eq!(rows(&schema)[0].description, "An ID.");
        assert_eq!(type_of_property(&schema, "errors"), "list of Error");
    }

    #[test]
    fn a_type_that_holds_itself_ends() {
        let node =
            json!({ "type": "object", "properties": { "next": { "$ref": "#/$defs/Node" } } });
        let schema = json!({ "$ref": "#/$defs/Node", "$defs": { "Node": node } });
        assert_eq!(outline(&schema), ["next? Node"]);
        let tree = json!({ "type": "object", "additionalProperties": { "$ref": "#/$defs/Tree" } });
        let schema = json!({ "$ref": "#/$defs/Tree", "$defs": { "Tree": tree } });
        assert_eq!(outline(&schema), ["*? map of Tree"]);
    }

    #[test]
    fn a_whole_that_is_no_object_has_a_row() {
        let record = json!({ "type": "object", "additionalProperties": true });
        assert_eq!(outline(&record), ["*? any"]);
        assert_eq!(
            outline(&json!({ "type": "array", "items": { "type": "string" } })),
            ["[] string"]
        );
    }

    #[test]
    fn alternatives_are_named() {
        let schema = json!({ "properties": {
            "nullable": { "type": ["string", "null"] },
            "either": { "anyOf": [{ "type": "integer" }, { "type": "null" }] },
            "fixed": { "const": true },
            "free": true,
        } });
        assert_eq!(
            outline(&schema),
            [
                "nullable? string | null",
                "either? integer | null",
                "fixed? true",
                "free? any"
            ]
        );
    }
}
