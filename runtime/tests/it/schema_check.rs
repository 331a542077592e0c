//! JSON against the schemas that code generation writes.

use serde_json::{Value, json};
use specforce_runtime::Error;
use specforce_runtime::schema_check::check;

fn told(schema: &Value, value: &Value) -> Vec<String> {
    match check(value, &schema.to_string()) {
        Ok(()) => Vec::new(),
        Err(Error::InvalidInput(invalid)) => {
            invalid.violations.iter().map(ToString::to_string).collect()
        }
        Err(other) => panic!("{other:?}"),
    }
}

/// A schema, a value, what is told of it.
type Row = (Value, Value, &'static [&'static str]);

fn all_told(table: Vec<Row>) {
    for (schema, value, expected) in table {
        assert_eq!(told(&schema, &value), expected, "{schema} {value}");
    }
}

#[test]
fn types() {
    let nullable = json!({ "anyOf": [{ "type": "string", "minLength": 2 }, { "type": "null" }] });
    all_told(vec![
        (json!({}), json!(null), &[]),
        (json!(true), json!(1), &[]),
        (json!(false), json!(1), &["input: must not be there"]),
        (json!({ "type": "string" }), json!("a"), &[]),
        (
            json!({ "type": "string" }),
            json!(1),
            &["input: must be a string, but is a number"],
        ),
        (
            json!({ "type": "string" }),
            json!(null),
            &["input: must be a string, but is null"],
        ),
        (
            json!({ "type": "object" }),
            json!([]),
            &["input: must be an object, but is a list"],
        ),
        (
            json!({ "type": "boolean" }),
            json!("true"),
            &["input: must be true or false, but is a string"],
        ),
        (json!({ "type": ["string", "null"] }), json!(null), &[]),
        (
            json!({ "type": ["string", "null"] }),
            json!(true),
            &["input: must be a string or null, but is true or false"],
        ),
        (json!({ "type": "integer" }), json!(i64::MIN), &[]),
        (json!({ "type": "integer" }), json!(-0.0), &[]),
        (json!({ "type": "integer", "const": 100 }), json!(1e2), &[]),
        (
            json!({ "type": "integer" }),
            json!(1e19),
            &["input: must be a whole number of 64 bits, but is 1e+19"],
        ),
        (
            json!({ "type": "integer" }),
            json!(1.5),
            &["input: must be a whole number of 64 bits, but is 1.5"],
        ),
        (
            json!({ "type": "integer" }),
            json!(u64::MAX),
            &["input: must be a whole number of 64 bits, but is 18446744073709551615"],
        ),
        (json!({ "type": "number" }), json!(1), &[]),
        (json!({ "type": "number" }), json!(1.5), &[]),
        (json!({ "enum": ["GET", "POST"] }), json!("GET"), &[]),
        (nullable.clone(), json!(null), &[]),
        (
            nullable.clone(),
            json!("a"),
            &["input: must have at least 2 characters, but has 1"],
        ),
        (
            nullable,
            json!(1),
            &["input: must be a string or null, but is a number"],
        ),
    ]);
}

#[test]
fn bounds() {
    all_told(vec![
        (
            json!({ "enum": ["GET", "POST"] }),
            json!("get"),
            &["input: must be one of GET, POST"],
        ),
        (
            json!({ "const": true }),
            json!(false),
            &["input: must be true"],
        ),
        (
            json!({ "type": "string", "pattern": "^a" }),
            json!("ba"),
            &["input: must match the pattern `^a`"],
        ),
        (
            json!({ "type": "string", "pattern": "^a.c$" }),
            json!("a\u{2028}c"),
            &["input: must match the pattern `^a.c$`"],
        ),
        (
            json!({ "type": "string", "pattern": r"^a\s[\s.]\S$" }),
            json!("a\u{a0}\u{3000}b"),
            &[],
        ),
        (
            json!({ "minLength": 2, "maxLength": 1 }),
            json!("é"),
            &["input: must have at least 2 characters, but has 1"],
        ),
        (
            json!({ "maxLength": 1 }),
            json!("éé"),
            &["input: must have at most 1 characters, but has 2"],
        ),
        (
            json!({ "minimum": 1, "maximum": 2000 }),
            json!(0),
            &["input: must be at least 1, but is 0"],
        ),
        (
            json!({ "minimum": 1, "maximum": 2000 }),
            json!(2001),
            &["input: must be at most 2000, but is 2001"],
        ),
        (
            json!({ "minimum": 0.5 }),
            json!(0),
            &["input: must be at least 0.5, but is 0"],
        ),
        (
            json!({ "minItems": 1 }),
            json!([]),
            &["input: must have at least 1 items, but has 0"],
        ),
        (
            json!({ "maxItems": 1 }),
            json!([1, 2]),
            &["input: must have at most 1 items, but has 2"],
        ),
        (
            json!({ "items": { "type": "string" } }),
            json!(["a", 1, "b", null]),
            &[
                "/1: must be a string, but is a number",
                "/3: must be a string, but is null",
            ],
        ),
    ]);
}

fn input() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "recordId": { "$ref": "#/$defs/RecordId" },
            "fields": { "type": "array", "items": { "type": "string" }, "minItems": 1 },
            "record": { "type": "object", "additionalProperties": true },
            "keyPrefix": { "anyOf": [{ "$ref": "#/$defs/RecordId" }, { "type": "null" }] },
            "tree": { "$ref": "#/$defs/Tree" },
            "limits": { "type": "object", "additionalProperties": { "type": "integer" } },
        },
        "required": ["recordId", "record"],
        "additionalProperties": false,
        "$defs": {
            "RecordId": { "type": "string", "pattern": "^[0-9A-Za-z]{15,18}$" },
            "Tree": { "type": "object", "properties": { "a/b": { "$ref": "#/$defs/Tree" } }, "additionalProperties": false },
        },
    })
}

#[test]
fn a_whole_input() {
    let fine = json!({
        "recordId": "001000000000001", "record": { "Name": null, "x": [1] }, "keyPrefix": null, "fields": ["Id"],
        "tree": { "a/b": { "a/b": {} } }, "limits": { "a": 1 },
    });
    assert_eq!(told(&input(), &fine), Vec::<String>::new());
}

#[test]
fn every_violation_at_once() {
    let wrong = json!({
        "record_id": "1", "fields": [], "keyPrefix": "no", "wholly": 1, "tree": { "a/b": { "x": 1 } }, "limits": { "a": "b" },
    });
    let expected = [
        "/recordId: is required",
        "/record: is required",
        "/record_id: unknown property `record_id`; did you mean `recordId`?",
        "/fields: must have at least 1 items, but has 0",
        "/keyPrefix: must match the pattern `^[0-9A-Za-z]{15,18}$`",
        "/wholly: unknown property `wholly`",
        "/tree/a~1b/x: unknown property `x`",
        "/limits/a: must be a whole number of 64 bits, but is a string",
    ];
    assert_eq!(told(&input(), &wrong), expected);
}

#[test]
fn null_for_a_property() {
    let nulls = json!({ "recordId": null, "record": {}, "fields": null });
    let expected = [
        "/recordId: must be a string, but is null",
        "/fields: must not be null: leave it out instead",
    ];
    assert_eq!(told(&input(), &nulls), expected);
}

#[test]
fn a_schema_that_is_no_json() {
    assert!(
        check(&json!(1), "{")
            .unwrap_err()
            .to_string()
            .contains("the schema itself is not JSON")
    );
}
