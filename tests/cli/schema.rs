use serde_json::json;

use crate::support::specforce;

#[test]
fn prints_one_side() {
    let input = specforce(&["schema", "create-record", "--input"])
        .run()
        .json();
    let output = specforce(&["schema", "create-record", "--output"])
        .run()
        .json();
    assert!(input["properties"]["sObject"].is_object(), "{input}");
    assert!(output["properties"]["success"].is_object(), "{output}");
}

#[test]
fn prints_both_sides() {
    let input = specforce(&["schema", "create-record", "--input"])
        .run()
        .json();
    let output = specforce(&["schema", "create-record", "--output"])
        .run()
        .json();
    assert_eq!(
        specforce(&["schema", "create-record"]).run().json(),
        json!({ "input": input, "output": output })
    );
}

#[test]
fn prints_the_bundle() {
    let bundle = specforce(&["schema"]).run().json();
    assert!(bundle["$defs"].as_object().unwrap().len() > 28, "{bundle}");
}

#[test]
fn a_side_needs_a_function() {
    assert_eq!(specforce(&["schema", "--input"]).run().status, 2);
    assert_eq!(
        specforce(&["schema", "create-record", "--input", "--output"])
            .run()
            .status,
        2
    );
}
