//! A DELETE is repeated, and what it finds deleted then is its own work.

use std::time::Duration;

use serde_json::json;
use specforce_emulator::Emulator;

use crate::org::Org;

const DONE: [&str; 8] = [
    "500,done",
    "502,done",
    "504,done",
    "reset,when=during",
    "reset,when=after",
    "truncated-body",
    "truncated-gzip",
    "stalled-body",
];

async fn start() -> Org {
    Org::with(Emulator::builder(), |_, client| {
        client.attempt_timeout(Duration::from_millis(500))
    })
    .await
}

#[tokio::test]
async fn a_record_that_is_gone_by_the_first_try_is_a_success() {
    let org = start().await;
    for rule in DONE {
        let id = org.create("Gone").await.unwrap();
        org.meets(&[rule]);
        let input = json!({ "sobject": "Account", "recordId": id });
        let (done, requests) = org.seen(org.call("delete-record", input)).await;
        assert_eq!(done.unwrap()["success"], true, "{rule}");
        let statuses: Vec<_> = requests
            .iter()
            .map(|request| (request.status, request.done))
            .collect();
        assert_eq!((statuses.len(), statuses[0].1), (2, true), "{rule}");
        assert_eq!(statuses[1], (Some(404), false), "{rule}");
    }
    assert_eq!(org.named("Gone").await, 0);
}

#[tokio::test]
async fn so_is_each_record_of_a_collection() {
    let org = start().await;
    for rule in DONE {
        let ids = [
            org.create("Gone").await.unwrap(),
            org.create("Gone").await.unwrap(),
        ];
        org.meets(&[rule]);
        let input = json!({ "sObjectName": "Account", "ids": ids });
        let (done, requests) = org.seen(org.call("delete-sobject-collection", input)).await;
        let output = done.unwrap();
        assert!(
            output["results"]
                .as_array()
                .unwrap()
                .iter()
                .all(|row| row["success"] == true),
            "{output}"
        );
        assert_eq!(requests.len(), 2, "{rule}");
    }
    assert_eq!(org.named("Gone").await, 0);
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
