//! Nothing behind a key, or `~`, is read by the generator as by an editor, which has the JSON Schema.

use serde_json::{Value, json};
use specforce_codegen::{Source, check, manifest_schema};

/// Every mapping that has keys of its own, and where one stands in the manifest.
const MAPPINGS: [(&str, &str); 10] = [
    ("", ""),
    ("Action", "/actions/send-thing"),
    ("Schema", "/actions/send-thing/input/x?"),
    ("Exchange", "/actions/send-thing/exchanges/0"),
    ("ExpectedRequest", "/actions/send-thing/exchanges/0/request"),
    ("GivenResponse", "/actions/send-thing/exchanges/0/response"),
    ("ExpectedError", "/actions/send-thing/exchanges/0/error"),
    ("Sync", "/syncs/things"),
    ("Related", "/syncs/others/related/notes"),
    ("RelatedObject", "/syncs/others/related/notes/of/0"),
];

fn manifest() -> Value {
    json!({
        "group": "Things",
        "actions": { "send-thing": {
            "description": "Send a thing.",
            "method": "POST",
            "endpoint": "/services/data/things",
            "input": { "x?": { "description": "What is sent." } },
            "body": "@",
            "exchanges": [{
                "request": { "path": "/services/data/things", "body": {} },
                "response": { "status": 200 },
                "error": { "kind": "unexpected-answer" }
            }]
        } },
        "syncs": {
            "things": sync("Thing", &json!({})),
            "others": sync("Other", &json!({ "notes": {
                "order_by": "created",
                "of": [{ "object": "Note", "parent": "ParentId" }]
            } }))
        },
        "types": { "Unused": "string" }
    })
}

fn sync(model: &str, related: &Value) -> Value {
    json!({
        "description": "Copy the things.",
        "every": "1h",
        "object": "Thing__c",
        "cursor": "SystemModstamp",
        "deletes": "none",
        "model": model,
        "related": related
    })
}

/// What the syncs of the manifest copy.
const TYPES: &str = "types:
  Thing: { properties: { id: { type: RecordId, from: Id } } }
  Other: { properties: { id: { type: RecordId, from: Id }, notes?: list<Note> } }
  Note: { properties: { created: { from: CreatedDate } } }
";

/// Whether the generator takes a file beside that of the types.
fn is_read(text: &str) -> Result<(), String> {
    let source = |(name, text): (&str, &str)| Source {
        name: format!("spec/{name}.yaml"),
        text: text.to_owned(),
    };
    let files = [("things", text), ("types", TYPES)];
    match check(&files.map(source)) {
        Ok(_) => Ok(()),
        Err(found) => Err(found.to_string()),
    }
}

/// The manifest where a key of a mapping says this.
fn with(place: &str, key: &str, nothing: &str) -> String {
    const MARK: &str = "NOTHING";
    let mut manifest = manifest();
    let mapping = manifest.pointer_mut(place).expect("a mapping");
    mapping[key] = MARK.into();
    let text = serde_yaml::to_string(&manifest).expect("YAML");
    text.replace(MARK, nothing)
}

fn names(mapping: &Value) -> impl Iterator<Item = &str> {
    let names = mapping.as_object().into_iter().flat_map(|map| map.keys());
    names.map(String::as_str)
}

/// Whether a key may have any JSON behind it, of which null is some.
fn is_any(schema: &Value) -> bool {
    ["type", "$ref", "anyOf"]
        .iter()
        .all(|keyword| schema.get(keyword).is_none())
}

#[test]
fn nothing_is_read_as_the_schema_says() {
    let schema: Value = serde_json::from_str(&manifest_schema()).expect("JSON");
    let judge = jsonschema::validator_for(&schema).expect("a JSON Schema");
    let mut taken = Vec::new();
    for (name, place) in MAPPINGS {
        let mapping = if name.is_empty() {
            &schema
        } else {
            &schema["$defs"][name]
        };
        let properties = &mapping["properties"];
        for key in names(properties).filter(|key| !is_any(&properties[*key])) {
            let verdicts = ["", "~", "null"].map(|nothing| {
                let text = with(place, key, nothing);
                let json: Value = serde_yaml::from_str(&text).expect("YAML");
                let read = is_read(&text);
                let is_valid = judge.is_valid(&json);
                assert_eq!(read.is_ok(), is_valid, "{text}\n{read:?}");
                is_valid
            });
            if verdicts == [true; 3] {
                taken.push(format!("{place} {key}"));
            }
        }
    }
    insta::assert_snapshot!(taken.join("\n"));
}

/// Every mapping is looked at.
#[test]
fn no_mapping_is_left_out() {
    let schema: Value = serde_json::from_str(&manifest_schema()).expect("JSON");
    let definitions = &schema["$defs"];
    let with_keys = names(definitions).filter(|name| definitions[name]["properties"].is_object());
    let mut found: Vec<&str> = with_keys.chain([""]).collect();
    let mut known = MAPPINGS.map(|(name, _)| name);
    found.sort_unstable();
    known.sort_unstable();
    assert_eq!(found, known);
}
