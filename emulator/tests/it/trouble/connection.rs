use std::io::Read as _;
use std::time::Duration;

use flate2::read::GzDecoder;
use serde_json::json;
use specforce_emulator::{Trouble, When};
use tokio::io::AsyncReadExt as _;

use super::support::{ACCOUNTS, Raw, RawEnd, VERSION};
use crate::support::{Org, empty};

const NAMED: &str = r#"{"Name":"Acme"}"#;

#[tokio::test]
async fn a_connection_is_reset_before_during_and_after_the_work() {
    let org = empty().await;
    let create = format!("POST {ACCOUNTS}");
    for (when, created) in [(When::Before, 0), (When::During, 1), (When::After, 2)] {
        org.emulator.trouble(Trouble::Reset { when }).unwrap();
        let raw = org.raw(&create, NAMED).await;
        assert_eq!(raw.end, RawEnd::Reset, "{raw:?}");
        assert_eq!(org.count("Account").await, created, "{when:?}");
        if when == When::During {
            assert!(raw.head.starts_with("HTTP/1.1 201"), "{raw:?}");
            assert!((1..raw.length()).contains(&raw.body.len()), "{raw:?}");
        } else {
            assert_eq!(raw.head, "");
        }
    }
}

#[tokio::test]
async fn an_answer_may_be_shorter_than_it_says() {
    let org = empty().await;
    org.trouble(&json!("truncated-body")).await;
    let raw = org.raw(&format!("POST {ACCOUNTS}"), NAMED).await;
    assert_eq!(raw.end, RawEnd::Closed);
    assert_eq!(raw.body.len(), raw.length() / 2);
    assert_eq!(org.count("Account").await, 1);
}

#[tokio::test]
async fn an_answer_without_a_body_is_not_sent_at_all() {
    let org = empty().await;
    for (trouble, end) in [
        (Trouble::TruncatedBody {}, RawEnd::Closed),
        (Trouble::Reset { when: When::During }, RawEnd::Reset),
    ] {
        let id = org.create("Gone").await.json()["id"].clone();
        org.emulator.trouble(trouble).unwrap();
        let delete = format!("DELETE {ACCOUNTS}/{}", id.as_str().unwrap());
        let raw = org.raw(&delete, "").await;
        assert_eq!((raw.head.as_str(), raw.end), ("", end));
    }
    assert_eq!(org.count("Account").await, 0);
}

#[tokio::test]
async fn a_compressed_answer_may_end_amid_its_data() {
    let org = empty().await;
    org.trouble(&json!("truncated-gzip")).await;
    let request = format!("GET {VERSION}/limits");
    let stream = org.sent(&request, "", "Accept-Encoding: gzip\r\n").await;
    let raw = Raw::read(stream).await;
    assert!(raw.head.contains("Content-Encoding: gzip"), "{raw:?}");
    assert_eq!((raw.length(), raw.end), (raw.body.len(), RawEnd::Closed));
    let mut text = Vec::new();
    GzDecoder::new(&*raw.body)
        .read_to_end(&mut text)
        .unwrap_err();
}

#[tokio::test]
async fn an_answer_may_stop_half_way() {
    let org = empty().await;
    org.trouble(&json!("stalled-body,method=GET")).await;
    let mut stream = org.sent(&format!("GET {VERSION}"), "", "").await;
    let mut got = vec![0; 64];
    stream.read_exact(&mut got).await.unwrap();
    let rest = tokio::time::timeout(Duration::from_millis(50), stream.read_to_end(&mut got)).await;
    assert!(rest.is_err(), "{rest:?}");
    // Nobody else waits.
    assert_eq!(org.get(VERSION).await.status, 200);
}

/// Until the org has done something.
async fn done(org: &Org) {
    while org.emulator.requests().is_empty() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_slow_org_keeps_nobody_else_waiting() {
    let org = empty().await;
    org.trouble(&json!("slow,seconds=3600,method=POST")).await;
    let body = json!({ "Name": "Late" });
    let create = org.post(ACCOUNTS, &body);
    tokio::select! {
        early = create => panic!("{early:?}"),
        () = done(&org) => {}
    }
    assert_eq!(org.count("Account").await, 1);
    org.trouble(&json!("slow,seconds=0.001")).await;
    assert_eq!(org.get(VERSION).await.status, 200);
}
