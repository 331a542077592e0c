//! A session that ends is renewed, once in a call.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::TryStreamExt as _;
use futures_util::future::join_all;
use serde_json::{Value, json};
use specforce_emulator::{Builder, Emulator, Seed};

use crate::login::Login;
use crate::org::Org;

async fn logged_in(org: Builder) -> Org {
    Org::with(org, |emulator, client| {
        client.token_provider(Login::new(emulator))
    })
    .await
}

#[tokio::test]
async fn a_call_goes_on_with_a_new_session() {
    let org = logged_in(Emulator::builder()).await;
    for (name, input) in [
        (
            "create-record",
            json!({ "sObject": "Account", "record": { "Name": "Once" } }),
        ),
        ("get-limits", json!({})),
        ("get-current-user", json!({})),
    ] {
        org.meets(&["expired-session"]);
        let (done, requests) = org.seen(org.call(name, input)).await;
        done.unwrap_or_else(|error| panic!("{name}: {error}"));
        let statuses: Vec<_> = requests.iter().map(|request| request.done).collect();
        assert_eq!(statuses, [false, true], "{name}");
        assert_eq!(org.naps().len(), 0, "{name}");
    }
    assert_eq!(org.named("Once").await, 1);
}

#[tokio::test]
async fn a_result_is_read_to_its_end_in_a_new_session() {
    let many = Emulator::builder().seed(Seed::Text("Account: 5000".to_owned()));
    let org = logged_in(many).await;
    org.meets(&["expired-session,path=/query/,after=1"]);
    let rows = org.client.query::<Value>("SELECT Id FROM Account");
    let (rows, requests) = org.seen(rows.try_collect::<Vec<_>>()).await;
    assert_eq!(rows.unwrap().len(), 5000);
    let statuses: Vec<_> = requests.iter().map(|request| request.status).collect();
    assert_eq!(statuses, [200, 200, 401, 200].map(Some));
}

#[tokio::test]
async fn calls_at_the_same_time_log_in_once() {
    let mut renewals = Arc::<AtomicUsize>::default();
    let org = Org::with(Emulator::builder(), |emulator, client| {
        let login = Login::new(emulator);
        renewals = login.renewals.clone();
        client.token_provider(login)
    })
    .await;
    org.meets(&["expired-session"]);
    let calls = (0..8).map(|_| org.create("Once"));
    let (done, requests) = org.seen(join_all(calls)).await;
    assert!(done.iter().all(Result::is_ok), "{done:?}");
    let count = |status| {
        let answered = requests.iter().map(|request| request.status);
        answered.filter(|it| *it == Some(status)).count()
    };
    // All have asked with the session that ends with the first of them.
    assert_eq!((count(401), count(201), requests.len()), (8, 8, 16));
    assert_eq!(renewals.load(Ordering::Relaxed), 1);
    assert_eq!(org.named("Once").await, 8);
}

#[tokio::test]
async fn a_session_that_ends_twice_in_a_call_ends_the_call() {
    let org = logged_in(Emulator::builder()).await;
    org.meets(&["expired-session,times=2"]);
    let (done, requests) = org.seen(org.create("Never")).await;
    assert_eq!(done.unwrap_err().kind(), "authentication");
    assert_eq!(requests.len(), 2);
    assert_eq!(org.named("Never").await, 0);
}

#[tokio::test]
async fn who_cannot_log_in_again_is_told() {
    let org = Org::start().await;
    org.meets(&["expired-session"]);
    for name in ["get-limits", "get-current-user"] {
        let (done, requests) = org.seen(org.call(name, json!({}))).await;
        assert_eq!(done.unwrap_err().kind(), "authentication", "{name}");
        assert_eq!(requests.len(), 1, "{name}");
    }
}
