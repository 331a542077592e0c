//! A manifest as an OpenAPI 3.0 document: as many operations, as many parameters, the same properties at the same depth.
//!
//! What OpenAPI cannot say is left out or said more simply, which makes less to compile of it:
//!
//! - A path has no optional segments and no whole paths as parameters; these inputs are query parameters.
//! - A parameter in a path is never optional, so the API version is required. A function without it has one in its path.
//! - Two operations may not have the same method and path, so each path begins with the name of its function.
//! - The bounds of a text are those of a shared type, or else each parameter would get a type of its own.
//! - An operation answers with one status, and tells nothing about errors.

use std::collections::BTreeMap;
use std::error::Error;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use specforce_codegen::Source;

type Object = Map<String, Value>;

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    actions: BTreeMap<String, Action>,
}

#[derive(Deserialize)]
struct Action {
    description: String,
    method: String,
    endpoint: String,
    #[serde(default)]
    input: BTreeMap<String, Value>,
    /// The name of an input, or names of inputs by the names that they are sent under.
    body: Option<Value>,
}

/// The document of all functions in `sources`, whose inputs and outputs `schemas` has.
pub(crate) fn document(sources: &[Source], schemas: &Value) -> Result<Value, Box<dyn Error>> {
    let mut document = Document {
        schemas,
        patterns: BTreeMap::new(),
    };
    let mut paths = Object::new();
    for source in sources {
        let file: File = serde_yaml::from_str(&source.text)?;
        for (name, action) in &file.actions {
            let (path, operation) = document.operation(name, action);
            paths.insert(path, json!({ action.method.to_lowercase(): operation }));
        }
    }
    Ok(json!({
        "openapi": "3.0.3",
        "info": { "title": "Functions", "version": "1.0.0" },
        "paths": paths,
        "components": { "schemas": document.components() },
    }))
}

struct Document<'a> {
    schemas: &'a Value,
    /// The names of the shared types that are made of texts with these patterns.
    patterns: BTreeMap<String, String>,
}

impl Document<'_> {
    fn operation(&mut self, name: &str, action: &Action) -> (String, Value) {
        let function = &self.schemas["properties"][name]["properties"];
        let input = self.resolved(&function["input"]).clone();
        let mut path = path(name, action);
        if !input_names(&input).any(|property| action.takes_version_from(property)) {
            path = path.replace("{version}", "v66.0");
        }
        let mut parameters = Vec::new();
        for (property, schema) in input["properties"].as_object().into_iter().flatten() {
            if action.sends(property) {
                continue;
            }
            if action.takes_version_from(property) {
                path = path.replace("{version}", &format!("{{{property}}}"));
            }
            let in_path = path.contains(&format!("{{{property}}}"));
            parameters.push(json!({
                "name": property,
                "in": if in_path { "path" } else { "query" },
                "required": in_path || is_required(&input, property),
                "description": schema["description"],
                "schema": self.schema(schema),
            }));
        }
        let mut operation = json!({
            "operationId": name,
            "description": action.description,
            "parameters": parameters,
            "responses": { "200": { "description": "Done.", "content": json_of(self.schema(&function["output"])) } },
        });
        if let Some(body) = &action.body {
            let schema = self.body(&input, body);
            operation["requestBody"] = json!({ "required": true, "content": json_of(schema) });
        }
        (path, operation)
    }

    fn body(&mut self, input: &Value, body: &Value) -> Value {
        let Some(sent) = body.as_object() else {
            let property = body.as_str().unwrap_or_default();
            return self.schema(&input["properties"][property]);
        };
        let mut properties = Object::new();
        let mut required = Vec::new();
        for (name, property) in sent {
            let property = property.as_str().unwrap_or_default();
            properties.insert(name.clone(), self.schema(&input["properties"][property]));
            if is_required(input, property) {
                required.push(name);
            }
        }
        json!({ "type": "object", "properties": properties, "required": required })
    }

    /// Every type but the inputs of functions, which are parameters and bodies here.
    fn components(&mut self) -> Object {
        let types = self.schemas["$defs"].as_object().into_iter().flatten();
        let inputs: Vec<&str> = self.schemas["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(_, function)| function["properties"]["input"]["$ref"].as_str())
            .map(type_name)
            .collect();
        let mut components: Object = types
            .filter(|(name, _)| !inputs.contains(&name.as_str()))
            .map(|(name, schema)| (name.clone(), self.schema(schema)))
            .collect();
        for (pattern, name) in &self.patterns {
            components.insert(
                name.clone(),
                json!({ "type": "string", "pattern": pattern }),
            );
        }
        components
    }

    /// A JSON Schema as OpenAPI 3.0 has it.
    fn schema(&mut self, schema: &Value) -> Value {
        let Some(keywords) = schema.as_object() else {
            return json!({});
        };
        if let Some(reference) = keywords.get("$ref").and_then(Value::as_str) {
            return reference_to(type_name(reference));
        }
        if let Some(pattern) = keywords.get("pattern").and_then(Value::as_str) {
            let name = format!("Text{}", self.patterns.len() + 1);
            let name = self.patterns.entry(pattern.to_owned()).or_insert(name);
            return reference_to(name);
        }
        let mut made = Object::new();
        for (keyword, value) in keywords {
            let value = match keyword.as_str() {
                "examples" | "const" => continue,
                "type" if value.is_array() => {
                    made.insert("nullable".to_owned(), true.into());
                    value[0].clone()
                }
                "properties" => self.each(value),
                "items" => self.schema(value),
                "additionalProperties" if value.is_object() => self.schema(value),
                _ => value.clone(),
            };
            made.insert(keyword.clone(), value);
        }
        made.into()
    }

    fn each(&mut self, properties: &Value) -> Value {
        let properties = properties.as_object().into_iter().flatten();
        properties
            .map(|(name, schema)| (name.clone(), self.schema(schema)))
            .collect::<Object>()
            .into()
    }

    fn resolved<'s>(&'s self, schema: &'s Value) -> &'s Value {
        match schema["$ref"].as_str() {
            Some(reference) => &self.schemas["$defs"][type_name(reference)],
            None => schema,
        }
    }
}

impl Action {
    fn sends(&self, property: &str) -> bool {
        match &self.body {
            Some(Value::Object(sent)) => sent.values().any(|value| value == property),
            Some(body) => body == property,
            None => false,
        }
    }

    fn takes_version_from(&self, property: &str) -> bool {
        let mut declared = [property.to_owned(), format!("{property}?")].into_iter();
        declared.any(|name| {
            let expression = self.input.get(&name);
            expression.is_some_and(|it| it == "ApiVersion" || it["type"] == "ApiVersion")
        })
    }
}

/// The endpoint with the parameters that OpenAPI has.
fn path(name: &str, action: &Action) -> String {
    let mut path = format!("/{name}");
    let endpoint = action.endpoint.split('?').next().unwrap_or_default();
    for part in endpoint.split_inclusive('}') {
        let (literal, variable) = part.split_once('{').unwrap_or((part, ""));
        path.push_str(literal);
        if variable.starts_with(|c: char| c.is_ascii_alphabetic()) && variable.ends_with('}') {
            path.push('{');
            path.push_str(variable);
        }
    }
    path
}

fn input_names(input: &Value) -> impl Iterator<Item = &String> {
    let properties = input["properties"].as_object();
    properties.into_iter().flat_map(Map::keys)
}

fn is_required(object: &Value, property: &str) -> bool {
    let required = object["required"].as_array();
    required.is_some_and(|names| names.iter().any(|name| name == property))
}

fn json_of(schema: Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

fn reference_to(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn type_name(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or_default()
}
