//! What a person and what a program reads of an error.

use insta::assert_snapshot;
use serde_json::json;

use crate::support::{Cli, org, specforce};

/// What a run that fails says, in both formats.
fn both(cli: impl Fn(&[&str]) -> Cli) -> String {
    let told = ["text", "json"].map(|format| cli(&["--error-format", format]).run().stderr);
    told.join("\n")
}

fn call<'a>(arguments: &'a [&'a str], url: &'a str) -> impl Fn(&[&str]) -> Cli + 'a {
    move |format| specforce(&[format, &["call"], arguments].concat()).org(url)
}

#[test]
fn invalid_input() {
    let input = r#"{"sobject":"Account","record":"Acme","recordId":7}"#;
    assert_snapshot!(both(call(
        &["create-record", "--input", input],
        "http://127.0.0.1:9"
    )));
}

#[test]
fn invalid_input_deep_inside() {
    let records = r#"[{"attributes":{}},{"attributes":{"type":5}}]"#;
    let records = format!(r#"{{"records":{records}}}"#);
    assert_snapshot!(both(call(
        &["create-sobject-collection", "--input", &records],
        "http://127.0.0.1:9"
    )));
}

#[test]
fn bad_flags() {
    assert_snapshot!(both(call(
        &["list-recent-items", "--limit", "many"],
        "http://127.0.0.1:9"
    )));
}

#[test]
fn misspelt_function() {
    assert_snapshot!(both(call(&["creat-record"], "http://127.0.0.1:9")));
}

#[test]
fn unknown_function() {
    assert_snapshot!(both(call(&["invoice"], "http://127.0.0.1:9")));
}

#[test]
fn misspelt_function_to_show() {
    for command in ["show", "schema"] {
        let told = both(|format| specforce(&[format, &[command, "query-record"]].concat()));
        assert_snapshot!("misspelt_function_to_show", told);
    }
}

#[test]
fn misspelt_flag() {
    assert_snapshot!(both(call(
        &["get-record", "--recordid", "1"],
        "http://127.0.0.1:9"
    )));
}

#[test]
fn bad_json() {
    assert_snapshot!(both(call(
        &["create-record", "--record", "{Name: Acme}"],
        "http://127.0.0.1:9"
    )));
}

#[test]
fn bad_input_json() {
    assert_snapshot!(both(call(
        &["create-record", "--input", "{Name: Acme}"],
        "http://127.0.0.1:9"
    )));
}

#[test]
fn no_org() {
    assert_snapshot!(both(|format| specforce(
        &[format, &["call", "get-limits"]].concat()
    )));
}

#[test]
fn no_token() {
    let url = "https://acme.my.salesforce.com";
    assert_snapshot!(both(|format| specforce(
        &[format, &["call", "get-limits", "--instance-url", url]].concat()
    )));
}

#[tokio::test]
async fn refused() {
    let body = json!([
        { "errorCode": "REQUIRED_FIELD_MISSING", "message": "Required fields are missing: [Name]", "fields": ["Name"] },
    ]);
    let server = org(400, &body).await;
    let arguments = ["create-record", "--sobject", "Account", "--record", "{}"];
    assert_snapshot!(both(call(&arguments, &server.uri())));
}

#[tokio::test]
async fn token_refused() {
    let server = org(
        401,
        &json!([{ "errorCode": "INVALID_SESSION_ID", "message": "Session expired or invalid" }]),
    )
    .await;
    assert_snapshot!(both(call(&["get-limits"], &server.uri())));
}

/// A flag that somebody guesses must not put the token into the error.
#[test]
fn a_token_by_flag_is_not_repeated() {
    let token = format!("--access-token={}", crate::support::TOKEN);
    let run = specforce(&["list", &token]).run();
    assert_eq!(run.status, 2, "{run:?}");
}

/// What the schema tells and what it cannot tell come together.
#[test]
fn every_violation_of_an_input_is_told_at_once() {
    let input = r#"{ "sObject": "..", "recordId": "", "extra": 1 }"#;
    let run = specforce(&["call", "get-record", "--input", input]).run();
    assert_eq!(run.status, 2);
    for told in ["extra", "--sobject", "--record-id"] {
        assert!(run.stderr.contains(told), "{told}: {}", run.stderr);
    }
}
