use serde_json::json;
use wiremock::ResponseTemplate;

use crate::support::{answering, echo, path, requests, specforce};

const LIMITS: &str = "/services/data/v66.0/limits?a=b%20c";

#[tokio::test]
async fn sends_what_it_is_told() {
    let server = echo().await;
    for (method, sent) in [
        ("get", "GET"),
        ("POST", "POST"),
        ("Patch", "PATCH"),
        ("PUT", "PUT"),
        ("DELETE", "DELETE"),
    ] {
        let answer = specforce(&["request", method, LIMITS])
            .org(&server.uri())
            .run()
            .json();
        assert_eq!(
            answer,
            json!({ "method": sent, "path": LIMITS, "body": null })
        );
    }
}

#[tokio::test]
async fn sends_a_body_from_wherever_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("body.json");
    std::fs::write(&file, r#"{"a":[1]}"#).unwrap();
    let server = echo().await;
    for body in [r#"{"a":[1]}"#, "-", &format!("@{}", file.display())] {
        let arguments = ["request", "POST", LIMITS, "--body", body];
        let answer = specforce(&arguments)
            .org(&server.uri())
            .stdin(r#"{"a":[1]}"#)
            .run()
            .json();
        assert_eq!(answer["body"], json!({ "a": [1] }), "{body}");
    }
}

#[tokio::test]
async fn an_empty_answer_prints_nothing() {
    let server = answering(ResponseTemplate::new(204)).await;
    let run = specforce(&["request", "DELETE", LIMITS])
        .org(&server.uri())
        .run();
    assert_eq!(
        (run.status, run.stdout.as_str(), run.stderr.as_str()),
        (0, "", "")
    );
    assert_eq!(path(&requests(&server).await[0]), LIMITS);
}

#[tokio::test]
async fn what_is_no_json_is_printed_as_it_is() {
    let server =
        answering(ResponseTemplate::new(200).set_body_raw("Id,Name\n1,Acme", "text/csv")).await;
    let run = specforce(&["request", "GET", LIMITS])
        .org(&server.uri())
        .run();
    assert_eq!((run.status, run.stdout.as_str()), (0, "Id,Name\n1,Acme"));
}

#[tokio::test]
async fn refuses_what_leads_elsewhere() {
    let server = echo().await;
    for path in [
        "//evil.example/x",
        "https://evil.example/services/data",
        "/services/../x",
        "/secur/frontdoor.jsp",
        "",
    ] {
        let run = specforce(&["request", "GET", path])
            .org(&server.uri())
            .run();
        assert_eq!(run.status, 2, "{path}: {run:?}");
        // Not as a property of an input, which it is not.
        assert!(!run.stderr.contains("/path:"), "{path}: {run:?}");
    }
    assert_eq!(
        specforce(&["request", "BREW", LIMITS])
            .org(&server.uri())
            .run()
            .status,
        2
    );
    assert_eq!(requests(&server).await.len(), 0);
}
