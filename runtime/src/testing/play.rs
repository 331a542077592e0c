use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

use crate::{Action, Client, Error, Exchange, Function, Outcome, RetryPolicy};

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
    let method = A::METHOD;
    let played = Played {
        name: A::NAME,
        method: method.as_str(),
        exchange,
    };
    played
        .run(async |client, input| {
            let input: A = serde_json::from_value(input).unwrap_or_else(|error| {
                panic!("{}: the input does not fit: {error}", A::NAME);
            });
            let output = call(client, &input).await?;
            Ok(serde_json::to_value(output)
                .unwrap_or_else(|error| panic!("{}: the output is no JSON: {error}", A::NAME)))
        })
        .await;
}

/// Plays every exchange of functions, such as those of a registry, as a program calls them: JSON in, JSON out.
///
/// # Panics
/// As [`play`].
pub async fn play_all(functions: &[Function]) {
    for function in functions {
        for exchange in function.exchanges {
            let played = Played {
                name: function.name,
                method: function.method,
                exchange,
            };
            played
                .run(async |client, input| function.call(client, input).await)
                .await;
        }
    }
}

/// An exchange, and the function whose it is.
struct Played<'a> {
    name: &'a str,
    method: &'a str,
    exchange: &'a Exchange,
}

impl Played<'_> {
    async fn run(&self, call: impl AsyncFnOnce(&Client, Value) -> Result<Value, Error>) {
        let server = MockServer::start().await;
        Mock::given(any())
            .respond_with(answer(self.exchange))
            .mount(&server)
            .await;
        let client = Client::builder(server.uri())
            .token(TOKEN)
            .retry(RetryPolicy::none())
            .build();
        let client = client.unwrap_or_else(|error| panic!("no client: {error}"));
        let input = self.parsed("the exchange's input", self.exchange.input);
        let outcome = call(&client, input).await;
        let requests = server.received_requests().await.unwrap_or_default();
        match requests.as_slice() {
            [request] => self.compare_request(request),
            other => panic!(
                "{}: sent {} requests instead of one; it gave {:?}",
                self.name,
                other.len(),
                json_of(outcome)
            ),
        }
        self.compare_outcome(outcome);
    }

    fn compare_request(&self, request: &Request) {
        let header = |name: &str| {
            let value = request.headers.get(name);
            value.and_then(|value| value.to_str().ok())
        };
        let url = &request.url;
        let path = url.query().map_or(url.path().to_owned(), |query| {
            format!("{}?{query}", url.path())
        });
        self.same("the method", &request.method.as_str(), &self.method);
        self.same("path and query", &path.as_str(), &self.exchange.path);
        self.same(
            "the authorization",
            &header("authorization"),
            &Some(format!("Bearer {TOKEN}").as_str()),
        );
        let body = (!request.body.is_empty()).then(|| {
            let body = std::str::from_utf8(&request.body).unwrap_or("bytes that are no text");
            self.parsed("the body that was sent", body)
        });
        let expected = self.exchange.body;
        let expected_body = expected.map(|body| self.parsed("the exchange's body", body));
        self.same("the body", &body, &expected_body);
        let content_type = expected.map(|_| "application/json");
        self.same("the content type", &header("content-type"), &content_type);
    }

    fn compare_outcome(&self, outcome: Result<Value, Error>) {
        match (self.exchange.outcome, outcome) {
            (Outcome::Output(json), Ok(output)) => {
                let expected = self.parsed("the exchange's output", json);
                self.same("the output", &output, &expected);
            }
            (Outcome::Error { kind, error_code }, Err(error)) => {
                let (got, expected) = ((error.kind(), error.error_code()), (kind, error_code));
                assert!(
                    got == expected,
                    "{}: the error is {got:?} instead of {expected:?}: {error}",
                    self.name
                );
            }
            (expected, outcome) => panic!(
                "{}: expected {expected:?}\n but it gave {:#}",
                self.name,
                json_of(outcome)
            ),
        }
    }

    fn same<T: PartialEq + Serialize>(&self, what: &str, got: &T, expected: &T) {
        assert!(
            got == expected,
            "{}: {what} is not that of the exchange with the input {}\n     got: {}\nexpected: {}",
            self.name,
            self.exchange.input,
            json!(got),
            json!(expected),
        );
    }

    fn parsed(&self, what: &str, json: &str) -> Value {
        serde_json::from_str(json)
            .unwrap_or_else(|error| panic!("{}: {what} is not JSON: {error}\n{json}", self.name))
    }
}

fn answer(exchange: &Exchange) -> ResponseTemplate {
    let template = ResponseTemplate::new(exchange.status);
    match exchange.answer {
        Some(json) => template.set_body_raw(json, "application/json;charset=UTF-8"),
        None => template,
    }
}

fn json_of(outcome: Result<Value, Error>) -> Value {
    outcome.unwrap_or_else(|error| error.to_json())
}
