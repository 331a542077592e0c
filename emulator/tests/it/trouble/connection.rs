use std::io::Read as _;
use std::time::{Duration, Instant};

use flate2::read::GzDecoder;
use serde_json::json;
use specforce_emulator::{Trouble, When};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;

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
async fn an_answer_that_is_not_compressed_breaks_off_as_it_is() {
    let org = empty().await;
    org.trouble(&json!("truncated-gzip")).await;
    let create = format!("POST {ACCOUNTS}");
    let stream = org.sent(&create, NAMED, "Accept-Encoding: gzip\r\n").await;
    let raw = Raw::read(stream).await;
    assert!(!raw.head.contains("Content-Encoding"), "{raw:?}");
    assert_eq!(raw.body.len(), raw.length() / 2);
    let met = &org.emulator.requests()[0].trouble;
    assert_eq!(*met, [Trouble::TruncatedBody {}]);
}

#[tokio::test]
async fn what_is_asked_by_head_has_no_body_to_break_off() {
    let org = empty().await;
    let gzip = "Accept-Encoding: gzip\r\n";
    for (rule, end) in [
        ("truncated-body", RawEnd::Closed),
        ("truncated-gzip", RawEnd::Closed),
        ("reset,when=during", RawEnd::Reset),
    ] {
        org.trouble(&json!(format!("{rule},method=HEAD"))).await;
        let head = format!("HEAD {VERSION}/limits");
        let raw = Raw::read(org.sent(&head, "", gzip).await).await;
        assert_eq!((raw.head.as_str(), raw.end), ("", end), "{rule}");
    }
    org.trouble(&json!("stalled-body,method=HEAD")).await;
    let mut stream = org.sent(&format!("HEAD {VERSION}"), "", "").await;
    done(&org, 4).await;
    assert!(is_silent(&mut stream).await);
    let requests = org.emulator.requests();
    assert!(requests.iter().all(|request| request.status.is_none()));
}

/// Whether nothing comes, as far as a test can wait for it.
async fn is_silent(stream: &mut TcpStream) -> bool {
    let wait = Duration::from_millis(50);
    tokio::time::timeout(wait, stream.read_u8()).await.is_err()
}

#[tokio::test]
async fn an_answer_may_stop_half_way() {
    let org = empty().await;
    org.trouble(&json!("stalled-body,method=GET")).await;
    let mut stream = org.sent(&format!("GET {VERSION}"), "", "").await;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap();
    let length = Raw {
        head,
        body: Vec::new(),
        end: RawEnd::Closed,
    }
    .length();
    let mut half = vec![0; length / 2];
    stream.read_exact(&mut half).await.unwrap();
    assert!(is_silent(&mut stream).await);
    // Nobody else waits.
    assert_eq!(org.get(VERSION).await.status, 200);
}

/// Until the org has answered so many requests.
async fn done(org: &Org, requests: usize) {
    while org.emulator.requests().len() < requests {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_slow_org_keeps_nobody_else_waiting() {
    let org = empty().await;
    org.trouble(&json!("slow,seconds=0.3,method=POST")).await;
    let begun = Instant::now();
    let late = async {
        org.create("Late").await;
        begun.elapsed()
    };
    let early = async {
        done(&org, 1).await;
        let count = org.count("Account").await;
        (count, begun.elapsed())
    };
    let (late, (count, early)) = tokio::join!(late, early);
    assert_eq!(count, 1);
    assert!(
        late >= Duration::from_millis(300) && early < late,
        "{early:?} {late:?}"
    );
}
