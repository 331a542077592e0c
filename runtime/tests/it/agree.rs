//! Judges of an input that differ, and what is told of it.

use serde_json::{Value, json};
use specforce_runtime::testing::{inputs_agree, outputs_agree};

use crate::calls::{CreateRecord, Created};

fn input(name: &Value) -> Value {
    json!({
        "type": "object",
        "properties": {
            "sObject": name,
            "version": { "type": "string" },
            "record": { "type": "object", "additionalProperties": true }
        },
        "required": ["sObject", "record"],
        "additionalProperties": false
    })
}

fn complaint(judge: impl FnOnce() + std::panic::UnwindSafe) -> String {
    *std::panic::catch_unwind(judge)
        .unwrap_err()
        .downcast::<String>()
        .unwrap()
}

/// The type takes `null` for the version, as serde does unless told otherwise.
#[test]
fn null_for_an_optional_property() {
    let schema = input(&json!({ "type": "string", "maxLength": 10 }));
    let message = complaint(move || inputs_agree::<CreateRecord>(&schema.to_string()));
    assert!(message.contains("input of create-record: {"), "{message}");
    assert!(
        message.contains("\"version\":null") && message.contains("the typed input: valid"),
        "{message}"
    );
}

/// The type asks for ten characters at most.
#[test]
fn a_bound_that_the_schema_does_not_have() {
    let schema = input(&json!({ "type": "string", "minLength": 10 }));
    let message = complaint(move || inputs_agree::<CreateRecord>(&schema.to_string()));
    assert!(message.contains("JSON Schema: valid"), "{message}");
    assert!(
        message.contains("the typed input: invalid: /sObject: must have at most 10 characters"),
        "{message}"
    );
}

#[test]
fn an_output_that_the_type_does_not_read() {
    let schema = json!({ "type": "object", "properties": { "id": { "type": "string" } } });
    let message = complaint(move || outputs_agree::<Created>("it", &schema.to_string()));
    assert!(
        message.contains("output of it: {") && message.contains("missing field"),
        "{message}"
    );
}
