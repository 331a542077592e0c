//! Exchanges that are played, and what is told when they do not match.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use specforce_runtime::testing::play;
use specforce_runtime::{Exchange, Outcome};

use crate::calls::{CreateRecord, create_record};

static EXCHANGE: Exchange = Exchange {
    input: r#"{ "sObject": "Account", "record": { "Name": "Acme" } }"#,
    path: "/services/data/v66.0/sobjects/Account",
    body: Some(r#"{ "Name": "Acme" }"#),
    status: 201,
    answer: Some(r#"{ "id": "001", "success": true, "errors": [] }"#),
    outcome: Outcome::Output(r#"{ "id": "001", "success": true, "errors": [] }"#),
};

/// The message of the test that fails with this exchange.
async fn complaint(exchange: Exchange) -> String {
    let played = AssertUnwindSafe(play::<CreateRecord>(&exchange, create_record))
        .catch_unwind()
        .await;
    *played.unwrap_err().downcast::<String>().unwrap()
}

#[tokio::test]
async fn an_exchange_that_matches() {
    play(&EXCHANGE, create_record).await;
}

#[tokio::test]
async fn an_error_that_matches() {
    let outcome = Outcome::Error {
        kind: "salesforce",
        error_code: Some("NOT_FOUND"),
    };
    let answer = Some(r#"[{ "errorCode": "NOT_FOUND", "message": "no such object" }]"#);
    play(
        &Exchange {
            status: 404,
            answer,
            outcome,
            ..EXCHANGE
        },
        create_record,
    )
    .await;
}

#[tokio::test]
async fn what_does_not_match_is_told() {
    let message = complaint(Exchange {
        path: "/services/data/v66.0/sobjects/Other",
        ..EXCHANGE
    })
    .await;
    assert!(
        message.starts_with("create-record: path and query is not that of the exchange"),
        "{message}"
    );
    let message = complaint(Exchange {
        body: Some("{}"),
        ..EXCHANGE
    })
    .await;
    assert!(
        message.contains("the body is not that of the exchange") && message.contains("Acme"),
        "{message}"
    );
    let message = complaint(Exchange {
        body: None,
        ..EXCHANGE
    })
    .await;
    assert!(
        message.contains("the body is not that of the exchange"),
        "{message}"
    );
    let message = complaint(Exchange {
        outcome: Outcome::Output("{}"),
        ..EXCHANGE
    })
    .await;
    assert!(
        message.contains("the output is not that of the exchange"),
        "{message}"
    );
    let error = Outcome::Error {
        kind: "salesforce",
        error_code: None,
    };
    let message = complaint(Exchange {
        outcome: error,
        ..EXCHANGE
    })
    .await;
    assert!(
        message.contains("expected Error") && message.contains("001"),
        "{message}"
    );
    let message = complaint(Exchange {
        outcome: error,
        status: 500,
        answer: Some(r#"[{"errorCode":"X_Y"}]"#),
        ..EXCHANGE
    })
    .await;
    assert!(
        message.contains(r#"("salesforce", Some("X_Y"))"#),
        "{message}"
    );
    let message = complaint(Exchange {
        input: "{}",
        ..EXCHANGE
    })
    .await;
    assert!(message.contains("the input does not fit"), "{message}");
    let message = complaint(Exchange {
        input: r#"{ "sObject": "", "record": {} }"#,
        ..EXCHANGE
    })
    .await;
    assert!(
        message.contains("sent 0 requests instead of one"),
        "{message}"
    );
}
