//! Records that refer to rows, in an org that has not all of them.

use futures_util::StreamExt as _;
use serde_json::{Value, json};
use specforce_runtime::Error;
use specforce_runtime::sync::{Change, Plan, Related, Source, Sync, SyncError, SyncFunction};
use wiremock::ResponseTemplate;

use crate::support::{ok, once, refusal, script};

const STAMP: &str = "2026-05-01T07:25:37.000+0000";

/// Copies things with what is said of them.
#[derive(Debug, Clone, serde::Serialize)]
struct Things {
    optional: bool,
    /// Whether something else is said of them too.
    heard: bool,
}

impl SyncFunction for Things {
    const NAME: &'static str = "things";
    type Model = Value;

    fn plan(&self) -> Result<Plan, Error> {
        let said = Source::new("Said", "ParentId").field("Text");
        let said = if self.optional { said.optional() } else { said };
        let list = Related::new("Said", "CreatedDate").of(said);
        let list = if self.heard {
            list.of(Source::new("Heard", "ParentId").optional().field("Text"))
        } else {
            list
        };
        Ok(Plan::new("Thing", "SystemModstamp").related(list))
    }
}

fn thing() -> ResponseTemplate {
    let fields = ["Id", "SystemModstamp"].map(|name| json!({ "name": name }));
    let described = ok(&json!({ "queryable": true, "fields": fields }));
    described.insert_header("Date", "Fri, 01 May 2026 08:00:00 GMT")
}

fn said(order: &Value) -> ResponseTemplate {
    let mut fields = vec![order.clone()];
    let others = ["Id", "SystemModstamp", "ParentId", "Text"];
    fields.extend(others.map(|name| json!({ "name": name })));
    let described = ok(&json!({ "queryable": true, "fields": fields }));
    described.insert_header("Date", "Fri, 01 May 2026 08:00:00 GMT")
}

fn created() -> Value {
    json!({ "name": "CreatedDate", "type": "datetime" })
}

fn records(records: &Value) -> ResponseTemplate {
    let count = records.as_array().unwrap().len();
    ok(&json!({ "totalSize": count, "done": true, "records": records }))
}

fn organization() -> ResponseTemplate {
    records(&json!([{ "Id": "00D000000000001AAA" }]))
}

fn row() -> Value {
    json!({ "Id": "a01000000000001AAA", "SystemModstamp": STAMP })
}

/// The rows, and what is warned of, where the org answers so.
async fn read(
    optional: bool,
    answers: Vec<ResponseTemplate>,
) -> Result<(Vec<Value>, Vec<String>), SyncError> {
    let server = script(answers).await;
    let things = Things {
        optional,
        heard: false,
    };
    let mut changes = Sync::new(&once(&server.uri()), things).changes(None);
    let mut rows = Vec::new();
    while let Some(change) = changes.next().await {
        if let Change::Upsert(row) = change? {
            rows.push(row);
        }
    }
    Ok((rows, changes.warnings().to_vec()))
}

#[tokio::test]
async fn an_object_that_the_org_has_not_is_left_out_where_it_may_be() {
    let answers = || {
        let missing = refusal(404, "NOT_FOUND", "The requested resource does not exist");
        vec![thing(), missing, organization(), records(&json!([row()]))]
    };
    let (rows, warnings) = read(true, answers()).await.unwrap();
    assert_eq!(rows, [row()]);
    let warning =
        "the org has no object `Said` that the user can query: rows come without its records";
    assert_eq!(warnings, [warning]);
    let error = read(false, answers()).await.unwrap_err();
    assert!(matches!(error, SyncError::NoObject(object) if object == "Said"));
}

#[tokio::test]
async fn neither_is_one_that_salesforce_does_not_tell() {
    let answers = || {
        let refused = refusal(403, "INSUFFICIENT_ACCESS", "not yours");
        let rows = records(&json!([row()]));
        vec![thing(), said(&created()), organization(), rows, refused]
    };
    let (rows, warnings) = read(true, answers()).await.unwrap();
    assert_eq!(rows, [row()]);
    let begin = "rows come without the records of `Said`, and lack them until all is read anew, as by `--full`: ";
    assert!(warnings[0].starts_with(begin), "{warnings:?}");
    assert!(warnings[0].contains("not yours"), "{warnings:?}");
    let error = read(false, answers()).await.unwrap_err();
    assert!(matches!(error, SyncError::Call(_)), "{error}");
}

#[tokio::test]
async fn a_list_is_ordered_by_a_time_that_each_record_has() {
    for (order, kind) in [
        (
            json!({ "name": "CreatedDate", "type": "string" }),
            "`string`; take a `datetime`",
        ),
        (
            json!({ "name": "CreatedDate", "type": "datetime", "nillable": true }),
            "`datetime` and may be null; take",
        ),
    ] {
        let error = read(true, vec![thing(), said(&order)]).await.unwrap_err();
        let begin = format!("`CreatedDate` of `Said` orders no list: it is of the type {kind}");
        assert!(error.to_string().starts_with(&begin), "{error}");
    }
}

#[tokio::test]
async fn records_that_refer_to_others_are_none_of_a_row() {
    let fields = json!([
        created(),
        { "name": "Id" },
        { "name": "ParentId", "type": "reference", "referenceTo": ["User"] },
    ]);
    let described = ok(&json!({ "queryable": true, "fields": fields }));
    let described = described.insert_header("Date", "Fri, 01 May 2026 08:00:00 GMT");
    let error = read(true, vec![thing(), described]).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`ParentId` of `Said` refers to `User`, and not to `Thing`"
    );
}

#[tokio::test]
async fn what_is_left_out_amid_a_run_is_not_read_on() {
    let of_row = json!({ "Id": "a02000000000001AAA", "SystemModstamp": STAMP,
        "CreatedDate": STAMP, "ParentId": row()["Id"] });
    let (rows, none) = (records(&json!([row()])), records(&json!([])));
    let said_of_row = records(&json!([of_row]));
    let described = || vec![thing(), said(&created()), said(&created()), organization()];
    let first = vec![rows.clone(), none.clone(), none.clone()];
    let refused = refusal(403, "INSUFFICIENT_ACCESS", "not yours");
    let second = vec![said_of_row.clone(), rows, said_of_row, refused, none];
    let server = script([described(), first, described(), second].concat()).await;
    let client = once(&server.uri());
    let things = Things {
        optional: true,
        heard: true,
    };

    let mut changes = Sync::new(&client, things.clone()).changes(None);
    while changes.next().await.transpose().unwrap().is_some() {}
    let first = serde_json::to_value(changes.state()).unwrap();
    let mut changes = Sync::new(&client, things).changes(changes.state().cloned());
    while changes.next().await.transpose().unwrap().is_some() {}
    let warnings = changes.warnings();
    assert!(warnings[0].contains("`Heard`"), "{warnings:?}");
    let second = serde_json::to_value(changes.state()).unwrap();
    assert_eq!(second["related"]["Heard"], first["related"]["Heard"]);
    assert_ne!(second["related"]["Said"], first["related"]["Said"]);
    // Of what is left out no changes are asked for.
    assert_eq!(server.received_requests().await.unwrap().len(), 16);
}
