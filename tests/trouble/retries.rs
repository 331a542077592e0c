//! What is repeated, and when.

use std::time::Duration;

use serde_json::{Value, json};

use crate::org::Org;

/// What tells that Salesforce has done nothing.
const UNDONE: [&str; 4] = ["503", "429", "concurrent-limit", "locked-rows"];

/// What leaves it open whether it has.
const OPEN: [&str; 10] = [
    "500",
    "500,done",
    "502",
    "502,done",
    "504",
    "504,done",
    "reset,when=before",
    "reset,when=during",
    "reset,when=after",
    "truncated-body",
];

/// A call of each method that may be repeated.
fn repeatable(account: &str) -> [(&'static str, Value); 3] {
    let changes =
        json!({ "sobject": "Account", "record_id": account, "fields": { "Rating": "Hot" } });
    let record = json!({ "sobject": "Account", "recordId": account });
    [
        ("get-limits", json!({})),
        ("update-record", changes),
        ("delete-record", record),
    ]
}

#[tokio::test]
async fn what_was_surely_not_done_is_repeated_whatever_the_method() {
    for rule in UNDONE {
        let org = Org::start().await;
        let account = org.create("Here").await.unwrap();
        let new = json!({ "sObject": "Account", "record": { "Name": "New" } });
        let calls = repeatable(&account).into_iter();
        for (name, input) in calls.chain([("create-record", new)]) {
            // A read takes no lock.
            if (rule, name) == ("locked-rows", "get-limits") {
                continue;
            }
            org.meets(&[rule]);
            let (done, requests) = org.seen(org.call(name, input)).await;
            done.unwrap_or_else(|error| panic!("{name} {rule}: {error}"));
            assert_eq!(requests.len(), 2, "{name} {rule}");
            assert_eq!((requests[0].done, requests[1].done), (false, true));
            assert_eq!(org.naps().len(), 1, "{name} {rule}");
        }
        assert_eq!((org.named("Here").await, org.named("New").await), (0, 1));
    }
}

#[tokio::test]
async fn what_may_be_done_is_repeated_where_that_does_no_harm() {
    for rule in OPEN {
        let org = Org::start().await;
        let account = org.create("Here").await.unwrap();
        for (name, input) in repeatable(&account) {
            org.meets(&[rule]);
            let (done, requests) = org.seen(org.call(name, input)).await;
            done.unwrap_or_else(|error| panic!("{name} {rule}: {error}"));
            assert_eq!(requests.len(), 2, "{name} {rule}");
        }
        assert_eq!(org.named("Here").await, 0, "{rule}");
    }
}

#[tokio::test]
async fn an_upsert_that_is_repeated_makes_one_record() {
    for rule in OPEN {
        let org = Org::start().await;
        org.meets(&[rule]);
        let input = json!({
            "sObject": "Account", "external_id_field": "ErpId__c", "external_id": "ERP-7000",
            "record_data": { "Name": "Dunlin Glass" },
        });
        let (done, requests) = org.seen(org.call("upsert-record", input)).await;
        assert_eq!(done.unwrap()["success"], true, "{rule}");
        assert_eq!(requests.len(), 2, "{rule}");
        assert_eq!(org.named("Dunlin Glass").await, 1, "{rule}");
    }
}

#[tokio::test]
async fn an_answer_that_stalls_is_given_up_and_asked_for_again() {
    let org = Org::impatient().await;
    for rule in ["stalled-body", "slow,seconds=60"] {
        org.meets(&[rule]);
        let (done, requests) = org.seen(org.call("get-limits", json!({}))).await;
        done.unwrap();
        assert_eq!(requests.len(), 2, "{rule}");
    }
}

#[tokio::test]
async fn what_salesforce_asks_to_wait_is_waited() {
    let org = Org::start().await;
    org.meets(&["503,retry-after=7", "429,retry-after=11"]);
    org.create("Patient").await.unwrap();
    assert_eq!(org.naps(), [7, 11]);
    assert_eq!(org.named("Patient").await, 1);
}

#[tokio::test]
async fn it_is_with_whatever_status_it_asks() {
    let org = Org::start().await;
    let account = org.create("Patient").await.unwrap();
    let [read, change, _] = repeatable(&account);
    for status in [429, 500, 502, 503, 504] {
        for (name, input) in [&read, &change] {
            let rules = [format!("{status},retry-after=7"), status.to_string()];
            org.meets(&[&rules[0], &rules[1]]);
            let (done, requests) = org.seen(org.call(name, input.clone())).await;
            done.unwrap_or_else(|error| panic!("{name} {status}: {error}"));
            assert_eq!(requests.len(), 3, "{name} {status}");
            // Unless asked, not even the second wait takes a second.
            assert_eq!(org.naps(), [7, 0], "{name} {status}");
        }
    }
}

#[tokio::test]
async fn a_wait_beyond_the_budget_ends_the_call_at_once() {
    let org = Org::start().await;
    org.meets(&["503,retry-after=61,rate=1"]);
    let (done, requests) = org.seen(org.call("get-limits", json!({}))).await;
    let error = done.unwrap_err();
    let wait = error.refusal().unwrap().retry_after;
    assert_eq!(wait, Some(Duration::from_secs(61)));
    assert_eq!((requests.len(), org.naps().len()), (1, 0));
}

#[tokio::test]
async fn four_repeats_and_then_the_error() {
    let org = Org::start().await;
    org.meets(&["503,rate=1"]);
    let (done, requests) = org.seen(org.create("Never")).await;
    assert_eq!(done.unwrap_err().status(), Some(503));
    assert_eq!((requests.len(), org.naps().len()), (5, 4));
    org.emulator.clear_trouble();
    assert_eq!(org.named("Never").await, 0);
}
