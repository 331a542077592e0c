//! How an answer is read.

use serde::Deserialize;
use serde_json::{Value, json};
use specforce_runtime::{Error, Method, Response};
use wiremock::ResponseTemplate;

use crate::support::{client, ok, once, script, send, status};

#[derive(Debug, Deserialize)]
struct Page {
    #[allow(dead_code, reason = "only reading it matters")]
    records: Vec<Row>,
}

#[derive(Debug, Deserialize)]
struct Row {
    #[serde(rename = "Id")]
    #[allow(dead_code, reason = "only reading it matters")]
    id: String,
}

async fn answer(template: ResponseTemplate) -> Response {
    let server = script([template]).await;
    send(&once(&server.uri()), Method::GET).await.unwrap()
}

#[tokio::test]
async fn what_does_not_fit_is_named_by_its_path() {
    let answer = answer(ok(&json!({ "records": [{ "Id": "1" }, { "Id": 2 }] }))).await;
    let error = answer.json::<Page>().unwrap_err();
    let Error::UnexpectedAnswer(unexpected) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (unexpected.path.as_str(), unexpected.status),
        ("records[1].Id", 200)
    );
    assert!(unexpected.excerpt.starts_with("{\"records\""));
    assert!(unexpected.source.to_string().contains("expected a string"));
    assert!(std::error::Error::source(&error).is_some());
    assert_eq!(error.to_json()["at"], "records[1].Id");
}

#[tokio::test]
async fn a_page_of_html_with_success_is_an_unexpected_answer() {
    let page = "<html>Ä".repeat(200);
    let answer = answer(
        status(200)
            .set_body_raw(page.clone(), "text/html")
            .insert_header("x-request-id", "r1"),
    )
    .await;
    let error = answer.json::<Page>().unwrap_err();
    let Error::UnexpectedAnswer(unexpected) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        unexpected.excerpt,
        page.chars().take(500).collect::<String>()
    );
    assert_eq!(
        (unexpected.path.as_str(), error.request_id()),
        (".", Some("r1"))
    );
}

#[tokio::test]
async fn an_empty_body_reads_as_null() {
    let answer = answer(status(204)).await;
    assert_eq!(answer.json::<Value>().unwrap(), Value::Null);
    assert_eq!(answer.read::<Option<String>>().unwrap(), None);
    assert!(answer.read::<String>().is_err());
}

#[tokio::test]
async fn more_than_one_value_is_not_read() {
    assert!(
        answer(status(200).set_body_string("{} {}"))
            .await
            .json::<Value>()
            .is_err()
    );
}

#[tokio::test]
async fn numbers_stay_exact() {
    let body = r#"{"i":9223372036854775807,"f":0.30000000000000004,"g":1e-7}"#;
    let value: Value = answer(status(200).set_body_string(body))
        .await
        .json()
        .unwrap();
    assert_eq!(value["i"], i64::MAX);
    assert_eq!(value["f"].as_f64(), Some(0.1 + 0.2));
    assert_eq!(value["g"].as_f64(), Some(1e-7));
}

#[tokio::test]
async fn gzip_is_asked_for_and_read() {
    /// `{"gzip":true}`
    const PACKED: [u8; 33] = [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xab, 0x56, 0x4a, 0xaf, 0xca,
        0x2c, 0x50, 0xb2, 0x2a, 0x29, 0x2a, 0x4d, 0xad, 0x05, 0x00, 0xf9, 0xea, 0xf4, 0x36, 0x0d,
        0x00, 0x00, 0x00,
    ];
    let packed = status(200)
        .set_body_raw(PACKED.to_vec(), "application/json")
        .insert_header("content-encoding", "gzip");
    let server = script([packed]).await;
    let answer = send(&once(&server.uri()), Method::GET).await.unwrap();
    assert_eq!(answer.json::<Value>().unwrap(), json!({ "gzip": true }));
    let request = &server.received_requests().await.unwrap()[0];
    assert_eq!(request.headers["accept-encoding"], "gzip");
}

#[tokio::test]
async fn the_request_id_is_kept() {
    for name in ["x-sfdc-request-id", "sfdc-request-id", "x-request-id"] {
        assert_eq!(
            answer(status(204).insert_header(name, "abc"))
                .await
                .request_id(),
            Some("abc")
        );
    }
}

#[tokio::test]
async fn usage_is_read_from_every_answer() {
    let told = |text: &str| status(204).insert_header("Sforce-Limit-Info", text);
    let server = script([
        told("api-usage=18/5000"),
        status(204),
        told("api-usage=25/5000; per-app-api-usage=17/250(appName=sample-connected-app)")
            .set_body_string("{}"),
        told("nonsense; api-usage=x/y"),
    ])
    .await;
    let (client, _) = client(&server.uri());
    assert!(client.usage().is_none());
    for _ in 0..2 {
        send(&client, Method::GET).await.unwrap();
        let usage = client.usage().unwrap();
        assert_eq!(
            usage.api.map(|figures| (figures.used, figures.limit)),
            Some((18, 5000))
        );
        assert!(usage.per_app.is_none());
    }
    send(&client, Method::GET).await.unwrap();
    let usage = client.clone().usage().unwrap();
    assert_eq!(usage.api.map(|figures| figures.used), Some(25));
    assert_eq!(
        usage.per_app.map(|figures| (figures.used, figures.limit)),
        Some((17, 250))
    );
    assert_eq!(usage.app_name.as_deref(), Some("sample-connected-app"));
    send(&client, Method::GET).await.unwrap();
    assert!(client.usage().unwrap().api.is_none());
}

#[tokio::test]
async fn debug_shows_no_body() {
    let answer = answer(ok(&json!({ "Name": "private" }))).await;
    assert!(!format!("{answer:?}").contains("private"));
}

#[tokio::test]
async fn a_failure_that_lacks_what_a_success_has_is_told_as_a_failure() {
    let read = |answer: Response| {
        let failed = |success: &bool| !success;
        answer
            .read_or_fail::<String, bool>(&["success"], failed, "success: !@")
            .unwrap_err()
    };
    let errors = json!([{ "statusCode": "DELETE_FAILED", "message": "no" }]);
    let error = read(answer(ok(&json!({ "success": false, "errors": errors }))).await);
    assert_eq!(
        (error.kind(), error.error_code()),
        ("save-failed", Some("DELETE_FAILED"))
    );
    for misfit in [
        ok(&json!({ "success": true })),
        ok(&json!({})),
        status(200).set_body_string("<p>"),
    ] {
        assert_eq!(read(answer(misfit).await).kind(), "unexpected-answer");
    }
}
