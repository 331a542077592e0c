//! The ways to give a function its input.

use serde_json::{Value, json};
use wiremock::MockServer;

use crate::support::{Cli, echo, org, path, requests, specforce};

const CREATED: &str = r#"{"sObject":"Account","record":{"Name":"Acme","ParentId":null}}"#;

async fn saving_org() -> MockServer {
    org(
        201,
        &json!({ "id": "001xx0000000001AAA", "success": true, "errors": [] }),
    )
    .await
}

/// The path and the body of the one request that a run sends.
async fn sent(run: impl FnOnce(&str) -> Cli) -> (String, Value) {
    let server = saving_org().await;
    let run = run(&server.uri()).run();
    assert_eq!(run.json()["id"], "001xx0000000001AAA", "{run:?}");
    let requests = requests(&server).await;
    assert_eq!(requests.len(), 1);
    (
        path(&requests[0]),
        serde_json::from_slice(&requests[0].body).unwrap(),
    )
}

fn create(arguments: &[&str], url: &str) -> Cli {
    specforce(&[&["call", "create-record"], arguments].concat()).org(url)
}

#[tokio::test]
async fn every_way_sends_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("input.json");
    std::fs::write(&file, CREATED).unwrap();
    let at_file = format!("@{}", file.display());
    let flags = [
        "--sobject",
        "Account",
        "--record",
        r#"{"Name":"Acme","ParentId":null}"#,
    ];

    let expected = (
        "/services/data/v66.0/sobjects/Account".to_owned(),
        json!({ "Name": "Acme", "ParentId": null }),
    );
    assert_eq!(
        sent(|url| create(&["--input", CREATED], url)).await,
        expected
    );
    assert_eq!(
        sent(|url| create(&["--input", &at_file], url)).await,
        expected
    );
    assert_eq!(
        sent(|url| create(&["--input", "-"], url).stdin(CREATED)).await,
        expected
    );
    assert_eq!(sent(|url| create(&flags, url)).await, expected);
}

#[tokio::test]
async fn flags_win_over_the_input() {
    let (path, body) = sent(|url| create(&["--sobject", "Lead", "--input", CREATED], url)).await;
    assert_eq!(path, "/services/data/v66.0/sobjects/Lead");
    assert_eq!(body, json!({ "Name": "Acme", "ParentId": null }));
}

#[tokio::test]
async fn the_version_comes_from_flag_then_input_then_environment() {
    let input = r#"{"sObject":"Account","version":"58.0","record":{}}"#;
    let version_of = async |arguments: &[&str]| {
        let (path, _) =
            sent(|url| create(arguments, url).env("SPECFORCE_API_VERSION", "59.0")).await;
        path.split('/').nth(3).unwrap().to_owned()
    };
    assert_eq!(
        version_of(&["--input", input, "--api-version", "v57.0"]).await,
        "v57.0"
    );
    assert_eq!(version_of(&["--input", input]).await, "v58.0");
    assert_eq!(
        version_of(&["--sobject", "Account", "--record", "{}"]).await,
        "v59.0"
    );
}

#[tokio::test]
async fn the_version_holds_for_a_function_without_that_input() {
    let server = echo().await;
    let arguments = [
        "call",
        "get-record",
        "--sobject",
        "Account",
        "--record-id",
        "1",
        "--api-version",
        "61.0",
    ];
    let answer = specforce(&arguments).org(&server.uri()).run().json();
    assert_eq!(answer["path"], "/services/data/v61.0/sobjects/Account/1");
}

#[tokio::test]
async fn a_list_repeats_its_flag() {
    let server = echo().await;
    let arguments = [
        "call",
        "get-record",
        "--sobject",
        "Account",
        "--record-id",
        "1",
        "--fields",
        "Id",
        "--fields",
        "Name",
    ];
    let answer = specforce(&arguments).org(&server.uri()).run().json();
    assert_eq!(
        answer["path"],
        "/services/data/v66.0/sobjects/Account/1?fields=Id,Name"
    );
}

#[tokio::test]
async fn a_value_may_begin_with_a_dash() {
    let server = echo().await;
    for id in [["--record-id", "-x"], ["--record-id", "--sobject"]] {
        let arguments = [&["call", "get-record", "--sobject=-y"], id.as_slice()].concat();
        let answer = specforce(&arguments).org(&server.uri()).run().json();
        assert_eq!(
            answer["path"],
            format!("/services/data/v66.0/sobjects/-y/{}", id[1])
        );
    }
}

#[tokio::test]
async fn a_negative_number_reaches_the_check() {
    let arguments = [
        "call",
        "parameterized-search-records",
        "--query",
        "x",
        "--sobjects",
        "Account",
        "--offset",
        "-1",
    ];
    let run = specforce(&arguments).org("http://127.0.0.1:9").run();
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("--offset: must be at least 0"),
        "{}",
        run.stderr
    );
}

#[tokio::test]
async fn a_yes_or_no_needs_no_value() {
    let records = r#"[{"attributes":{"type":"Account"}}]"#;
    for (flag, expected) in [
        ("--all-or-none", true),
        ("--all-or-none=true", true),
        ("--all-or-none=false", false),
    ] {
        let server = org(200, &json!([])).await;
        let arguments = ["call", "update-sobject-collection", flag, "--input"];
        let input = format!(
            r#"{{"records":{}}}"#,
            records.replace("}}", r#"},"id":"1"}"#)
        );
        specforce(&[arguments.as_slice(), &[&input]].concat())
            .org(&server.uri())
            .run()
            .json();
        let body: Value = serde_json::from_slice(&requests(&server).await[0].body).unwrap();
        assert_eq!(body["allOrNone"], expected, "{flag}");
    }
}

#[tokio::test]
async fn nothing_is_sent_when_the_input_is_not_valid() {
    let server = saving_org().await;
    for arguments in [
        &[][..],
        &["--input", "{}"],
        &["--input", "[]"],
        &["--input", "{"],
        &["--record", "{"],
    ] {
        assert_eq!(
            create(arguments, &server.uri()).run().status,
            2,
            "{arguments:?}"
        );
    }
    assert_eq!(requests(&server).await.len(), 0);
}
