use serde_json::{Map, Value, json};

use crate::Function;

/// The functions of a crate, and what they share.
#[derive(Debug, Clone, Copy)]
pub struct Registry {
    /// Every function, by group and then in the manifest's order.
    pub functions: &'static [Function],
    /// One JSON Schema with every type, input and output in its `$defs`.
    pub schema: &'static str,
}

impl Registry {
    /// The function called `name`.
    pub fn find(&self, name: &str) -> Option<&'static Function> {
        self.functions.iter().find(|function| function.name == name)
    }

    /// A registry of functions from wherever they come: generated ones, and those of `#[derive(Action)]`.
    ///
    /// It lives as long as the program, so make it once. Of two functions with one name the first is taken; it has the
    /// source of the other in its [`namesakes`](Function::namesakes), of which the program warns.
    pub fn of(functions: impl IntoIterator<Item = Function>) -> Self {
        let mut all: Vec<Function> = Vec::new();
        for function in functions {
            match all.iter_mut().find(|known| known.name == function.name) {
                None => all.push(function),
                Some(known) if known.is(&function) => {}
                Some(known) => {
                    known.namesakes = [known.namesakes, &[function.source]].concat().leak();
                }
            }
        }
        let schema = bundle(&all).to_string();
        Self {
            functions: all.leak(),
            schema: schema.leak(),
        }
    }
}

/// What the schemas of functions say, in one.
fn bundle(functions: &[Function]) -> Value {
    let mut properties = Map::new();
    let mut definitions = Map::new();
    for function in functions {
        let input = apart(function.input_schema, &mut definitions);
        let output = apart(function.output_schema, &mut definitions);
        let schema = json!({
            "description": function.description,
            "type": "object",
            "properties": { "input": input, "output": output },
        });
        properties.insert(function.name.to_owned(), schema);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Functions",
        "type": "object",
        "properties": properties,
        "$defs": definitions,
    })
}

/// A schema without its `$defs`, which join the others.
fn apart(schema: &str, definitions: &mut Map<String, Value>) -> Value {
    let mut schema: Value = serde_json::from_str(schema).unwrap_or_default();
    if let Some(map) = schema.as_object_mut() {
        map.shift_remove("$schema");
        if let Some(Value::Object(own)) = map.shift_remove("$defs") {
            definitions.extend(own);
        }
    }
    schema
}
