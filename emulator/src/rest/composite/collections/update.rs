use serde_json::{Map, Value};

use crate::RecordId;
use crate::fault::Fault;
use crate::org::Org;
use crate::rest::{Answer, Request};

use super::body::{Body, Record};
use super::rows::{self, Saved};

struct Row {
    r#type: String,
    id: Option<String>,
    fields: Map<String, Value>,
    is_repeated: bool,
}

/// Follows [Update Records Using sObject Collections](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_update.htm).
pub(super) fn answer(org: &mut Org, request: &Request) -> Answer {
    let body = Body::read(request)?;
    let mut rows: Vec<Row> = body.records.into_iter().map(read).collect();
    let repeated = rows::repeated(rows.iter().filter_map(Row::known));
    for row in &mut rows {
        row.is_repeated = row.known().is_some_and(|id| repeated.contains(&id));
    }
    rows::each(org, body.all_or_none, &rows, one)
}

fn read(mut record: Record) -> Row {
    let id = record.take("Id").map(|id| match id {
        Value::String(text) => text,
        other => other.to_string(),
    });
    Row {
        r#type: record.r#type,
        id,
        fields: record.fields,
        is_repeated: false,
    }
}

impl Row {
    /// Its id, where it is one.
    fn known(&self) -> Option<RecordId> {
        self.id.as_ref()?.parse().ok()
    }
}

fn one(org: &mut Org, row: &Row) -> Result<Saved, Fault> {
    let object = rows::object(org, &row.r#type)?;
    let Some(text) = &row.id else {
        let message = "Id not specified in an update call";
        return Err(Fault::save("MISSING_ARGUMENT", message, [""; 0]));
    };
    let id = row.known().filter(|id| id.prefix() == object.prefix);
    let id = id.ok_or_else(|| {
        let message = format!("{} ID: id value of incorrect type: {text}", object.label);
        Fault::save("MALFORMED_ID", message, ["Id"])
    })?;
    if row.is_repeated {
        let message = format!("Duplicate id specified: {id}");
        return Err(Fault::save("DUPLICATE_VALUE", message, [""; 0]));
    }
    org.update(&object.name, &id, &row.fields)?;
    Ok(Saved {
        id,
        created: None,
        existed: true,
    })
}
