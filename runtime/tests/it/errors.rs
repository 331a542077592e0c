//! Every form in which Salesforce says no.

use serde_json::{Value, json};
use specforce_runtime::{Error, Method};
use wiremock::ResponseTemplate;

use crate::support::{PATH, once, script, send, status};

async fn error(template: ResponseTemplate) -> Error {
    let server = script([template.insert_header("x-sfdc-request-id", "r7")]).await;
    let error = send(&once(&server.uri()), Method::GET).await.unwrap_err();
    assert_eq!(error.request_id(), Some("r7"));
    assert_eq!(error.endpoint().unwrap().to_string(), format!("GET {PATH}"));
    error
}

fn json_body(code: u16, body: &Value) -> ResponseTemplate {
    status(code).set_body_json(body)
}

#[tokio::test]
async fn a_list_of_errors() {
    let body = json!([
        { "errorCode": "REQUIRED_FIELD_MISSING", "message": "Required fields are missing: [Name]", "fields": ["Name"] },
        { "errorCode": "INVALID_EMAIL_ADDRESS", "message": "invalid email", "fields": ["Email"] },
    ]);
    let error = error(json_body(400, &body)).await;
    assert_eq!(
        (error.kind(), error.error_code(), error.status()),
        ("salesforce", Some("REQUIRED_FIELD_MISSING"), Some(400))
    );
    assert_eq!(error.details()[1].fields, ["Email"]);
    assert_eq!(
        error.to_string(),
        format!(
            "Salesforce refused GET {PATH}: REQUIRED_FIELD_MISSING: Required fields are missing: [Name]; \
             INVALID_EMAIL_ADDRESS: invalid email [Email] (HTTP 400, request id r7)"
        )
    );
    assert_eq!(
        error.to_json(),
        json!({
            "kind": "salesforce", "message": error.to_string(), "errorCode": "REQUIRED_FIELD_MISSING", "status": 400,
            "requestId": "r7", "method": "GET", "path": PATH, "errors": body,
        })
    );
}

#[tokio::test]
async fn one_error_without_a_list() {
    let error = error(json_body(
        404,
        &json!({ "errorCode": "NOT_FOUND", "message": "gone" }),
    ))
    .await;
    assert_eq!(
        (error.error_code(), error.details()[0].message.as_str()),
        (Some("NOT_FOUND"), "gone")
    );
}

#[tokio::test]
async fn an_error_of_oauth() {
    let error = error(json_body(
        400,
        &json!({ "error": "invalid_grant", "error_description": "expired" }),
    ))
    .await;
    assert_eq!(
        (error.error_code(), error.details()[0].message.as_str()),
        (Some("invalid_grant"), "expired")
    );
}

#[tokio::test]
async fn several_records_that_match() {
    let paths = json!([
        "/services/data/v66.0/sobjects/A/1",
        "/services/data/v66.0/sobjects/A/2"
    ]);
    let error = error(json_body(300, &paths)).await;
    assert_eq!(
        (error.kind(), error.status(), error.error_code()),
        ("salesforce", Some(300), None)
    );
    assert!(
        error
            .to_string()
            .contains("several records match: /services/data/v66.0/sobjects/A/1, /"),
        "{error}"
    );
}

#[tokio::test]
async fn pages_and_texts() {
    for text in [
        "<html><body>Down for maintenance</body></html>",
        "upstream connect error",
        "{}",
        "[]",
        "null",
        "{\"a\":1}",
        "\u{fffd}",
    ] {
        let error = error(status(404).set_body_string(text)).await;
        let Error::Salesforce(refusal) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(
            (refusal.text.as_deref(), error.error_code()),
            (Some(text), None)
        );
        assert!(error.to_string().contains(text), "{error}");
    }
    let long = "x".repeat(3000);
    let error = error(status(404).set_body_string(long)).await;
    assert_eq!(error.refusal().unwrap().text.as_ref().unwrap().len(), 500);
}

#[tokio::test]
async fn bytes_that_are_no_text() {
    let error = error(status(400).set_body_bytes(vec![0xff, 0x00, 0xfe])).await;
    assert_eq!(error.kind(), "salesforce");
}

#[tokio::test]
async fn no_body() {
    let error = error(status(405)).await;
    assert_eq!(error.refusal().unwrap().text, None);
    assert!(error.to_string().contains("without saying why"), "{error}");
}

#[tokio::test]
async fn texts_in_a_list() {
    let error = error(json_body(400, &json!(["bad", "worse"]))).await;
    assert_eq!(
        (error.details()[1].message.as_str(), error.error_code()),
        ("worse", None)
    );
}

#[test]
fn results_stay_small() {
    assert!(size_of::<Error>() <= 16);
}

#[test]
fn a_message_for_each_number_of_violations() {
    let error = Error::invalid_input("must be an object");
    assert_eq!(error.to_string(), "invalid input: must be an object");
    assert_eq!(
        error.to_json()["violations"],
        json!([{ "pointer": "", "message": "must be an object" }])
    );
}
