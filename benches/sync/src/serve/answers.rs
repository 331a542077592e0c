use serde_json::{Value, json};

use crate::pages;

/// What there is to be asked for.
pub(crate) struct Answers {
    pages: Vec<Vec<u8>>,
    describe: Vec<u8>,
    organization: Vec<u8>,
    nothing: Vec<u8>,
    deleted: Vec<u8>,
}

impl Answers {
    pub(crate) fn of(rows: usize) -> Self {
        let no_rows = json!({ "totalSize": 0, "done": true, "records": [] });
        Self {
            pages: pages::all(rows),
            describe: bytes(&describe()),
            organization: bytes(&organization()),
            nothing: bytes(&no_rows),
            deleted: bytes(&deleted()),
        }
    }

    /// The answer to a path with its query.
    pub(crate) fn to(&self, target: &str) -> &[u8] {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        match path.trim_end_matches('/').rsplit('/').next() {
            Some("describe") => &self.describe,
            Some("deleted") => &self.deleted,
            Some("query") if query.contains("Organization") => &self.organization,
            Some("query") => &self.pages[0],
            Some(locator) => self.page(locator).unwrap_or(&self.nothing),
            None => &self.nothing,
        }
    }

    /// Of a locator such as `01gKd0000000001-2000`. There is none of `queryAll`.
    fn page(&self, locator: &str) -> Option<&[u8]> {
        let (_, offset) = locator.split_once('-')?;
        let offset: usize = offset.parse().ok()?;
        self.pages.get(offset / pages::SIZE).map(Vec::as_slice)
    }
}

fn describe() -> Value {
    let names = pages::FIELDS.into_iter().chain(["IsDeleted"]);
    let fields: Vec<Value> = names
        .map(|name| json!({ "name": name, "relationshipName": null, "referenceTo": [] }))
        .collect();
    json!({ "name": "Account", "queryable": true, "replicateable": true, "fields": fields })
}

fn organization() -> Value {
    let record = json!({ "Id": "00DKd0000000001MAA" });
    json!({ "totalSize": 1, "done": true, "records": [record] })
}

fn deleted() -> Value {
    json!({
        "deletedRecords": [],
        "earliestDateAvailable": "2026-01-01T00:00:00.000+0000",
        "latestDateCovered": "2026-01-01T00:00:00.000+0000",
    })
}

fn bytes(answer: &Value) -> Vec<u8> {
    answer.to_string().into_bytes()
}
