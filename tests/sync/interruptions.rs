//! Whatever ends a run, the next one goes on, and no row is lost or doubled.

use std::sync::Arc;

use serde_json::json;
use specforce::runtime::sync::destination::DestinationError;
use specforce::runtime::sync::{Budget, Options, Stop, SyncError};

use specforce_emulator::{Emulator, Rule, Seed, Trouble, When};

use crate::options::until;
use crate::org::{Org, rows};

fn at_most(requests: u64) -> Options {
    Options {
        budget: Arc::new(Budget::of(requests)),
        ..Options::default()
    }
}

#[tokio::test]
async fn a_budget_ends_a_run_and_the_next_goes_on() {
    let org = Org::empty().await;
    org.accounts(6_200).await;
    org.wait(6);
    for to in [org.ndjson(), org.sqlite()] {
        let (mut upserted, mut runs) = (0, 0);
        loop {
            let ran = org.run("accounts", &json!({}), &to, &at_most(5)).await;
            upserted += ran.report.map_or(0, |report| report.upserted);
            runs += 1;
            match ran.result {
                Ok(()) => break,
                Err(error) => assert!(
                    matches!(error, SyncError::Budget { most: 5, .. }),
                    "{error}"
                ),
            }
            assert!(runs < 20, "it goes on for ever");
        }
        assert_eq!(upserted, 6_200);
    }
    let lines = org.lines("Account");
    assert_eq!((lines.len(), rows(&lines).len()), (6_200, 6_200));
}

#[tokio::test]
async fn a_run_that_is_stopped_ends_after_its_page() {
    let org = Org::empty().await;
    org.accounts(4_200).await;
    org.wait(6);
    let to = org.ndjson();
    let options = until(|report| report.upserted > 0);
    let report = org
        .run("accounts", &json!({}), &to, &options)
        .await
        .report
        .unwrap();
    assert_eq!((report.complete, report.upserted), (false, 2_000));
    assert_eq!(org.sync("accounts", &to).await.upserted, 2_200);
}

#[tokio::test]
async fn a_query_that_salesforce_has_forgotten_is_asked_anew() {
    let org = Org::empty().await;
    org.accounts(4_200).await;
    org.wait(6);
    let emulator = Arc::clone(&org.emulator);
    let options = Options {
        progress: Arc::new(move |_| emulator.expire_locators()),
        ..Options::default()
    };
    let to = org.ndjson();
    let ran = org.run("accounts", &json!({}), &to, &options).await;
    ran.result.unwrap();
    let lines = org.lines("Account");
    assert_eq!((lines.len(), rows(&lines).len()), (4_200, 4_200));
}

/// The answer to a request, for which the thread waits.
fn sent(url: &str, token: &str, request: &str, body: &str) -> String {
    use std::io::{Read as _, Write as _};
    let address = url.trim_start_matches("http://");
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    let request = format!(
        "{request} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[tokio::test]
async fn one_sync_does_not_write_twice_at_the_same_time() {
    let org = Org::demo().await;
    for to in [org.ndjson(), org.sqlite()] {
        let (input, options) = (json!({}), Options::default());
        let run = || org.run("accounts", &input, &to, &options);
        let (one, other) = tokio::join!(run(), run());
        let failed: Vec<SyncError> = [one.result, other.result]
            .into_iter()
            .filter_map(Result::err)
            .collect();
        let [SyncError::Destination(DestinationError::Locked { .. })] = &failed[..] else {
            panic!("{failed:?}")
        };
    }
}

#[tokio::test]
async fn a_session_that_ends_in_the_middle_ends_the_run_and_the_next_goes_on() {
    let org = Org::empty().await;
    org.accounts(4_200).await;
    org.wait(6);
    let to = org.ndjson();
    org.emulator
        .trouble(Rule::new(Trouble::ExpiredSession {}).path("/query/"))
        .unwrap();
    let ran = org
        .run("accounts", &json!({}), &to, &Options::default())
        .await;
    let Err(SyncError::Call(error)) = &ran.result else {
        panic!("{:?}", ran.result)
    };
    assert_eq!(error.kind(), "authentication");
    assert_eq!(ran.report.unwrap().upserted, 2_000);
    let org = org.with_new_session();
    assert_eq!(org.sync("accounts", &to).await.upserted, 2_200);
}

#[tokio::test]
async fn a_session_that_is_renewed_in_the_middle_is_not_noticed() {
    let org = Org::empty().await.with_renewed_sessions();
    org.accounts(4_200).await;
    org.wait(6);
    org.emulator
        .trouble(Rule::new(Trouble::ExpiredSession {}).path("/query/"))
        .unwrap();
    assert_eq!(org.sync("accounts", &org.ndjson()).await.upserted, 4_200);
    let lines = org.lines("Account");
    assert_eq!((lines.len(), rows(&lines).len()), (4_200, 4_200));
}

#[tokio::test]
async fn under_every_trouble_at_once_each_row_comes_once() {
    for seed in 1..=5 {
        let org = Org::start(Emulator::builder().seed(Seed::Empty).trouble_seed(seed)).await;
        org.accounts(4_200).await;
        org.wait(6);
        for trouble in [
            Trouble::status(503),
            Trouble::status(500),
            Trouble::Reset { when: When::Before },
            Trouble::Reset { when: When::During },
            Trouble::TruncatedBody {},
            Trouble::TruncatedGzip {},
            Trouble::ConcurrentLimit {},
            Trouble::Maintenance { status: 200 },
        ] {
            org.emulator
                .trouble(Rule::new(trouble).path("/services/data").rate(0.06))
                .unwrap();
        }
        for to in [org.ndjson(), org.sqlite()] {
            let mut upserted = 0;
            for _ in 0..200 {
                let ran = org
                    .run("accounts", &json!({}), &to, &Options::default())
                    .await;
                upserted += ran.report.map_or(0, |report| report.upserted);
                if ran.result.is_ok() {
                    break;
                }
            }
            assert_eq!(upserted, 4_200, "seed {seed}");
        }
        let lines = org.lines("Account");
        assert_eq!(
            (lines.len(), rows(&lines).len()),
            (4_200, 4_200),
            "seed {seed}"
        );
    }
}

#[tokio::test]
async fn a_run_that_is_stopped_before_it_begins_does_nothing() {
    let org = Org::demo().await;
    let stop = Stop::default();
    stop.stop();
    let options = Options {
        stop,
        ..Options::default()
    };
    let ran = org
        .run("accounts", &json!({}), &org.ndjson(), &options)
        .await;
    assert!(ran.report.is_none() && ran.result.is_ok());
    assert!(!org.path("ndjson").exists());
}

#[tokio::test]
async fn a_row_that_is_changed_while_pages_are_read_comes_once_and_hides_no_other() {
    let org = Org::empty().await;
    org.accounts(4_200).await;
    org.wait(6);
    let last = org.newest("Account").await;
    let to = org.ndjson();
    let change = format!("PATCH /services/data/v66.0/sobjects/Account/{last}");
    let (url, token) = org.address();
    let once = std::sync::Once::new();
    let options = Options {
        progress: Arc::new(move |progress| {
            if progress.report.upserted > 0 {
                once.call_once(|| {
                    let answer = sent(&url, &token, &change, r#"{"Phone":"1"}"#);
                    assert!(answer.contains(" 204 "), "{answer}");
                });
            }
        }),
        ..Options::default()
    };
    org.run("accounts", &json!({}), &to, &options)
        .await
        .result
        .unwrap();
    org.create("Account", json!({ "Name": "After" })).await;
    org.wait(6);
    org.sync("accounts", &to).await;
    let lines = org.lines("Account");
    assert_eq!((lines.len(), rows(&lines).len()), (4_201, 4_201));
}

#[tokio::test]
async fn each_request_counts_as_it_is_sent_also_when_it_is_a_repeat_or_comes_to_nothing() {
    let org = Org::demo().await;
    let after_the_first = Rule::new(Trouble::status(503)).path("/query").after(1);
    org.emulator.trouble(after_the_first.times(9)).unwrap();
    let options = at_most(100);
    let ran = org
        .run("accounts", &json!({}), &org.ndjson(), &options)
        .await;
    assert!(matches!(ran.result, Err(SyncError::Call(_))));
    let (sent, report) = (org.emulator.requests().len() as u64, ran.report.unwrap());
    assert_eq!((options.budget.used(), report.requests), (sent, sent));
    assert_eq!(report.retries, 4);
}
