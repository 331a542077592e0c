//! A POST that may have been carried out is never sent again: what counts is how many records there are.

use futures_util::future::join_all;
use serde_json::{Value, json};
use specforce_emulator::{RequestRecord, Trouble};

use crate::org::Org;
use crate::soak::{Leaves, makers};

/// What leaves it open whether a request was carried out, and whether it was.
const OPEN: [(&str, u64); 11] = [
    ("500", 0),
    ("500,done", 1),
    ("502", 0),
    ("502,done", 1),
    ("504", 0),
    ("504,done", 1),
    ("504,done,retry-after=1", 1),
    ("reset,when=before", 0),
    ("reset,when=during", 1),
    ("reset,when=after", 1),
    ("truncated-body", 1),
];

/// So does an answer that never comes.
const NEVER: [(&str, u64); 2] = [("stalled-body", 1), ("slow,seconds=60", 1)];

/// A call that makes an account of this name, each time that it is sent.
struct Makes {
    account: String,
    function: &'static str,
    input: Value,
}

/// Every function that posts, and what else makes another account when it is sent again.
fn makes() -> Vec<Makes> {
    let functions = specforce::registry().functions.iter();
    let mut posting = functions.filter(|function| function.method == "POST");
    let mut calls = makers("Once");
    let is_there = posting.all(|posts| calls.iter().any(|call| call.name == posts.name));
    assert!(is_there, "a function posts that is not tried here");
    calls.retain(|call| specforce::registry().find(call.name).unwrap().method == "POST");
    let posts = calls.into_iter().map(|call| {
        let Leaves::Account(account, _) = call.leaves else {
            panic!("{} makes no account", call.name)
        };
        Makes {
            account,
            function: call.name,
            input: call.input,
        }
    });
    let upserts = ["Id", "id", "ID", "iD"].map(by_no_id);
    posts.chain([beside_a_read()]).chain(upserts).collect()
}

/// A composite that both reads and writes.
fn beside_a_read() -> Makes {
    let account = "Once beside a read".to_owned();
    let path = "/services/data/v66.0";
    let read = json!({ "method": "GET", "url": format!("{path}/limits"), "referenceId": "read" });
    let write = json!({
        "method": "POST", "url": format!("{path}/sobjects/Account"), "referenceId": "write",
        "body": { "Name": account },
    });
    Makes {
        account,
        function: "composite-request",
        input: json!({ "subrequests": [read, write] }),
    }
}

/// An upsert by an id that its record has not, however the field is spelt.
fn by_no_id(field: &str) -> Makes {
    let account = "Once by no id".to_owned();
    let record = json!({ "attributes": { "type": "Account" }, "Name": account });
    Makes {
        account,
        function: "upsert-sobject-collection",
        input: json!({ "sobject": "Account", "externalIdFieldName": field, "records": [record] }),
    }
}

#[tokio::test]
async fn it_is_sent_once() {
    let org = Org::start().await;
    for call in makes() {
        sent_once(&org, &call, &OPEN).await;
    }
}

#[tokio::test]
async fn so_is_one_whose_answer_never_comes() {
    let calls = makes();
    // Each waits for its own.
    let orgs = join_all(calls.iter().map(|_| Org::impatient())).await;
    let all = orgs.iter().zip(&calls);
    join_all(all.map(|(org, call)| sent_once(org, call, &NEVER))).await;
}

async fn sent_once(org: &Org, call: &Makes, rules: &[(&str, u64)]) {
    let mut there = org.named(&call.account).await;
    for (rule, created) in rules {
        org.meets(&[rule]);
        let requests = open(org, call.function, call.input.clone()).await;
        assert_eq!(requests.len(), 1, "{} {rule}", call.account);
        there += created;
        assert_eq!(
            org.named(&call.account).await,
            there,
            "{} {rule}",
            call.account
        );
    }
}

/// The answer to one record is not compressed, as it is short; that to many is.
#[tokio::test]
async fn neither_is_one_whose_compressed_answer_breaks_off() {
    let org = Org::start().await;
    let record = json!({ "attributes": { "type": "Account" }, "Name": "Once" });
    org.meets(&["truncated-gzip"]);
    let many = json!({ "records": vec![record; 40] });
    let requests = open(&org, "create-sobject-collection", many).await;
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].trouble, [Trouble::TruncatedGzip {}]);
    assert_eq!(org.named("Once").await, 40);
}

/// Calls a function of which it stays open whether it was carried out. Gives what it sent.
async fn open(org: &Org, name: &str, input: Value) -> Vec<RequestRecord> {
    let (done, requests) = org.seen(org.call(name, input)).await;
    let error = done.unwrap_err();
    let kinds = ["salesforce", "transport"];
    assert!(kinds.contains(&error.kind()), "{error:?}");
    let told = error.to_string();
    assert!(told.contains("may have carried it out"), "{told}");
    assert!(error.may_be_done());
    requests
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
