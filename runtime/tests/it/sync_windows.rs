//! How a sync asks for the list of deleted records, where Salesforce does not tell all of it at once.

use std::time::Duration;

use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use specforce_runtime::Error;
use specforce_runtime::sync::{Change, Deletes, Plan, State, Sync, SyncError, SyncFunction};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use crate::support::{client, ok, refusal};

const BEGIN: &str = "2026-05-01T00:00:00.000Z";

#[derive(Serialize)]
struct Things {}

impl SyncFunction for Things {
    const NAME: &'static str = "things";
    type Model = Value;

    fn plan(&self) -> Result<Plan, Error> {
        Ok(Plan::new("Thing", "SystemModstamp").deletes(Deletes::RecycleBin))
    }
}

/// A day in May, in UTC.
fn at(time: &str) -> Timestamp {
    format!("2026-05-{time}Z").parse().unwrap()
}

/// An org without things, whose list tells these deletes.
#[derive(Clone)]
struct Org {
    deletes: Vec<(&'static str, Timestamp)>,
    /// Whether a window has too many deletes for one answer.
    is_too_much: fn(Timestamp, Timestamp) -> bool,
    /// Whether the list says how far it is complete.
    is_covered: bool,
}

impl Respond for Org {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let query: Vec<(String, String)> = request.url.query_pairs().into_owned().collect();
        let path = request.url.path();
        if path.ends_with("/describe") {
            let fields = ["Id", "SystemModstamp"].map(|name| json!({ "name": name }));
            let described = json!({ "queryable": true, "replicateable": true, "fields": fields });
            return ok(&described).insert_header("date", "Fri, 01 May 2026 08:00:00 GMT");
        }
        if path.ends_with("/deleted") {
            return self.list(&query[0].1, &query[1].1);
        }
        if query[0].1.contains("Organization") {
            return ok(&json!({ "records": [{ "Id": "00D1" }] }));
        }
        ok(&json!({ "totalSize": 0, "done": true, "records": [] }))
    }
}

impl Org {
    fn list(&self, start: &str, end: &str) -> ResponseTemplate {
        let (from, to): (Timestamp, Timestamp) = (start.parse().unwrap(), end.parse().unwrap());
        if (self.is_too_much)(from, to) {
            return refusal(400, "EXCEEDED_ID_LIMIT", "too many ids");
        }
        let records = self
            .deletes
            .iter()
            .filter(|(_, at)| (from..to).contains(at));
        let records = records.map(|(id, at)| json!({ "id": id, "deletedDate": at.to_string() }));
        let mut list = json!({ "deletedRecords": records.collect::<Vec<_>>() });
        if self.is_covered {
            list["latestDateCovered"] = json!(end);
        }
        ok(&list)
    }

    /// The ids that a sync is told from a time on, how it ended, and its state.
    async fn told(&self, since: &str) -> (Vec<String>, Result<(), SyncError>, Value) {
        let server = MockServer::start().await;
        Mock::given(any())
            .respond_with(self.clone())
            .mount(&server)
            .await;
        let (client, _) = client(&server.uri());
        let state: State = serde_json::from_value(json!({
            "org": "00D1", "scope": { "object": "Thing", "cursor": "SystemModstamp" }, "deleted": since, "rows": { "stamp": BEGIN },
        }))
        .unwrap();
        let mut changes = Sync::new(&client, Things {}).changes(Some(state));
        let mut ids = Vec::new();
        loop {
            let next = changes.try_next().await;
            let state = json!(changes.state());
            match next {
                Ok(Some(Change::Delete(id))) => ids.push(id),
                Ok(Some(Change::Upsert(row))) => panic!("{row}"),
                Ok(None) => return (ids, Ok(()), state),
                Err(error) => return (ids, Err(error), state),
            }
        }
    }
}

#[tokio::test]
async fn what_is_too_much_at_once_is_asked_for_in_parts() {
    let org = Org {
        deletes: vec![
            ("1", at("01T00:00:00")),
            ("2", at("01T03:59:59")),
            ("3", at("01T04:00:00")),
            ("4", at("01T07:54:59")),
            ("later", at("01T07:55:00")),
        ],
        is_too_much: |from, to| to.duration_since(from).as_mins() > 90,
        is_covered: true,
    };
    let (ids, result, state) = org.told(BEGIN).await;
    result.unwrap();
    assert_eq!(ids, ["1", "2", "3", "4"]);
    assert_eq!(state["deleted"], "2026-05-01T07:55:00.000Z");
}

#[tokio::test]
async fn what_is_too_much_for_minutes_is_not_told_and_the_rest_is() {
    let org = Org {
        deletes: vec![("1", at("01T02:50:00")), ("2", at("01T03:10:00"))],
        is_too_much: |from, to| (from..to).contains(&at("01T03:00:00")),
        is_covered: true,
    };
    let (ids, result, _) = org.told(BEGIN).await;
    assert_eq!(ids, ["1", "2"]);
    let Err(SyncError::UntoldDeletes { since }) = result else {
        panic!("{result:?}")
    };
    let since: Timestamp = since.to_string().parse().unwrap();
    assert!(
        since > at("01T02:56:00") && since <= at("01T03:00:00"),
        "{since}"
    );
}

#[tokio::test]
async fn a_list_that_does_not_say_how_far_it_is_complete_lacks_no_more_than_a_day() {
    let org = Org {
        deletes: vec![("1", at("01T01:00:00")), ("2", at("01T07:00:00"))],
        is_too_much: |_, _| false,
        is_covered: false,
    };
    let two_days = Duration::from_secs(2 * 24 * 60 * 60);
    let since = at("01T07:55:00") - two_days;
    let (ids, result, state) = org.told(&format!("{since:.3}")).await;
    result.unwrap();
    assert!(ids.is_empty());
    assert_eq!(state["deleted"], "2026-04-30T07:55:00.000Z");
}
