//! What is no answer is never taken for one.

use serde_json::{Value, json};
use specforce::runtime::error::TransportKind;
use specforce::runtime::{Error, RetryPolicy};
use specforce_emulator::Emulator;

use crate::org::{Org, met};

/// An org whose client repeats nothing.
async fn once() -> Org {
    Org::with(Emulator::builder(), |_, client| {
        client.retry(RetryPolicy::none())
    })
    .await
}

#[tokio::test]
async fn half_an_answer_is_a_lost_connection() {
    let org = once().await;
    for rule in ["truncated-body", "truncated-gzip", "reset,when=during"] {
        // Answers that are long enough to be compressed.
        for name in ["get-limits", "describe-global"] {
            org.meets(&[rule]);
            let (done, requests) = org.seen(org.call(name, json!({}))).await;
            let Err(Error::Transport(transport)) = &done else {
                panic!("{rule} {name}: {done:?}")
            };
            assert_eq!(transport.kind, TransportKind::Lost, "{rule} {name}");
            assert!(met(&requests[0], rule), "{rule} {name}: {requests:#?}");
        }
    }
}

#[tokio::test]
async fn a_page_for_people_is_no_answer() {
    let org = once().await;
    org.meets(&["maintenance,status=503", "maintenance,status=200"]);
    let refused = org.call("get-limits", json!({})).await.unwrap_err();
    let Error::Salesforce(refusal) = &refused else {
        panic!("{refused:?}")
    };
    assert_eq!(refusal.status, 503);
    assert!(
        refusal
            .text
            .as_ref()
            .unwrap()
            .contains("down for maintenance")
    );
    let odd = org.call("get-limits", json!({})).await.unwrap_err();
    let Error::UnexpectedAnswer(unexpected) = &odd else {
        panic!("{odd:?}")
    };
    assert!(unexpected.excerpt.contains("down for maintenance"));
}

#[tokio::test]
async fn neither_is_one_where_nothing_is_expected() {
    let org = once().await;
    let id = org.create("Here").await.unwrap();
    let changes = json!({ "sobject": "Account", "record_id": id, "fields": { "Name": "Changed" } });
    let record = json!({ "sobject": "Account", "recordId": id });
    for (name, input) in [("update-record", changes), ("delete-record", record)] {
        org.meets(&["maintenance,status=200"]);
        let done = org.call(name, input).await;
        assert!(done.is_err(), "{name}: {done:?}");
    }
    assert_eq!(org.named("Here").await, 1);
}

#[tokio::test]
async fn the_token_does_not_follow_an_org_that_has_moved() {
    let elsewhere = Emulator::start().await.unwrap();
    let org = Org::start().await;
    for status in [301, 302, 307, 308] {
        let rule = format!("moved,to={},status={status}", elsewhere.instance_url());
        for (name, input) in [
            ("get-limits", json!({})),
            ("get-current-user", json!({})),
            ("create-record", account("Elsewhere")),
        ] {
            org.meets(&[&rule]);
            let (done, requests) = org.seen(org.call(name, input)).await;
            let error = done.unwrap_err();
            assert_eq!(
                (error.kind(), error.status()),
                ("unexpected-answer", Some(status))
            );
            let told = error.to_string();
            assert!(told.contains(elsewhere.instance_url()), "{told}");
            assert_eq!(requests.len(), 1, "{name}");
        }
    }
    assert_eq!(elsewhere.requests(), []);
    assert_eq!(org.named("Elsewhere").await, 0);
}

#[tokio::test]
async fn within_the_org_a_get_follows_and_a_post_where_it_stays_one() {
    let org = Org::start().await;
    for (status, posts) in [(301, false), (302, false), (307, true), (308, true)] {
        let rule = format!("moved,to={},status={status}", org.emulator.instance_url());
        org.meets(&[&rule]);
        let (limits, requests) = org.seen(org.call("get-limits", json!({}))).await;
        limits.unwrap();
        assert_eq!(requests.len(), 2, "{status}");
        org.meets(&[&rule]);
        let name = format!("Moved by {status}");
        let created = org.seen(org.call("create-record", account(&name))).await;
        let (created, requests) = created;
        let sent = if posts { 2 } else { 1 };
        assert_eq!(
            (created.is_ok(), requests.len()),
            (posts, sent),
            "{created:?}"
        );
        assert!(requests.iter().all(|request| request.method == "POST"));
        assert_eq!(org.named(&name).await, u64::from(posts));
    }
}

fn account(name: &str) -> Value {
    json!({ "sObject": "Account", "record": { "Name": name } })
}
