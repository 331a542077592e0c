//! Each error code of `errors.yaml`, provoked by a request.

use reqwest::Method;
use serde::Deserialize;
use serde_json::Value;
use specforce_emulator::Emulator;

use crate::support;

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
    daily_limit: Option<u64>,
    status: u16,
    /// The whole body, where Salesforce documents it.
    answer: Option<Value>,
}

#[tokio::test]
async fn each_code_has_its_status_and_body() {
    let cases: Vec<Case> = serde_yaml::from_str(include_str!("errors.yaml")).unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        wrong.extend(tried(case).await);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What is wrong with the answer of a case.
async fn tried(case: &Case) -> Option<String> {
    let mut builder = Emulator::builder();
    if let Some(limit) = case.daily_limit {
        builder = builder.daily_limit(limit);
    }
    let org = support::start(builder).await;
    for first in &case.first {
        let (method, path) = parts(first);
        let answer = support::answer(org.request(method, &path)).await;
        assert!(answer.status < 300, "{first}: {answer:?}");
    }
    let (method, path) = parts(&case.request);
    let request = match &case.token {
        Some(token) => org.anonymous(method, &path).bearer_auth(token),
        None => org.request(method, &path),
    };
    let body = case.body.as_ref().map(Value::to_string);
    let body = body.or(case.text.clone()).unwrap_or_default();
    let answer = support::answer(request.body(body)).await;
    let whole = case.answer.as_ref();
    // One of several records or subrequests may be refused, within an answer that is none.
    let is_told = answer.text().contains(&format!("\"{}\"", case.code));
    let right = answer.status == case.status
        && is_told
        && whole.is_none_or(|expected| *expected == answer.json());
    (!right).then(|| {
        format!(
            "{} {}: {} {}",
            case.code,
            case.request,
            answer.status,
            answer.text()
        )
    })
}

fn parts(request: &str) -> (Method, String) {
    let (method, path) = request.split_once(' ').unwrap();
    (
        method.parse().unwrap(),
        format!("/services/data/v66.0{path}"),
    )
}
