use serde_json::{Map, Value, json};

use crate::Function;
use crate::sync::SyncEntry;

/// The functions of a crate, and what they share.
#[derive(Debug, Clone, Copy)]
pub struct Registry {
    /// Every action, by group and then in the manifest's order.
    pub functions: &'static [Function],
    /// Every sync, by group and then in the manifest's order.
    pub syncs: &'static [SyncEntry],
    /// One JSON Schema with every type, input and output in its `$defs`.
    pub schema: &'static str,
}

impl Registry {
    /// The action called `name`.
    pub fn find(&self, name: &str) -> Option<&'static Function> {
        self.functions.iter().find(|function| function.name == name)
    }

    /// The sync called `name`.
    pub fn find_sync(&self, name: &str) -> Option<&'static SyncEntry> {
        self.syncs.iter().find(|sync| sync.name == name)
    }

    /// A registry of actions from wherever they come: generated ones, and those of `#[derive(Action)]`.
    ///
    /// It lives as long as the program, so make it once. Of two functions with one name the first is taken; it has the
    /// source of the other in its [`namesakes`](Function::namesakes), of which the program warns.
    pub fn of(functions: impl IntoIterator<Item = Function>) -> Self {
        let mut all: Vec<Function> = Vec::new();
        for function in functions {
            match all.iter_mut().find(|known| known.name == function.name) {
                None => all.push(function),
                Some(known) if known.is(&function) => {}
                Some(known) => add(&mut known.namesakes, function.source),
            }
        }
        Self::leaked(all, Vec::new())
    }

    /// The same with these syncs. One that has the name of an action or of another sync is left out as in
    /// [`of`](Self::of).
    #[must_use]
    pub fn with_syncs(self, syncs: impl IntoIterator<Item = SyncEntry>) -> Self {
        let mut functions = self.functions.to_vec();
        let mut all = self.syncs.to_vec();
        for sync in syncs {
            let action = functions.iter_mut().find(|known| known.name == sync.name);
            let twin = all.iter_mut().find(|known| known.name == sync.name);
            match (action, twin) {
                (None, None) => all.push(sync),
                (None, Some(known)) if known.is(&sync) => {}
                (None, Some(known)) => add(&mut known.namesakes, sync.source),
                (Some(known), _) => add(&mut known.namesakes, sync.source),
            }
        }
        Self::leaked(functions, all)
    }

    fn leaked(functions: Vec<Function>, syncs: Vec<SyncEntry>) -> Self {
        let schema = bundle(&functions, &syncs).to_string();
        Self {
            functions: functions.leak(),
            syncs: syncs.leak(),
            schema: schema.leak(),
        }
    }
}

fn add(namesakes: &mut &'static [&'static str], source: &'static str) {
    *namesakes = [namesakes, &[source][..]].concat().leak();
}

/// What the schemas of functions say, in one.
fn bundle(functions: &[Function], syncs: &[SyncEntry]) -> Value {
    let mut properties = Map::new();
    let mut definitions = Map::new();
    let functions = functions.iter().map(|function| {
        let schemas = [function.input_schema, function.output_schema];
        (function.name, function.description, schemas)
    });
    let syncs = syncs.iter().map(|sync| {
        let schemas = [sync.input_schema, sync.model.schema];
        (sync.name, sync.description, schemas)
    });
    for (name, description, schemas) in functions.chain(syncs) {
        let [input, output] = schemas.map(|schema| apart(schema, &mut definitions));
        let schema = json!({
            "description": description,
            "type": "object",
            "properties": { "input": input, "output": output },
        });
        properties.insert(name.to_owned(), schema);
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
