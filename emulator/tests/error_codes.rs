//! Each error code of `errors.yaml`, provoked over HTTP.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod http;

use http::{Org, Sent};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    code: String,
    #[serde(default)]
    first: Vec<String>,
    request: String,
    body: Option<Value>,
    /// A body that is no JSON.
    text: Option<String>,
    token: Option<String>,
    daily_limit: Option<u32>,
    status: u16,
    /// The whole body, where Salesforce documents it.
    answer: Option<Value>,
}

#[tokio::test]
async fn each_code_has_its_status_and_body() {
    let cases: Vec<Case> = serde_yaml::from_str(include_str!("errors.yaml")).unwrap();
    for case in cases {
        let mut org = Org::with(|org| match case.daily_limit {
            Some(limit) => org.daily_limit(limit),
            None => org,
        })
        .await;
        for request in &case.first {
            let prepared = org.send(request, Sent::Nothing).await;
            assert!(prepared.status < 300, "{request}: {prepared:?}");
        }
        if let Some(token) = &case.token {
            org.token.clone_from(token);
        }
        let sent = match (&case.body, &case.text) {
            (Some(body), _) => Sent::Json(body),
            (None, Some(text)) => Sent::Text(text),
            (None, None) => Sent::Nothing,
        };
        let answer = org.send(&case.request, sent).await;
        let seen = (answer.status, answer.body[0]["errorCode"].as_str());
        assert_eq!(seen, (case.status, Some(case.code.as_str())), "{}: {answer:?}", case.request);
        if let Some(expected) = &case.answer {
            assert_eq!(answer.body, *expected, "{}", case.request);
        }
    }
}
