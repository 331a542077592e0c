//! What a sync makes of pages that do not hold what they should.

use std::sync::Arc;
use std::time::Duration;

use futures_util::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use specforce_runtime::Error;
use specforce_runtime::sync::destination::{Destination, Ndjson, Singer};
use specforce_runtime::sync::{
    Change, Model, Options, Plan, Report, Sync, SyncEntry, SyncError, SyncFunction, SyncInfo,
};
use wiremock::{MockServer, ResponseTemplate};

use crate::support::{arrived, client, ok, refusal, script};

const MORE: &str = "/services/data/v66.0/query/01gxx-2000";

#[derive(Serialize, Deserialize)]
struct Things {}

impl SyncFunction for Things {
    const NAME: &'static str = "things";
    type Model = Value;

    fn plan(&self) -> Result<Plan, Error> {
        Ok(Plan::new("Thing", "SystemModstamp"))
    }
}

const THINGS: SyncEntry = SyncEntry::new::<Things>(SyncInfo {
    group: "things",
    description: "Things.",
    docs: None,
    object: Some("Thing"),
    cursor: "SystemModstamp",
    every: Duration::from_secs(3_600),
    source: "things.yaml:1",
    inputs: &[],
    input_schema: r#"{"type":"object"}"#,
    model: Model {
        name: "Thing",
        columns: &[],
        schema: r#"{"type":"object"}"#,
    },
});

/// The records of these ids, a second after each other.
fn records(ids: &[u8]) -> Value {
    let record = |id| json!({ "id": format!("{id}"), "SystemModstamp": format!("2026-05-01T07:00:0{id}.000+0000") });
    ids.iter().map(record).collect()
}

/// The last page of a query that has so many rows.
fn last(total: usize, ids: &[u8]) -> ResponseTemplate {
    ok(&json!({ "totalSize": total, "done": true, "records": records(ids) }))
}

fn counted(total: usize) -> ResponseTemplate {
    last(total, &[])
}

/// An org that answers so behind what a sync asks first.
async fn org(answers: impl IntoIterator<Item = ResponseTemplate>) -> MockServer {
    let fields = ["Id", "SystemModstamp"].map(|name| json!({ "name": name }));
    let describe = ok(&json!({ "queryable": true, "fields": fields }))
        .insert_header("date", "Fri, 01 May 2026 08:00:00 GMT");
    let organization = ok(&json!({ "records": [{ "Id": "00D1" }] }));
    script([describe, organization].into_iter().chain(answers)).await
}

/// How many changes come, and how they end.
async fn read(server: &MockServer) -> (usize, Result<(), SyncError>) {
    let (client, _) = client(&server.uri());
    let mut changes = Sync::new(&client, Things {}).changes(None);
    let mut count = 0;
    loop {
        match changes.try_next().await {
            Ok(Some(Change::Upsert(_) | Change::Delete(_))) => count += 1,
            Ok(None) => return (count, Ok(())),
            Err(error) => return (count, Err(error)),
        }
    }
}

async fn run(server: &MockServer, to: &Arc<dyn Destination>) -> (Report, Result<(), SyncError>) {
    run_with(server, to, &Options::default()).await
}

async fn run_with(
    server: &MockServer,
    to: &Arc<dyn Destination>,
    options: &Options,
) -> (Report, Result<(), SyncError>) {
    let (client, _) = client(&server.uri());
    let (report, result) = THINGS.run(&client, &json!({}), to, options).await;
    (report.unwrap(), result)
}

#[tokio::test]
async fn a_page_that_leads_nowhere_is_no_end() {
    let more = |ids: &[u8], next: Value| {
        ok(
            &json!({ "totalSize": 3, "done": false, "nextRecordsUrl": next, "records": records(ids) }),
        )
    };
    for (pages, why) in [
        (vec![more(&[1], Value::Null)], "no next page is named"),
        (vec![more(&[], json!(MORE))], "the page is empty"),
        (
            vec![more(&[1], json!("https://evil.example/"))],
            "must begin with",
        ),
        (
            vec![more(&[1], json!(MORE)), more(&[2], json!(MORE))],
            "the next page is this one",
        ),
    ] {
        let asked = pages.len();
        let server = org(pages).await;
        let error = read(&server).await.1.unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
        assert_eq!(arrived(&server).await, 2 + asked);
    }
}

#[tokio::test]
async fn rows_that_are_missing_are_told_after_those_that_came() {
    let server = org([last(3, &[1, 3]), counted(3)]).await;
    let (came, result) = read(&server).await;
    let error = result.unwrap_err();
    let is_told = matches!(&error, SyncError::Incomplete { object, expected: 3, read: 2 } if object == "Thing");
    assert!(is_told && came == 2, "{came}: {error:?}");
    // What was deleted meanwhile is not missing.
    let server = org([last(3, &[1, 3]), counted(2)]).await;
    assert!(matches!(read(&server).await, (2, Ok(()))));
}

#[tokio::test]
async fn rows_that_are_missing_are_found_by_their_ids() {
    let folder = tempfile::tempdir().unwrap();
    let to: Arc<dyn Destination> = Arc::new(Ndjson::new(folder.path()));
    let all = last(3, &[1, 2, 3]);
    let server = org([last(3, &[1, 3]), counted(3), all, last(1, &[2])]).await;
    let (report, result) = run(&server, &to).await;
    result.unwrap();
    assert_eq!((report.upserted, report.complete), (3, true));
    let warning = "Salesforce counted 3 rows of `Thing` and gave 2, so all ids were compared";
    assert_eq!(report.warnings, [warning]);
    let lines = std::fs::read_to_string(folder.path().join("Thing.ndjson")).unwrap();
    assert_eq!(lines.lines().count(), 3);
}

#[tokio::test]
async fn where_ids_cannot_be_compared_runs_fail_until_all_is_read_anew() {
    let to: Arc<dyn Destination> = Arc::new(Singer::new(std::io::sink(), None).unwrap());
    let server = org([last(3, &[1, 3]), counted(3)]).await;
    let (report, result) = run(&server, &to).await;
    assert!(
        matches!(result, Err(SyncError::Incomplete { .. })),
        "{result:?}"
    );
    assert_eq!((report.upserted, report.complete), (2, false));
    let server = org([last(1, &[4])]).await;
    let (report, result) = run(&server, &to).await;
    assert!(
        matches!(result, Err(SyncError::Incomplete { .. })),
        "{result:?}"
    );
    assert_eq!(
        (report.from.unwrap().id.as_str(), report.upserted),
        ("3", 1)
    );
    let server = org([last(4, &[1, 2, 3, 4])]).await;
    let anew = Options {
        full: true,
        ..Options::default()
    };
    let (report, result) = run_with(&server, &to, &anew).await;
    result.unwrap();
    assert_eq!((report.upserted, report.complete), (4, true));
}

#[tokio::test]
async fn ids_of_which_some_are_missing_delete_no_row() {
    let folder = tempfile::tempdir().unwrap();
    let to: Arc<dyn Destination> = Arc::new(Ndjson::new(folder.path()));
    let server = org([last(3, &[1, 3]), counted(3), last(2, &[1]), counted(2)]).await;
    let (report, result) = run(&server, &to).await;
    assert!(
        matches!(result, Err(SyncError::Incomplete { .. })),
        "{result:?}"
    );
    assert_eq!((report.upserted, report.deleted), (2, 0));
    // The next run still knows that one was missing.
    let all = last(3, &[1, 2, 3]);
    let server = org([counted(0), all, last(1, &[2])]).await;
    let (report, result) = run(&server, &to).await;
    result.unwrap();
    assert_eq!((report.upserted, report.complete), (1, true));
}

#[tokio::test]
async fn an_object_that_is_not_there_is_named() {
    let hidden = ok(&json!({ "queryable": false, "fields": [] }));
    for answer in [refusal(404, "NOT_FOUND", "none"), hidden] {
        let error = read(&script([answer]).await).await.1.unwrap_err();
        assert!(
            matches!(&error, SyncError::NoObject(name) if name == "Thing"),
            "{error:?}"
        );
        assert!(error.to_string().contains("`Thing`"), "{error}");
    }
}
