use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::org::Org;
use crate::records::{Upserted, key};
use crate::rest::{Answer, Request};
use crate::{Field, Object, RecordId};

use super::body::{Body, Record};
use super::rows::{self, Saved};

struct Row {
    r#type: String,
    value: Option<Value>,
    fields: Map<String, Value>,
    is_repeated: bool,
}

/// Follows [Upsert Records Using sObject Collections](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_upsert.htm).
pub(super) fn answer(org: &mut Org, request: &Request, object: &str, field: &str) -> Answer {
    let object = org.object(object)?;
    let key = key(&object, field)?;
    let body = Body::read(request)?;
    let records = body.records.into_iter();
    let mut rows: Vec<Row> = records.map(|record| read(record, &key.0)).collect();
    let repeated = rows::repeated(rows.iter().filter_map(Row::known));
    for row in &mut rows {
        row.is_repeated = row.known().is_some_and(|value| repeated.contains(&value));
    }
    rows::each(org, body.all_or_none, &rows, |org, row| {
        one(org, &object, &key, row)
    })
}

fn read(mut record: Record, key: &str) -> Row {
    Row {
        value: record.take(key),
        r#type: record.r#type,
        fields: record.fields,
        is_repeated: false,
    }
}

impl Row {
    /// What it is found by, so that values which find the same record are the same.
    fn known(&self) -> Option<String> {
        self.value.as_ref().map(|value| told(value).to_lowercase())
    }
}

fn told(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn one(
    org: &mut Org,
    object: &Object,
    (name, field): &(String, Field),
    row: &Row,
) -> Result<Saved, Fault> {
    if rows::object(org, &row.r#type)?.name != object.name {
        let message = format!("{} expected, not {}", object.name, row.r#type);
        return Err(Fault::save("INVALID_TYPE", message, [""; 0]));
    }
    // Without an id a record is new; without another key it could be any.
    let value = match &row.value {
        None if name == "Id" => Value::Null,
        None => {
            let message = format!("{name} not specified");
            return Err(Fault::save("MISSING_ARGUMENT", message, [name]));
        }
        Some(value) => value.clone(),
    };
    if row.is_repeated {
        let message = format!("Duplicate external id specified: {}", told(&value));
        return Err(Fault::save("DUPLICATE_VALUE", message, [name]));
    }
    match org.upsert(&object.name, name, &value, &row.fields, false)? {
        Upserted::Created(id) => Ok(saved(id, true)),
        Upserted::Updated(id) => Ok(saved(id, false)),
        Upserted::Several(ids) => Err(ambiguous(name, field, &ids)),
    }
}

fn saved(id: RecordId, is_new: bool) -> Saved {
    Saved {
        id,
        created: Some(is_new),
        existed: !is_new,
    }
}

fn ambiguous(name: &str, field: &Field, ids: &[RecordId]) -> Fault {
    let label = field.label_of(name);
    let ids: Vec<&str> = ids.iter().map(RecordId::as_str).collect();
    let message = format!(
        "{label}: more than one record found for external id field: [{}]",
        ids.join(", ")
    );
    Fault::save("DUPLICATE_EXTERNAL_ID", message, [name])
}
