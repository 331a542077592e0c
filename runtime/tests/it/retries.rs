//! What is repeated, how often and after which waits.

use std::time::{Duration, SystemTime};

use serde_json::json;
use specforce_runtime::error::{Limit, TransportKind};
use specforce_runtime::{Error, Method, RetryPolicy};
use wiremock::ResponseTemplate;

use crate::support::{arrived, builder, client, ok, refusal, script, send, status};

const REPEATABLE: [Method; 4] = [Method::GET, Method::PUT, Method::DELETE, Method::PATCH];

/// What Salesforce answers when it has surely done nothing.
fn undone() -> Vec<ResponseTemplate> {
    vec![
        status(503),
        status(429),
        refusal(
            400,
            "UNABLE_TO_LOCK_ROW",
            "unable to obtain exclusive access to this record",
        ),
        refusal(
            500,
            "UNABLE_TO_LOCK_ROW",
            "unable to obtain exclusive access to this record",
        ),
        refusal(500, "SERVER_UNAVAILABLE", "server busy"),
        refusal(
            403,
            "REQUEST_LIMIT_EXCEEDED",
            "ConcurrentRequests (Concurrent API Requests) Limit exceeded.",
        ),
        refusal(
            403,
            "REQUEST_LIMIT_EXCEEDED",
            "ConcurrentPerOrgLongTxn Limit exceeded.",
        ),
    ]
}

#[tokio::test]
async fn every_method_is_repeated_when_nothing_was_done() {
    for method in REPEATABLE.into_iter().chain([Method::POST]) {
        for failure in undone() {
            let server = script([failure, ok(&json!({}))]).await;
            let (client, naps) = client(&server.uri());
            send(&client, method.clone()).await.unwrap();
            assert_eq!((arrived(&server).await, naps.count()), (2, 1), "{method}");
        }
    }
}

#[tokio::test]
async fn only_repeatable_methods_are_repeated_after_500_502_504() {
    for code in [500, 502, 504] {
        for method in REPEATABLE {
            let server = script([status(code), ok(&json!({}))]).await;
            send(&client(&server.uri()).0, method).await.unwrap();
            assert_eq!(arrived(&server).await, 2);
        }
        let server = script([status(code), ok(&json!({}))]).await;
        let (client, naps) = client(&server.uri());
        let error = send(&client, Method::POST).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), ("salesforce", Some(code)));
        assert_eq!((arrived(&server).await, naps.count()), (1, 0));
    }
}

#[tokio::test]
async fn what_would_fail_again_is_not_repeated() {
    for failure in [
        refusal(404, "NOT_FOUND", "no such resource"),
        refusal(400, "MALFORMED_QUERY", "no"),
        status(403),
    ] {
        let server = script([failure]).await;
        send(&client(&server.uri()).0, Method::GET)
            .await
            .unwrap_err();
        assert_eq!(arrived(&server).await, 1);
    }
}

#[tokio::test]
async fn the_waits_are_random_below_a_doubling_ceiling() {
    let server = script([status(503)]).await;
    let (builder, naps) = builder(&server.uri());
    let policy = RetryPolicy::new()
        .max_retries(5)
        .base_delay(Duration::from_millis(100))
        .max_delay(Duration::from_millis(250));
    send(&builder.retry(policy).build().unwrap(), Method::GET)
        .await
        .unwrap_err();
    let ceilings = [100, 200, 250, 250, 250].map(Duration::from_millis);
    assert_eq!(naps.count(), 5);
    assert!(
        naps.taken()
            .iter()
            .zip(ceilings)
            .all(|(nap, ceiling)| *nap < ceiling),
        "{:?}",
        naps.taken()
    );
}

#[tokio::test]
async fn four_repeats_unless_told() {
    let server = script([status(503)]).await;
    let (client, naps) = client(&server.uri());
    let error = send(&client, Method::GET).await.unwrap_err();
    assert_eq!(
        (error.status(), arrived(&server).await, naps.count()),
        (Some(503), 5, 4)
    );
}

#[tokio::test]
async fn none_repeats_nothing() {
    let server = script([status(503)]).await;
    send(&crate::support::once(&server.uri()), Method::GET)
        .await
        .unwrap_err();
    assert_eq!(arrived(&server).await, 1);
}

#[tokio::test]
async fn retry_after_in_seconds_is_obeyed() {
    let server = script([
        status(503).insert_header("retry-after", "7"),
        ok(&json!({})),
    ])
    .await;
    let (client, naps) = client(&server.uri());
    send(&client, Method::POST).await.unwrap();
    assert_eq!(naps.taken(), [Duration::from_secs(7)]);
}

#[tokio::test]
async fn retry_after_as_a_date_is_obeyed() {
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(20));
    let server = script([
        status(429).insert_header("retry-after", date.as_str()),
        ok(&json!({})),
    ])
    .await;
    let (client, naps) = client(&server.uri());
    send(&client, Method::GET).await.unwrap();
    // A date has whole seconds, and some time has gone by.
    let [nap] = naps.taken()[..] else {
        panic!("{:?}", naps.taken())
    };
    assert!(
        (Duration::from_secs(10)..=Duration::from_secs(20)).contains(&nap),
        "{nap:?}"
    );
}

#[tokio::test]
async fn retry_after_in_the_past_waits_as_planned() {
    let server = script([
        status(429).insert_header("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT"),
        ok(&json!({})),
    ])
    .await;
    let (client, naps) = client(&server.uri());
    send(&client, Method::GET).await.unwrap();
    assert_eq!(naps.taken().len(), 1);
    assert!(naps.taken()[0] <= Duration::from_millis(500));
}

#[tokio::test]
async fn retry_after_beyond_the_budget_ends_the_call_at_once() {
    for (code, kind) in [(429, "rate-limit"), (503, "salesforce")] {
        let server = script([status(code).insert_header("retry-after", "61")]).await;
        let (client, naps) = client(&server.uri());
        let error = send(&client, Method::GET).await.unwrap_err();
        assert_eq!(error.kind(), kind);
        assert_eq!(
            error.refusal().unwrap().retry_after,
            Some(Duration::from_secs(61))
        );
        assert_eq!(error.to_json()["retryAfter"], 61);
        assert_eq!((arrived(&server).await, naps.count()), (1, 0));
    }
}

#[tokio::test]
async fn the_budget_is_for_all_waits_together() {
    let server = script([status(503).insert_header("retry-after", "25")]).await;
    let (client, naps) = client(&server.uri());
    send(&client, Method::GET).await.unwrap_err();
    assert_eq!(naps.taken(), [Duration::from_secs(25); 2]);
}

#[tokio::test]
async fn a_wait_that_outlasts_the_call_is_not_begun() {
    let server = script([status(503).insert_header("retry-after", "30")]).await;
    let (builder, naps) = builder(&server.uri());
    let client = builder.timeout(Duration::from_secs(29)).build().unwrap();
    let error = send(&client, Method::GET).await.unwrap_err();
    assert_eq!((error.status(), naps.count()), (Some(503), 0));
}

#[tokio::test]
async fn the_daily_limit_ends_the_call_at_once() {
    let server = script([refusal(
        403,
        "REQUEST_LIMIT_EXCEEDED",
        "TotalRequests Limit exceeded.",
    )])
    .await;
    let (client, naps) = client(&server.uri());
    let error = send(&client, Method::GET).await.unwrap_err();
    let Error::RateLimit(limit) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (limit.limit, error.error_code()),
        (Limit::Daily, Some("REQUEST_LIMIT_EXCEEDED"))
    );
    assert_eq!((arrived(&server).await, naps.count()), (1, 0));
}

#[tokio::test]
async fn the_concurrent_limit_is_told_when_no_repeat_helps() {
    let server = script([status(429).insert_header("retry-after", "3")]).await;
    let (client, naps) = client(&server.uri());
    let error = send(&client, Method::POST).await.unwrap_err();
    let Error::RateLimit(limit) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (limit.limit, limit.retry_after()),
        (Limit::Concurrent, Some(Duration::from_secs(3)))
    );
    assert_eq!((arrived(&server).await, naps.count()), (5, 4));
}

#[tokio::test]
async fn a_whole_call_has_its_time() {
    let server = script([status(503).insert_header("retry-after", "0")]).await;
    let (builder, _) = builder(&server.uri());
    // Waiting itself takes too long here: the sleeper never comes back.
    let builder = builder
        .timeout(Duration::from_millis(50))
        .retry(RetryPolicy::new().base_delay(Duration::from_millis(1)))
        .sleeper(|_| std::future::pending());
    let error = send(&builder.build().unwrap(), Method::GET)
        .await
        .unwrap_err();
    let Error::Transport(transport) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(transport.kind, TransportKind::TimedOut);
}

#[tokio::test]
async fn a_post_that_may_be_done_is_told_so() {
    let server = script([status(502)]).await;
    let (client, _) = client(&server.uri());
    let error = send(&client, Method::POST).await.unwrap_err().to_string();
    assert!(error.contains("may have carried it out"), "{error}");
    assert_eq!(arrived(&server).await, 1);
}
