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
fn prints_what_a_sync_takes_and_gives() {
    let schemas = specforce(&["schema", "articles"]).run().json();
    let language = &schemas["input"]["properties"]["language"];
    assert_eq!(language["pattern"], "^[a-z]{2}(_[A-Z]{2})?$");
    assert_eq!(schemas["output"]["title"], "Article");
    let required = ["id", "knowledge_article_id", "last_modified_at"];
    assert_eq!(schemas["output"]["required"], json!(required));
    let bundle = specforce(&["schema"]).run().json();
    let output = &bundle["properties"]["articles"]["properties"]["output"];
    assert_eq!(output["$ref"], "#/$defs/Article");
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
