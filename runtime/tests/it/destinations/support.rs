//! A model, its rows, and destinations to write them to.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use specforce_runtime::Kind;
use specforce_runtime::sync::destination::{
    Delete, Destination, Ndjson, Page, Row, Target, Writer, destination,
};
use specforce_runtime::sync::{Column, Model, State};

const fn column(name: &'static str, kind: Kind, required: bool) -> Column {
    Column {
        name,
        kind,
        required,
    }
}

/// A column of each kind.
pub(super) const CONTACT: Model = Model {
    name: "Contact",
    columns: &[
        column("id", Kind::String, true),
        column("last_name", Kind::String, true),
        column("visits", Kind::Integer, false),
        column("score", Kind::Number, false),
        column("is_active", Kind::Boolean, false),
        column("level", Kind::Enum(&["low", "high"]), false),
        column("mailing_address", Kind::Json, false),
    ],
    schema: r##"{
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["id", "last_name"],
        "properties": {
            "id": { "$ref": "#/$defs/RecordId", "description": "The record." },
            "last_name": { "type": "string" },
            "visits": { "type": "integer" },
            "score": { "type": ["number", "null"] },
            "is_active": { "type": "boolean" },
            "level": { "type": "string", "enum": ["low", "high"] },
            "mailing_address": { "$ref": "#/$defs/Address" }
        },
        "$defs": {
            "RecordId": { "description": "The ID of a record.", "type": "string" },
            "Address": {
                "type": "object",
                "required": ["country"],
                "properties": {
                    "street": { "type": "string" },
                    "country": { "type": "string" },
                    "within": { "$ref": "#/$defs/Address" }
                }
            }
        }
    }"##,
};

pub(super) const CONTACTS: Target<'static> = Target {
    sync: "contacts",
    model: &CONTACT,
    org: ORG,
};

pub(super) const ORG: &str = "00DKd00000AAAAAMAA";

/// The state after the page of this number.
pub(super) fn state(number: u32) -> State {
    state_of(ORG, number)
}

pub(super) fn state_of(org: &str, number: u32) -> State {
    let rows =
        json!({ "stamp": format!("2026-05-01T07:{:02}:{:02}.000Z", number / 60, number % 60) });
    let scope = json!({ "object": "Contact", "cursor": "SystemModstamp" });
    serde_json::from_value(json!({ "org": org, "scope": scope, "rows": rows })).unwrap()
}

pub(super) fn row(json: &Value) -> Row {
    Row {
        id: json["id"].as_str().unwrap().to_owned(),
        json: json.to_string(),
    }
}

/// A row with what every row has.
pub(super) fn named(id: &str, last_name: &str) -> Row {
    row(&json!({ "id": id, "last_name": last_name }))
}

pub(super) fn page(
    number: u32,
    upserts: impl IntoIterator<Item = Row>,
    deletes: impl IntoIterator<Item = &'static str>,
) -> Page {
    let gone = |id: &str| Delete {
        id: id.to_owned(),
        at: "2026-05-01T07:25:37.000+0000".parse().unwrap(),
    };
    Page {
        upserts: upserts.into_iter().collect(),
        deletes: deletes.into_iter().map(gone).collect(),
        state: state(number),
    }
}

/// The destinations that keep rows, below a folder.
pub(super) fn keepers(folder: &Path) -> Vec<Arc<dyn Destination>> {
    let mut all: Vec<Arc<dyn Destination>> = vec![Arc::new(Ndjson::new(folder.join("lines")))];
    if cfg!(feature = "sqlite") {
        let text = format!("sqlite:{}", folder.join("rows.db").display());
        all.push(destination(&text).unwrap());
    }
    all
}

pub(super) fn open(destination: &dyn Destination) -> Box<dyn Writer> {
    destination.open(&CONTACTS).unwrap()
}

pub(super) fn ids(writer: &mut dyn Writer) -> Vec<String> {
    let mut ids: Vec<_> = writer.ids().unwrap().into_iter().collect();
    ids.sort();
    ids
}

/// What is said to whoever may not write there.
pub(super) fn refused(destination: &dyn Destination, target: &Target<'_>) -> String {
    match destination.open(target) {
        Ok(_) => panic!("{target:?} was let in"),
        Err(error) => error.to_string(),
    }
}
