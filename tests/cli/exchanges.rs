//! Every exchange of every function, through `specforce call`.

use serde_json::Value;
use specforce::functions;
use specforce_runtime::{Exchange, Function, Outcome};
use wiremock::ResponseTemplate;

use crate::support::{Run, answering, path, requests, specforce};

#[tokio::test]
async fn each_function_gives_what_its_exchanges_say() {
    for function in functions() {
        assert!(
            function.exchanges.len() >= 2,
            "{} needs an output and an error",
            function.name
        );
        for exchange in function.exchanges {
            play(function, exchange).await;
        }
    }
}

async fn play(function: &Function, exchange: &Exchange) {
    let server = answering(answer(exchange)).await;
    let arguments = [
        "--error-format",
        "json",
        "call",
        function.name,
        "--input",
        "-",
    ];
    let run = specforce(&arguments)
        .org(&server.uri())
        .stdin(exchange.input)
        .run();
    let case = format!("{} {}\n{run:?}", function.name, exchange.input);

    let sent = requests(&server).await;
    let first = sent
        .first()
        .unwrap_or_else(|| panic!("nothing was sent: {case}"));
    assert_eq!(first.method.as_str(), function.method, "{case}");
    assert_eq!(path(first), exchange.path, "{case}");
    assert_eq!(
        json(&first.body),
        exchange
            .body
            .map(|body| serde_json::from_str(body).unwrap()),
        "{case}"
    );
    compare(&run, exchange.outcome, &case);
}

fn answer(exchange: &Exchange) -> ResponseTemplate {
    let answer = ResponseTemplate::new(exchange.status);
    match exchange.answer {
        Some(body) => answer.set_body_raw(body, "application/json"),
        None => answer,
    }
}

fn compare(run: &Run, outcome: Outcome, case: &str) {
    match outcome {
        Outcome::Output(output) => {
            assert_eq!(run.status, 0, "{case}");
            // Byte for byte, so that the order of properties counts too.
            let output: Value = serde_json::from_str(output).unwrap();
            assert_eq!(run.stdout.trim_end(), output.to_string(), "{case}");
            assert_eq!(run.stderr, "", "{case}");
        }
        Outcome::Error { kind, error_code } => {
            assert_eq!(run.status, status_of(kind), "{case}");
            assert_eq!(run.error()["kind"], kind, "{case}");
            assert_eq!(run.error()["errorCode"].as_str(), error_code, "{case}");
        }
    }
}

fn status_of(kind: &str) -> i32 {
    match kind {
        "authentication" => 3,
        "rate-limit" => 5,
        _ => 1,
    }
}

fn json(body: &[u8]) -> Option<Value> {
    (!body.is_empty()).then(|| serde_json::from_slice(body).unwrap())
}
