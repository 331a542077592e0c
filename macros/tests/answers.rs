//! How outputs come from answers: a manifest and Salesforce's JSON in, a function's JSON out.

mod generated {
    specforce_macros::manifest!("tests/spec");
}

use generated::answers::*;
use serde_json::{Value, json};
use specforce::runtime::FromAnswer;

fn read<T: FromAnswer + specforce::runtime::serde::Serialize>(
    answer: Value,
) -> Result<Value, String> {
    let output = T::from_answer(answer).map_err(|error: serde_json::Error| error.to_string())?;
    Ok(serde_json::to_value(output).expect("an output is JSON"))
}

#[test]
fn paths_defaults_and_nulls() {
    let answer = json!({ "describe": { "name": "n", "label": null }, "kept": null, "left": null, "unknown": 1 });
    let output = json!({ "name": "n", "count": 7, "kind": "b", "nothing": null, "maybe": null, "kept": null, "left": null });
    assert_eq!(read::<RenamedOutput>(answer), Ok(output));
}

#[test]
fn what_is_required_is_missed_by_its_path() {
    let error = read::<RenamedOutput>(json!({ "describe": {} })).expect_err("there is no name");
    assert!(error.contains("missing field `name`"), "{error}");
}

#[test]
fn a_path_through_a_missing_or_null_parent_is_null() {
    for answer in [
        json!({}),
        json!({ "describe": null }),
        json!({ "describe": {} }),
        Value::Null,
    ] {
        assert_eq!(read::<AbsentParentOutput>(answer), Ok(json!({})));
    }
}

#[test]
fn a_list_is_the_whole_answer() {
    let output = json!({ "items": [{ "id": "1" }, { "id": "2" }], "count": 2, "any": true });
    assert_eq!(
        read::<WholeListOutput>(json!([{ "Id": "1" }, { "Id": "2" }])),
        Ok(output)
    );
    assert!(read::<WholeListOutput>(Value::Null).is_err());
}

#[test]
fn lengths_of_lists_are_summed() {
    let output = json!({ "lists": { "a": [1, 2], "b": [] }, "total": 2 });
    assert_eq!(
        read::<WholeMapOutput>(json!({ "a": [1, 2], "b": [] })),
        Ok(output)
    );
}

#[test]
fn paths_may_overlap() {
    let answer = json!({ "Id": "1", "BillingCity": "Bern", "BillingPostalCode": null });
    let output = json!({ "all": answer, "id": "1", "address": { "city": "Bern" } });
    assert_eq!(read::<OverlappingOutput>(answer), Ok(output));
    let answer = json!({ "Id": "1", "BillingCity": null });
    assert_eq!(
        read::<OverlappingOutput>(answer.clone()),
        Ok(json!({ "all": answer, "id": "1" }))
    );
}

#[test]
fn parts_of_an_object_may_stand_beside_it() {
    let answer = json!({
        "Kind": "Queue", "BillingPostalCode": null, "attributes": { "BillingCity": "Basel" }, "Id": "1",
        "BillingCity": "Bern", "Owner": { "City": "Chur", "Kind": "x" }, "OwnerId": "2",
    });
    let output = json!({
        "id": "1", "address": { "city": "Bern" }, "owner": { "id": "2", "kind": "Queue" }, "city": "Chur",
    });
    assert_eq!(read::<BesideOutput>(answer), Ok(output));
    let answer = json!({ "OwnerId": "2", "BillingCity": null, "Id": "1" });
    let output = json!({ "id": "1", "owner": { "id": "2" } });
    assert_eq!(read::<BesideOutput>(answer), Ok(output));
    let error = read::<BesideOutput>(json!({ "Id": "1" })).unwrap_err();
    assert!(error.contains("OwnerId"), "{error}");
}

#[test]
fn the_rest_is_what_nothing_else_takes() {
    let answer = json!({ "attributes": { "type": "Lead", "url": "/" }, "Name": null, "Size": 1 });
    assert_eq!(
        read::<RestOutput>(answer),
        Ok(json!({ "type": "Lead", "fields": { "Name": null, "Size": 1 } }))
    );
    let answer = json!({ "attributes": { "type": "Lead" } });
    assert_eq!(read::<RestOutput>(answer), Ok(json!({ "type": "Lead" })));
}

#[test]
fn an_open_object_keeps_everything() {
    let answer = json!({ "attributes": { "type": "Lead" }, "Id": "1", "Name": "n" });
    let output = json!({ "id": "1", "attributes": { "type": "Lead" }, "Id": "1", "Name": "n" });
    assert_eq!(read::<Open>(answer), Ok(output));
}

#[test]
fn an_answer_without_a_body_is_null() {
    assert_eq!(
        read::<NothingToReadOutput>(Value::Null),
        Ok(json!({ "success": true, "tags": [] }))
    );
}

#[test]
fn names_in_salesforces_case() {
    let answer = json!({ "CaseNumber": "1", "BillingCity": "Bern" });
    assert_eq!(
        read::<Case>(answer),
        Ok(json!({ "case_number": "1", "billingCity": "Bern" }))
    );
}

#[test]
fn steps_that_are_called_alike_do_not_mix() {
    let answer = json!({
        "x": "1", "describe": { "name": "n" }, "a": { "x": { "v": "2" } }, "b": { "x": { "v": "3" } },
        "foo_bar": { "v": "4" }, "fooBar": { "w": "5" }, "wire": "a", "items": [3, 4],
    });
    let output = json!({
        "describe": "1", "name": "n", "first": "2", "second": "3", "snake": "4", "camel": "5", "wire": "a",
        "items": [3, 4], "few": false, "many": 1, "same": true,
    });
    assert_eq!(read::<generated::odd::PathsOutput>(answer), Ok(output));
}

#[test]
fn null_takes_the_default_and_stays_where_there_is_none() {
    for answer in [
        json!({}),
        json!({ "a": null, "seven": null, "text": null, "tree": null }),
    ] {
        let output = json!({ "deep": null, "nullable": null, "seven": 7, "text": "" });
        assert_eq!(read::<generated::odd::NullsOutput>(answer), Ok(output));
    }
}

/// What may be null is sent as null, what is absent is left out, and what is written in the manifest is sent as it is.
#[tokio::test]
async fn a_body_is_put_together() {
    let exchange = specforce_runtime::Exchange {
        input: r#"{ "kind": "a", "note": null, "m²": "x", "ratio": 0.5 }"#,
        path: "/services/data/a",
        body: Some(
            r#"{ "type": "Account", "note": null, "named": "a", "flagged": "yes", "Note": "x", "count": 5, "high": true, "both": true, "large": false, "ratio": 0.5 }"#,
        ),
        status: 200,
        answer: None,
        outcome: specforce_runtime::Outcome::Output(r#"{ "kind": "a a" }"#),
    };
    specforce_runtime::testing::play(&exchange, generated::odd::body).await;
}
