//! A DELETE that is repeated, and finds that it was carried out.

use serde_json::{Value, json};
use specforce_runtime::Method;
use wiremock::ResponseTemplate;

use crate::support::{client, ok, refusal, script, send, status};

fn gone() -> ResponseTemplate {
    refusal(404, "ENTITY_IS_DELETED", "entity is deleted")
}

#[tokio::test]
async fn a_repeated_delete_that_finds_nothing_has_succeeded() {
    let server = script([status(502), gone()]).await;
    let answer = send(&client(&server.uri()).0, Method::DELETE)
        .await
        .unwrap();
    assert_eq!((answer.status(), answer.body()), (204, &b""[..]));
}

#[tokio::test]
async fn a_first_delete_that_finds_nothing_has_failed() {
    let server = script([gone()]).await;
    let error = send(&client(&server.uri()).0, Method::DELETE)
        .await
        .unwrap_err();
    assert_eq!(error.error_code(), Some("ENTITY_IS_DELETED"));
}

#[tokio::test]
async fn a_delete_that_was_surely_not_done_before_has_failed() {
    let server = script([status(503), gone()]).await;
    let error = send(&client(&server.uri()).0, Method::DELETE)
        .await
        .unwrap_err();
    assert_eq!(error.error_code(), Some("ENTITY_IS_DELETED"));
}

#[tokio::test]
async fn a_repeated_delete_that_is_refused_otherwise_has_failed() {
    for (code, status_code) in [("NOT_FOUND", 404), ("DELETE_FAILED", 400)] {
        let server = script([status(500), refusal(status_code, code, "no")]).await;
        let error = send(&client(&server.uri()).0, Method::DELETE)
            .await
            .unwrap_err();
        assert_eq!(error.error_code(), Some(code));
    }
}

#[tokio::test]
async fn other_methods_do_not_forgive() {
    let server = script([status(500), gone()]).await;
    send(&client(&server.uri()).0, Method::PATCH)
        .await
        .unwrap_err();
}

fn failed(id: &str, codes: &[&str]) -> Value {
    let errors: Vec<_> = codes
        .iter()
        .map(|code| json!({ "statusCode": code, "message": "m", "fields": [] }))
        .collect();
    json!({ "id": id, "success": false, "errors": errors })
}

#[tokio::test]
async fn in_a_repeated_delete_of_many_a_row_that_is_gone_has_succeeded() {
    let rows = json!([
        { "id": "1", "success": true, "errors": [] },
        failed("2", &["ENTITY_IS_DELETED"]),
        failed("3", &["ENTITY_IS_DELETED", "DELETE_FAILED"]),
        failed("4", &["DELETE_FAILED"]),
    ]);
    let server = script([status(504), ok(&rows)]).await;
    let results: Value = send(&client(&server.uri()).0, Method::DELETE)
        .await
        .unwrap()
        .json()
        .unwrap();
    assert_eq!(
        results[1],
        json!({ "id": "2", "success": true, "errors": [] })
    );
    assert_eq!(
        (&results[0], &results[2], &results[3]),
        (&rows[0], &rows[2], &rows[3])
    );
    let first: Value = {
        let server = script([ok(&rows)]).await;
        send(&client(&server.uri()).0, Method::DELETE)
            .await
            .unwrap()
            .json()
            .unwrap()
    };
    assert_eq!(first, rows);
}
