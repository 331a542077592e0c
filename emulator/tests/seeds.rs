//! The demo data fits the objects that every org has.

use std::collections::HashSet;

use serde_json::{Map, Value};
use specforce_emulator::{Catalog, Object};

const SYSTEM: [&str; 6] = [
    "CreatedDate",
    "CreatedById",
    "LastModifiedDate",
    "LastModifiedById",
    "OwnerId",
    "ref",
];

#[test]
fn every_record_of_the_demo_has_fields_that_there_are() {
    let catalog = Catalog::standard().unwrap_or_else(|slips| panic!("{slips:?}"));
    let demo: Map<String, Value> =
        serde_yaml::from_str(include_str!("../seeds/demo.yaml")).expect("the demo is YAML");
    let mut known = HashSet::new();
    for (name, records) in &demo {
        let object = catalog
            .object(name)
            .unwrap_or_else(|| panic!("no object `{name}`"));
        for record in records.as_array().expect("a list of records") {
            let record = record.as_object().expect("a record");
            check(object, record, &known);
            let name = record.get("ref").and_then(Value::as_str);
            known.extend(name.map(str::to_owned));
        }
    }
}

fn check(object: &Object, record: &Map<String, Value>, known: &HashSet<String>) {
    let name = &object.name;
    for (key, value) in record {
        let is_field = SYSTEM.contains(&key.as_str()) || object.field(key).is_some();
        assert!(is_field, "{name}.{key}");
        if let Some(to) = value.get("ref").and_then(Value::as_str) {
            assert!(
                known.contains(to),
                "{name}.{key}: `{to}` does not stand above"
            );
        }
        let length = object.field(key).and_then(|(_, field)| field.length);
        let text = value.as_str().unwrap_or_default();
        assert!(
            text.chars().count() <= length.unwrap_or(usize::MAX),
            "{name}.{key}: {text}"
        );
    }
    let required = object
        .fields
        .iter()
        .filter(|(_, field)| field.required && field.default.is_none() && !field.is_read_only());
    // The org gives those that every object has.
    for (key, _) in required.filter(|(key, _)| !SYSTEM.contains(&key.as_str())) {
        assert!(
            record.contains_key(key),
            "{name}.{key} is missing: {record:?}"
        );
    }
}
