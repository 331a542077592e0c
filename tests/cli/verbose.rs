use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, ResponseTemplate};

use crate::support::{org, specforce};

#[tokio::test]
async fn shows_each_request() {
    let server = org(200, &json!({})).await;
    let run = specforce(&["-v", "call", "get-limits"])
        .org(&server.uri())
        .run();
    assert_eq!(run.json(), json!({}));
    let lines: Vec<_> = run.stderr.lines().collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].starts_with("GET /services/data/v66.0/limits: 200 in ")
            && lines[0].ends_with(" ms"),
        "{lines:?}"
    );
}

#[tokio::test]
async fn shows_each_retry() {
    let server = org(200, &json!({})).await;
    let busy = json!([{ "errorCode": "SERVER_UNAVAILABLE", "message": "Busy" }]);
    let busy = ResponseTemplate::new(503).set_body_json(busy);
    Mock::given(any())
        .respond_with(busy)
        .up_to_n_times(1)
        .with_priority(1)
        .mount(&server)
        .await;
    let run = specforce(&["call", "get-limits", "-v"])
        .org(&server.uri())
        .run();
    let lines: Vec<_> = run.stderr.lines().collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[0].contains(": 503 in "), "{lines:?}");
    assert!(
        lines[1].contains(": trying again in ") && lines[1].contains("SERVER_UNAVAILABLE"),
        "{lines:?}"
    );
    assert!(lines[2].contains(": 200 in "), "{lines:?}");
}

#[tokio::test]
async fn shows_more_when_asked_for_more() {
    let server = org(200, &json!({ "secret": "of the org" })).await;
    let arguments = [
        "-vv",
        "call",
        "get-record",
        "--sobject",
        "Account",
        "--record-id",
        "1",
        "--fields",
        "Secret__c",
    ];
    let run = specforce(&arguments).org(&server.uri()).run();
    assert!(
        run.stderr.contains("attempt=1") && run.stderr.contains("function=get-record"),
        "{}",
        run.stderr
    );
    assert!(
        !run.stderr.contains("of the org") && !run.stderr.contains("Secret__c"),
        "data is shown: {}",
        run.stderr
    );
}

#[tokio::test]
async fn shows_nothing_unasked() {
    let server = org(200, &json!({})).await;
    assert_eq!(
        specforce(&["call", "get-limits"])
            .org(&server.uri())
            .run()
            .stderr,
        ""
    );
}
