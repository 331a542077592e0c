use serde::de::DeserializeOwned;
use serde_json::Value;
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

use crate::{Action, Client, Error, Exchange, Outcome, RetryPolicy};

const TOKEN: &str = "token-of-the-test";

/// Calls a function against a server that gives the exchange's answer, and compares what arrived and what came out.
///
/// The client has the default API version and repeats nothing.
///
/// # Panics
/// With both sides, when the request, the output or the error is not the exchange's, or its JSON is none.
pub async fn play<A>(
    exchange: &Exchange,
    call: impl AsyncFnOnce(&Client, &A) -> Result<A::Output, Error>,
) where
    A: Action + DeserializeOwned,
{
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(answer(exchange))
        .mount(&server)
        .await;
    let client = Client::builder(server.uri())
        .token(TOKEN)
        .retry(RetryPolicy::none())
        .build();
    let client = client.unwrap_or_else(|error| panic!("no client: {error}"));
    let input: A = serde_json::from_str(exchange.input).unwrap_or_else(|error| {
        panic!(
            "{}: the input does not fit: {error}\n{}",
            A::NAME,
            exchange.input
        )
    });
    let outcome = call(&client, &input).await;
    let requests = server.received_requests().await.unwrap_or_default();
    match requests.as_slice() {
        [request] => compare_request::<A>(exchange, request),
        other => panic!(
            "{}: sent {} requests instead of one; it gave {:?}",
            A::NAME,
            other.len(),
            json_of::<A>(outcome)
        ),
    }
    compare_outcome::<A>(exchange.outcome, outcome);
}

fn answer(exchange: &Exchange) -> ResponseTemplate {
    let template = ResponseTemplate::new(exchange.status);
    match exchange.answer {
        Some(json) => template.set_body_raw(json, "application/json;charset=UTF-8"),
        None => template,
    }
}

fn compare_request<A: Action>(exchange: &Exchange, request: &Request) {
    let header = |name: &str| {
        request
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let path = request
        .url
        .query()
        .map_or(request.url.path().to_owned(), |query| {
            format!("{}?{query}", request.url.path())
        });
    same::<A, _>("the method", &request.method.as_str(), &A::METHOD.as_str());
    same::<A, _>("path and query", &path.as_str(), &exchange.path);
    same::<A, _>(
        "the authorization",
        &header("authorization"),
        &Some(format!("Bearer {TOKEN}").as_str()),
    );
    let body = (!request.body.is_empty()).then(|| {
        let body = std::str::from_utf8(&request.body).unwrap_or("bytes that are no text");
        parsed::<A>("the body that was sent", body)
    });
    same::<A, _>(
        "the body",
        &body,
        &exchange
            .body
            .map(|body| parsed::<A>("the exchange's body", body)),
    );
    let content_type = exchange.body.map(|_| "application/json");
    same::<A, _>("the content type", &header("content-type"), &content_type);
}

fn compare_outcome<A: Action>(expected: Outcome, outcome: Result<A::Output, Error>) {
    match (expected, outcome) {
        (Outcome::Output(json), Ok(output)) => {
            let expected = parsed::<A>("the exchange's output", json);
            same::<A, _>("the output", &json_of::<A>(Ok(output)), &expected);
        }
        (Outcome::Error { kind, error_code }, Err(error)) => {
            let (got, expected) = ((error.kind(), error.error_code()), (kind, error_code));
            assert!(
                got == expected,
                "{}: the error is {got:?} instead of {expected:?}: {error}",
                A::NAME
            );
        }
        (expected, outcome) => {
            panic!(
                "{}: expected {expected:?}\n but it gave {:#}",
                A::NAME,
                json_of::<A>(outcome)
            );
        }
    }
}

fn same<A: Action, T: PartialEq + std::fmt::Debug>(what: &str, got: &T, expected: &T) {
    assert!(
        got == expected,
        "{}: {what} is not the exchange's\n     got: {got:?}\nexpected: {expected:?}",
        A::NAME
    );
}

fn parsed<A: Action>(what: &str, json: &str) -> Value {
    serde_json::from_str(json)
        .unwrap_or_else(|error| panic!("{}: {what} is not JSON: {error}\n{json}", A::NAME))
}

fn json_of<A: Action>(outcome: Result<A::Output, Error>) -> Value {
    match outcome {
        Ok(output) => serde_json::to_value(output)
            .unwrap_or_else(|error| panic!("{}: the output is no JSON: {error}", A::NAME)),
        Err(error) => error.to_json(),
    }
}
