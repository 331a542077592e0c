//! A DELETE is repeated, and what it finds deleted then is its own work.

use serde_json::{Value, json};

use crate::org::{Org, met};

const DONE: [&str; 6] = [
    "500,done",
    "502,done",
    "504,done",
    "reset,when=during",
    "reset,when=after",
    "truncated-body",
];

#[tokio::test]
async fn a_record_that_is_gone_by_the_first_try_is_a_success() {
    let org = Org::start().await;
    for rule in DONE {
        one_is_gone(&org, rule).await;
    }
}

#[tokio::test]
async fn so_is_each_record_of_a_collection() {
    let org = Org::start().await;
    // Of so many records the answer is compressed.
    for rule in DONE.into_iter().chain(["truncated-gzip"]) {
        all_are_gone(&org, rule).await;
    }
}

#[tokio::test]
async fn so_is_what_is_gone_though_the_answer_never_comes() {
    let org = Org::impatient().await;
    one_is_gone(&org, "stalled-body").await;
    all_are_gone(&org, "stalled-body").await;
}

async fn one_is_gone(org: &Org, rule: &str) {
    let id = org.create("Gone").await.unwrap();
    org.meets(&[rule]);
    let input = json!({ "sobject": "Account", "recordId": id });
    let (done, requests) = org.seen(org.call("delete-record", input)).await;
    assert_eq!(done.unwrap()["success"], true, "{rule}");
    let [first, second] = &requests[..] else {
        panic!("{rule}: {requests:#?}")
    };
    assert!(met(first, rule) && first.done, "{rule}: {first:#?}");
    assert_eq!((second.status, second.done), (Some(404), false), "{rule}");
    assert_eq!(org.named("Gone").await, 0, "{rule}");
}

async fn all_are_gone(org: &Org, rule: &str) {
    let record = json!({ "attributes": { "type": "Account" }, "Name": "Gone" });
    let many = json!({ "records": vec![record; 40] });
    let created = org.call("create-sobject-collection", many).await.unwrap();
    let rows = created["results"].as_array().unwrap().iter();
    let ids: Vec<&Value> = rows.map(|row| &row["id"]).collect();
    org.meets(&[rule]);
    let input = json!({ "sObjectName": "Account", "ids": ids });
    let (done, requests) = org.seen(org.call("delete-sobject-collection", input)).await;
    let output = done.unwrap();
    let rows = output["results"].as_array().unwrap();
    assert!(rows.iter().all(|row| row["success"] == true), "{output}");
    assert_eq!((rows.len(), requests.len()), (40, 2), "{rule}");
    assert!(met(&requests[0], rule), "{rule}: {requests:#?}");
    assert_eq!(org.named("Gone").await, 0, "{rule}");
}

#[tokio::test]
async fn a_record_that_somebody_else_has_deleted_is_an_error() {
    let org = Org::start().await;
    let id = org.create("Gone").await.unwrap();
    let input = json!({ "sobject": "Account", "recordId": id });
    org.call("delete-record", input.clone()).await.unwrap();
    // The first try was surely not carried out, so the second did not find its own work.
    org.meets(&["503"]);
    let error = org.call("delete-record", input).await.unwrap_err();
    assert_eq!(error.error_code(), Some("ENTITY_IS_DELETED"));
}
