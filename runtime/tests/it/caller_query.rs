//! What a sync reads by a caller's own query.

use serde_json::{Value, json};
use specforce_runtime::sync::{Change, Plan, Sync, SyncError, SyncFunction};
use specforce_runtime::{Error, Violation};
use wiremock::ResponseTemplate;

use crate::support::{ok, once, script};

const STAMP: &str = "2026-05-01T07:25:37.000+0000";

/// Copies what a query reads, by `LastModifiedDate`.
#[derive(Debug, Clone, serde::Serialize)]
struct Queried(&'static str);

impl SyncFunction for Queried {
    const NAME: &'static str = "queried";
    type Model = Value;

    fn plan(&self) -> Result<Plan, Error> {
        Plan::of_query("soql_query", self.0, "LastModifiedDate")
    }
}

fn violations(soql: &str) -> Vec<Violation> {
    match Plan::of_query("soql_query", soql, "LastModifiedDate") {
        Err(Error::InvalidInput(error)) => error.violations,
        other => panic!("{soql}: {other:?}"),
    }
}

#[test]
fn a_query_of_fields_and_a_condition_is_a_plan_like_any_other() {
    let soql = "select Name, Owner.Name from Account where Type = 'Customer' order by Name";
    let plan = Plan::new("Account", "LastModifiedDate");
    let plan = plan.required_field("Name").required_field("Owner.Name");
    let plan = plan.condition(Some("Type = 'Customer'".to_owned()));
    let queried = Plan::of_query("soql_query", soql, "LastModifiedDate");
    assert_eq!(queried.unwrap(), plan);
}

#[test]
fn what_no_sync_can_read_by_is_told_with_the_cure() {
    for (soql, part) in [
        ("", "unexpected end of the query, expected `SELECT`"),
        ("SELECT Id Account", "line 1, column 18"),
        ("SELECT Id FROM Account a, a.Contacts c", "one object"),
        (
            "SELECT a.Id FROM Account a",
            "write `FROM Account` without an alias",
        ),
        (
            "SELECT Type FROM Account GROUP BY Type",
            "leave out GROUP BY",
        ),
        ("SELECT COUNT() FROM Account", "leave out COUNT()"),
        (
            "SELECT max(Name) FROM Account",
            "leave out COUNT() and its like",
        ),
        (
            "SELECT Id FROM Account LIMIT 5",
            "leave out LIMIT and OFFSET: a sync reads all records",
        ),
        (
            "SELECT Id FROM Account OFFSET 5",
            "leave out LIMIT and OFFSET",
        ),
        (
            "SELECT Id FROM Account USING SCOPE mine",
            "leave out USING SCOPE",
        ),
        (
            "SELECT Id FROM Account WITH SECURITY_ENFORCED",
            "leave out WITH",
        ),
        (
            "SELECT Id FROM Account FOR VIEW",
            "leave out FOR and UPDATE",
        ),
    ] {
        let found = violations(soql);
        let [
            Violation {
                pointer, message, ..
            },
        ] = &found[..]
        else {
            panic!("{soql}: {found:?}")
        };
        assert_eq!(pointer, "/soql_query");
        assert!(message.contains(part), "{soql}: {message}");
    }
}

fn described(fields: &Value) -> ResponseTemplate {
    ok(&json!({ "queryable": true, "fields": fields }))
        .insert_header("Date", "Fri, 01 May 2026 08:00:00 GMT")
}

fn organization() -> ResponseTemplate {
    ok(&json!({ "totalSize": 1, "done": true, "records": [{ "Id": "00D000000000001AAA" }] }))
}

/// What comes of a query where the org answers so, and what it was asked.
async fn rows(
    soql: &'static str,
    answers: Vec<ResponseTemplate>,
) -> (Result<Vec<Value>, SyncError>, Vec<String>) {
    let server = script(answers).await;
    let mut changes = Sync::new(&once(&server.uri()), Queried(soql)).changes(None);
    let mut rows = Vec::new();
    let read = loop {
        match futures_util::StreamExt::next(&mut changes).await {
            Some(Ok(Change::Upsert(row))) => rows.push(row),
            Some(Ok(Change::Delete(id))) => panic!("{id}"),
            Some(Err(error)) => break Err(error),
            None => break Ok(rows),
        }
    };
    let requests = server.received_requests().await.unwrap();
    let asked = requests.iter().map(|request| {
        let mut query = request.url.query_pairs();
        let soql = query
            .find(|(name, _)| name == "q")
            .map(|(_, soql)| soql.into_owned());
        soql.unwrap_or_else(|| request.url.path().to_owned())
    });
    (read, asked.collect())
}

#[tokio::test]
async fn a_group_of_fields_is_each_of_them_that_can_be_read_of_many_records() {
    let fields = json!([
        { "name": "Id", "type": "id" },
        { "name": "LastModifiedDate", "type": "datetime" },
        { "name": "Size__c", "type": "double", "custom": true },
        { "name": "Body", "type": "base64" },
        { "name": "Name", "type": "string" },
    ]);
    let none = ok(&json!({ "totalSize": 0, "done": true, "records": [] }));
    for (soql, selected) in [
        (
            "SELECT FIELDS(ALL) FROM Thing",
            "Id, LastModifiedDate, Size__c, Name",
        ),
        (
            "SELECT FIELDS(STANDARD) FROM Thing",
            "Id, LastModifiedDate, Name",
        ),
        (
            "SELECT FIELDS(CUSTOM) FROM Thing",
            "Id, LastModifiedDate, Size__c",
        ),
        (
            "SELECT toLabel(Name), (SELECT Id FROM Parts) FROM Thing",
            "Id, LastModifiedDate, toLabel(Name), (SELECT Id FROM Parts)",
        ),
    ] {
        let answers = vec![described(&fields), organization(), none.clone()];
        let (read, asked) = rows(soql, answers).await;
        assert_eq!(read.unwrap(), Vec::<Value>::new());
        let begin = format!("SELECT {selected} FROM Thing WHERE ");
        assert!(asked[2].starts_with(&begin), "{asked:#?}");
    }
}

#[tokio::test]
async fn rows_of_a_sub_query_come_to_their_last_page() {
    let fields = json!([{ "name": "Id" }, { "name": "LastModifiedDate", "type": "datetime" }]);
    let next = |page: u32| format!("/services/data/v66.0/query/0r8000000000001AAA-{page}");
    let parts = |ids: &[u32], next: Option<String>| {
        let records: Vec<_> = ids.iter().map(|id| json!({ "Id": id })).collect();
        let done = next.is_none();
        let mut rows = json!({ "totalSize": 5, "done": done, "records": records });
        if let Some(next) = next {
            rows["nextRecordsUrl"] = next.into();
        }
        rows
    };
    let row = |parts: Value| json!({ "Id": "a01000000000001AAA", "LastModifiedDate": STAMP, "Parts": parts, "Others": null });
    let page =
        json!({ "totalSize": 1, "done": true, "records": [row(parts(&[1, 2], Some(next(2))))] });
    let answers = vec![
        described(&fields),
        organization(),
        ok(&page),
        ok(&parts(&[3, 4], Some(next(4)))),
        ok(&parts(&[5], None)),
    ];
    let soql = "SELECT (SELECT Id FROM Parts), (SELECT Id FROM Others) FROM Thing";
    let (read, asked) = rows(soql, answers).await;
    assert_eq!(read.unwrap(), [row(parts(&[1, 2, 3, 4, 5], None))]);
    assert_eq!(asked[3..], [next(2), next(4)]);
}

#[tokio::test]
async fn a_cursor_that_tells_no_time_is_refused() {
    let fields = json!([{ "name": "Id" }, { "name": "LastModifiedDate", "type": "string" }]);
    let (read, _) = rows("SELECT Id FROM Thing", vec![described(&fields)]).await;
    let error = read.unwrap_err().to_string();
    let begin =
        "`LastModifiedDate` of `Thing` is of the type `string`: a sync goes on by a `datetime`";
    assert!(error.starts_with(begin), "{error}");
}

#[tokio::test]
async fn records_without_the_cursor_are_not_read() {
    let cursor = json!({ "name": "LastModifiedDate", "type": "datetime", "nillable": true });
    let fields = json!([{ "name": "Id" }, cursor]);
    let none = ok(&json!({ "totalSize": 0, "done": true, "records": [] }));
    let answers = vec![described(&fields), organization(), none.clone(), none];
    let (read, asked) = rows("SELECT Id FROM Thing", answers).await;
    assert_eq!(read.unwrap(), Vec::<Value>::new());
    assert!(
        asked[3].contains("WHERE (LastModifiedDate != null) AND "),
        "{asked:#?}"
    );
}
