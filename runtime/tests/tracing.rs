//! What is told while a call runs: enough to follow it, and nothing secret.
//!
//! It is alone in its program: a test on another thread, without a subscriber, could switch an event off for all.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use serde_json::json;
use specforce_runtime::{Client, Method};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::format::FmtSpan;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_call_tells_its_tries_and_no_secret() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let server = MockServer::start().await;
    let busy = ResponseTemplate::new(503).set_body_string("answer-secret");
    Mock::given(any())
        .respond_with(busy)
        .up_to_n_times(1)
        .mount(&server)
        .await;
    let fine = ResponseTemplate::new(200).set_body_json(json!({ "a": "answer-secret" }));
    Mock::given(any()).respond_with(fine).mount(&server).await;
    let client = Client::builder(server.uri())
        .token("token-secret")
        .sleeper(|_| std::future::ready(()))
        .build()
        .unwrap();
    let path = "/services/data/v66.0/composite?q=query-secret";
    client
        .request(Method::POST, path)
        .json(&json!({ "a": "body-secret" }))
        .send()
        .await
        .unwrap();
    drop(guard);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for expected in [
        r#"call{function="request" method=POST path="/services/data/v66.0/composite"}"#,
        "answered attempt=1 status=503 elapsed_ms=",
        "trying again delay_ms=",
        r#"reason="salesforce""#,
        "answered attempt=2 status=200",
    ] {
        assert!(log.contains(expected), "{expected}\n{log}");
    }
    assert!(!log.contains("secret"), "{log}");
}
