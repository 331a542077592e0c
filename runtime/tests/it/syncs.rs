//! What a sync makes of an answer, however its JSON is written.

use futures_util::TryStreamExt as _;
use serde::Serialize;
use serde_json::{Value, json};
use specforce_runtime::Error;
use specforce_runtime::sync::{Change, Plan, Sync, SyncError, SyncFunction};
use wiremock::ResponseTemplate;

use crate::support::{client, ok, script};

#[derive(Serialize)]
struct Things {}

impl SyncFunction for Things {
    const NAME: &'static str = "things";
    type Model = Value;

    fn plan(&self) -> Result<Plan, Error> {
        Ok(Plan::new("Thing", "SystemModstamp").field("Name"))
    }
}

/// The rows of an org that answers the query for them so.
async fn rows(answer: &str) -> Result<Vec<Value>, SyncError> {
    let fields = ["Id", "Name", "SystemModstamp"].map(|name| json!({ "name": name }));
    let describe = ok(&json!({ "queryable": true, "fields": fields }))
        .insert_header("date", "Fri, 01 May 2026 08:00:00 GMT");
    let organization = ok(&json!({ "records": [{ "Id": "00D1" }] }));
    let answer = ResponseTemplate::new(200).set_body_raw(answer, "application/json");
    let server = script([describe, organization, answer]).await;
    let (client, _) = client(&server.uri());
    let changes = Sync::new(&client, Things {}).changes(None);
    let row = |change| match change {
        Change::Upsert(row) => row,
        Change::Delete(id) => panic!("{id} is gone"),
    };
    changes.map_ok(row).try_collect().await
}

#[tokio::test]
async fn records_may_be_written_in_any_way() {
    let records = [
        r#"{"SystemModstamp":"2026-05-01T07:25:37.000+0000","attributes":{"type":"Thing","Id":"0"},"Name":"}],{\"Id\":\"0","Owner":null,"Id":"1"}"#,
        r#"{ "\u0049d" : "2" , "Name":"\ud83d\ude00 \u00fc \\" ,
            "System\u004dodstamp" : "2026-05-01T07:25:37.001Z" }"#,
        "{\"attributes\":{\"type\":\"Thing\"},\"id\":\"\\u0033\",\"Name\":\"\u{1f600}\u{fc}\",\"SYSTEMMODSTAMP\":\"2026-05-01T07:25:38.000+0000\",\"Parts\":{\"records\":[{\"Id\":\"0\"}]}}",
    ];
    let answer = format!(
        "\n {{ \"records\" :\t[{} ], \"x\":[{{}}],\"done\":true,\"nextRecordsUrl\":null,\"totalSize\":3}} ",
        records.join(" ,\r\n")
    );
    let expected = records.map(|record| serde_json::from_str::<Value>(record).unwrap());
    assert_eq!(rows(&answer).await.unwrap(), expected);
}

#[tokio::test]
async fn a_record_without_its_id_or_its_cursor_is_told_with_its_place() {
    for record in [
        r#"{"Id":"2","Name":"x"}"#,
        r#"{"SystemModstamp":"2026-05-01T07:25:37.000+0000","attributes":{"Id":"2"}}"#,
        r#"{"Id":"2","SystemModstamp":"yesterday"}"#,
        r#"{"Id":2,"SystemModstamp":"2026-05-01T07:25:37.000+0000"}"#,
        "[]",
    ] {
        let first = r#"{"Id":"1","SystemModstamp":"2026-05-01T07:25:37.000+0000"}"#;
        let answer = format!(r#"{{"totalSize":2,"done":true,"records":[{first},{record}]}}"#);
        let error = rows(&answer).await.unwrap_err().to_string();
        assert!(error.contains("records[1]"), "{record}: {error}");
    }
}

/// A sync whose query no URL can hold.
#[derive(Serialize)]
struct Long {}

impl SyncFunction for Long {
    const NAME: &'static str = "long";
    type Model = Value;

    fn plan(&self) -> Result<Plan, Error> {
        let names = "'Thing', ".repeat(1_000);
        Ok(Plan::new("Thing", "SystemModstamp").condition(Some(format!("Name IN ({names}'')"))))
    }
}

/// What comes of that sync, where Salesforce answers so to the query within a composite.
async fn composed(answers: &[(u16, Value)]) -> (Result<Vec<Change<Value>>, SyncError>, usize) {
    let fields = ["Id", "SystemModstamp"].map(|name| json!({ "name": name }));
    let describe = ok(&json!({ "queryable": true, "fields": fields }))
        .insert_header("date", "Fri, 01 May 2026 08:00:00 GMT");
    let organization = ok(&json!({ "records": [{ "Id": "00D1" }] }));
    let composites = answers.iter().map(|(status, body)| {
        let one = json!({ "body": body, "httpStatusCode": status, "referenceId": "one" });
        ok(&json!({ "compositeResponse": [one] }))
    });
    let answers = [describe, organization].into_iter().chain(composites);
    let server = script(answers).await;
    let (client, naps) = client(&server.uri());
    let changes = Sync::new(&client, Long {}).changes(None);
    (changes.try_collect().await, naps.count())
}

#[tokio::test]
async fn a_refusal_within_a_composite_is_one_like_any() {
    let refused = |code: &str, message: &str| json!([{ "errorCode": code, "message": message }]);
    let limit = refused("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
    let (result, naps) = composed(&[(403, limit)]).await;
    let error = result.unwrap_err();
    let SyncError::Call(call) = &error else {
        panic!("{error:?}")
    };
    assert_eq!((call.kind(), naps), ("rate-limit", 0), "{error}");
    let busy = refused("SERVER_UNAVAILABLE", "try again");
    let rows = json!({ "totalSize": 0, "done": true, "records": [] });
    let (result, naps) = composed(&[(503, busy), (200, rows)]).await;
    assert_eq!((result.unwrap().len(), naps), (0, 1));
}
