//! A demo org, and plain HTTP to it.

#![allow(dead_code, reason = "each test uses its part")]

use reqwest::Method;
use serde_json::Value;
use specforce_emulator::{Builder, Clock, Emulator};

/// A demo org in which it is 2026-03-02T10:00:00Z, and stays.
pub(crate) struct Org {
    pub(crate) emulator: Emulator,
    pub(crate) token: String,
    client: reqwest::Client,
}

/// The body of a request.
pub(crate) enum Sent<'a> {
    Nothing,
    Json(&'a Value),
    Text(&'a str),
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: Value,
}

impl Org {
    pub(crate) async fn start() -> Self {
        Self::with(|org| org).await
    }

    pub(crate) async fn with(configure: impl FnOnce(Builder) -> Builder) -> Self {
        let clock = Clock::default();
        clock.set("2026-03-02T10:00:00Z".parse().unwrap());
        let emulator = configure(Emulator::builder().clock(clock)).start().await.unwrap();
        let token = emulator.token().expose().to_owned();
        Self { emulator, token, client: reqwest::Client::new() }
    }

    /// Sends `METHOD path`, below `/services/data/v66.0` unless the path begins with `/services`.
    pub(crate) async fn send(&self, request: &str, sent: Sent<'_>) -> Answer {
        let (method, path) = request.split_once(' ').unwrap();
        let base = if path.starts_with("/services") || path.starts_with("/emulator") { "" } else { "/services/data/v66.0" };
        let url = format!("{}{base}{path}", self.emulator.instance_url());
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let request = self.client.request(method, url).bearer_auth(&self.token);
        let request = match sent {
            Sent::Nothing => request,
            Sent::Json(body) => request.header("content-type", "application/json").body(body.to_string()),
            Sent::Text(text) => request.header("content-type", "application/json").body(text.to_owned()),
        };
        let answer = request.send().await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let text = answer.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Answer { status, headers, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let answer = self.send(&format!("GET {path}"), Sent::Nothing).await;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        answer.body
    }
}
