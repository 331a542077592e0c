//! Each exit status, and each kind of error that leads to it.

use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::support::{Cli, Run, TOKEN, answering, org, specforce};

const GET: [&str; 8] = [
    "--error-format",
    "json",
    "call",
    "get-record",
    "--sobject",
    "Account",
    "--record-id",
    "001xx0000000001AAA",
];

fn get(url: &str) -> Cli {
    specforce(&GET).org(url)
}

fn refusal(code: &str, message: &str) -> Value {
    json!([{ "errorCode": code, "message": message }])
}

fn assert_failed(run: &Run, status: i32, kind: &str) {
    assert_eq!(run.status, status, "{run:?}");
    assert_eq!(run.error()["kind"], kind, "{run:?}");
}

#[tokio::test]
async fn done_is_0() {
    let run = get(&org(200, &json!({ "Name": "Acme" })).await.uri()).run();
    assert_eq!(
        (run.status, run.stdout.as_str(), run.stderr.as_str()),
        (0, "{\"Name\":\"Acme\"}\n", "")
    );
}

#[tokio::test]
async fn refused_is_1() {
    let server = org(
        404,
        &refusal("NOT_FOUND", "The requested resource does not exist"),
    )
    .await;
    let run = get(&server.uri()).run();
    assert_failed(&run, 1, "salesforce");
    assert_eq!(run.error()["errorCode"], "NOT_FOUND");
    assert_eq!(run.error()["status"], 404);
}

#[tokio::test]
async fn not_saved_is_1() {
    let server = org(201, &json!({ "id": null, "success": false, "errors": [] })).await;
    let arguments = [
        "--error-format",
        "json",
        "call",
        "create-record",
        "--sobject",
        "Account",
        "--record",
        "{}",
    ];
    assert_failed(
        &specforce(&arguments).org(&server.uri()).run(),
        1,
        "save-failed",
    );
}

#[tokio::test]
async fn an_unexpected_answer_is_1() {
    let page =
        ResponseTemplate::new(200).set_body_raw("<html>Down for maintenance</html>", "text/html");
    assert_failed(
        &get(&answering(page).await.uri()).run(),
        1,
        "unexpected-answer",
    );
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_is_1() {
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let program = env!("CARGO_BIN_EXE_specforce");
    let run = std::process::Command::new(program)
        .env_clear()
        .args(["list"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&run.stderr).contains("cannot write to standard output"));
}

#[test]
fn bad_use_is_2() {
    for arguments in [
        &[][..],
        &["no-such-command"],
        &["call"],
        &["call", "no-such-function"],
        &["show"],
        &["list", "--no-such-flag"],
        &["list", "--api-version", "66"],
        &["list", "--error-format", "xml"],
        &["request", "GET"],
    ] {
        let arguments = [&["--error-format", "json"], arguments].concat();
        let run = specforce(&arguments).run();
        assert_failed(&run, 2, "usage");
    }
}

#[test]
fn bad_input_is_2() {
    let run = specforce(&["call", "get-record", "--error-format=json"])
        .org("http://127.0.0.1:9")
        .run();
    assert_failed(&run, 2, "invalid-input");
    let pointers: Vec<_> = run.error()["violations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v["pointer"].clone())
        .collect();
    assert_eq!(pointers, ["/sObject", "/recordId"]);
}

#[test]
fn no_org_is_2() {
    let run = specforce(&GET).env("SPECFORCE_ACCESS_TOKEN", TOKEN).run();
    assert_failed(&run, 2, "usage");
    assert!(
        run.error()["hint"]
            .as_str()
            .unwrap()
            .contains("SPECFORCE_INSTANCE_URL")
    );
}

#[test]
fn a_bad_setting_is_2() {
    assert_failed(
        &get("http://acme.my.salesforce.com").run(),
        2,
        "invalid-input",
    );
    assert_failed(
        &get("http://127.0.0.1:9")
            .env("SPECFORCE_API_VERSION", "sixty")
            .run(),
        2,
        "usage",
    );
}

#[test]
fn no_token_is_3() {
    for token in [None, Some("")] {
        let mut cli = specforce(&GET).env("SPECFORCE_INSTANCE_URL", "http://127.0.0.1:9");
        if let Some(token) = token {
            cli = cli.env("SPECFORCE_ACCESS_TOKEN", token);
        }
        let run = cli.run();
        assert_failed(&run, 3, "authentication");
        assert!(
            run.error()["hint"]
                .as_str()
                .unwrap()
                .contains("SPECFORCE_ACCESS_TOKEN")
        );
    }
}

#[tokio::test]
async fn a_refused_token_is_3() {
    let server = org(
        401,
        &refusal("INVALID_SESSION_ID", "Session expired or invalid"),
    )
    .await;
    assert_failed(&get(&server.uri()).run(), 3, "authentication");
}

#[test]
fn a_token_that_no_header_can_carry_is_3() {
    let broken = format!("{TOKEN}\n");
    assert_failed(
        &get("http://127.0.0.1:9")
            .env("SPECFORCE_ACCESS_TOKEN", &broken)
            .run(),
        3,
        "authentication",
    );
}

/// A listener that is bound and gone: its port refuses connections.
#[test]
fn unreachable_is_4() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    assert_failed(&get(&url).run(), 4, "transport");
}

#[tokio::test]
async fn a_limit_is_5() {
    let server = org(
        403,
        &refusal("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."),
    )
    .await;
    let run = get(&server.uri()).run();
    assert_failed(&run, 5, "rate-limit");
    assert_eq!(run.error()["limit"], "daily");
}
