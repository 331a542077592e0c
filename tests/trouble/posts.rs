//! A POST that may have been carried out is never sent again: what counts is how many records there are.

use std::time::Duration;

use serde_json::{Value, json};
use specforce_emulator::Emulator;

use crate::org::Org;

/// What leaves it open whether a request was carried out, and whether it was.
const OPEN: [(&str, u64); 13] = [
    ("500", 0),
    ("500,done", 1),
    ("502", 0),
    ("502,done", 1),
    ("504", 0),
    ("504,done", 1),
    ("reset,when=before", 0),
    ("reset,when=during", 1),
    ("reset,when=after", 1),
    ("truncated-body", 1),
    ("truncated-gzip", 1),
    ("stalled-body", 1),
    ("slow,seconds=60", 1),
];

/// Every function that posts, making an account of the name `Once`.
fn posts() -> [(&'static str, Value); 4] {
    let record = json!({ "attributes": { "type": "Account" }, "Name": "Once" });
    let subrequest = json!({
        "method": "POST", "url": "/services/data/v66.0/sobjects/Account", "referenceId": "once",
        "body": { "Name": "Once" },
    });
    let graph = json!({ "graphId": "one", "compositeRequest": [subrequest] });
    [
        (
            "create-record",
            json!({ "sObject": "Account", "record": { "Name": "Once" } }),
        ),
        ("create-sobject-collection", json!({ "records": [record] })),
        ("composite-request", json!({ "subrequests": [subrequest] })),
        ("composite-graph-request", json!({ "graphs": [graph] })),
    ]
}

#[tokio::test]
async fn it_is_sent_once() {
    let org = Org::with(Emulator::builder(), |_, client| {
        client.attempt_timeout(Duration::from_millis(500))
    })
    .await;
    let mut there = 0;
    for (name, input) in posts() {
        for (rule, created) in OPEN {
            org.meets(&[rule]);
            let (done, requests) = org.seen(org.call(name, input.clone())).await;
            let error = done.unwrap_err();
            assert!(
                ["salesforce", "transport"].contains(&error.kind()),
                "{error:?}"
            );
            assert!(
                error.to_string().contains("may have carried it out"),
                "{error}"
            );
            assert_eq!(requests.len(), 1, "{name} {rule}");
            there += created;
            assert_eq!(org.named("Once").await, there, "{name} {rule}");
        }
    }
}

#[tokio::test]
async fn one_that_only_reads_is_repeated() {
    let subrequest = json!({
        "method": "GET", "url": "/services/data/v66.0/query?q=SELECT+Id+FROM+Account", "referenceId": "read",
    });
    let org = Org::start().await;
    for rule in ["500,done", "reset,when=after", "truncated-body"] {
        org.meets(&[rule]);
        let input = json!({ "subrequests": [subrequest] });
        let (done, requests) = org.seen(org.call("composite-request", input)).await;
        assert_eq!(done.unwrap()["compositeResponse"][0]["httpStatusCode"], 200);
        assert_eq!(requests.len(), 2, "{rule}");
    }
}

#[tokio::test]
async fn rows_that_are_locked_are_told_one_by_one() {
    let org = Org::start().await;
    org.meets(&["locked-rows,share=0.5"]);
    let record = json!({ "attributes": { "type": "Account" }, "Name": "Row" });
    let input = json!({ "records": vec![record; 40] });
    let (done, requests) = org.seen(org.call("create-sobject-collection", input)).await;
    let output = done.unwrap();
    let rows = output["results"].as_array().unwrap();
    let saved = rows.iter().filter(|row| row["success"] == true).count() as u64;
    let locked = rows
        .iter()
        .filter(|row| row["errors"][0]["statusCode"] == "UNABLE_TO_LOCK_ROW");
    assert_eq!(saved + locked.count() as u64, 40);
    assert!(saved < 40);
    assert_eq!((requests.len(), org.named("Row").await), (1, saved));
}
