use serde::Deserialize;
use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::rest::Request;
use crate::rest::composite::required;

use super::{MOST, fits};

/// How often the object may change from one record to the next, and one more.
const MOST_CHUNKS: usize = 10;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Given {
    all_or_none: Option<bool>,
    records: Option<Vec<Map<String, Value>>>,
}

/// Records to be written.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) all_or_none: bool,
    pub(super) records: Vec<Record>,
}

/// One of them, without its attributes.
#[derive(Debug)]
pub(super) struct Record {
    /// The object, as the request calls it.
    pub(super) r#type: String,
    pub(super) fields: Map<String, Value>,
}

impl Body {
    pub(super) fn read(request: &Request) -> Result<Self, Fault> {
        let given: Given = request.json()?;
        let records = given.records.ok_or_else(|| required("records"))?;
        fits(records.len(), MOST)?;
        let records: Vec<Record> = records.into_iter().map(read).collect::<Result<_, _>>()?;
        chunks(&records)?;
        Ok(Self {
            all_or_none: given.all_or_none.unwrap_or_default(),
            records,
        })
    }
}

fn read(mut fields: Map<String, Value>) -> Result<Record, Fault> {
    let attributes = fields.remove("attributes");
    let ty = attributes.as_ref().and_then(|it| it.get("type"));
    let ty = ty.and_then(Value::as_str).filter(|ty| !ty.is_empty());
    let ty = ty.ok_or_else(|| {
        let message = "Each record needs an 'attributes' object with the 'type' of its object, such as {\"attributes\":{\"type\":\"Account\"}}";
        Fault::new(400, "INVALID_INPUT", message)
    })?;
    Ok(Record {
        r#type: ty.to_owned(),
        fields,
    })
}

fn chunks(records: &[Record]) -> Result<(), Fault> {
    let same = |one: &Record, other: &Record| one.r#type.eq_ignore_ascii_case(&other.r#type);
    if records.chunk_by(same).count() <= MOST_CHUNKS {
        return Ok(());
    }
    let message = format!(
        "Cannot have more than {MOST_CHUNKS} chunks in a single operation. Please rearrange the data to reduce chunking."
    );
    Err(Fault::new(400, "EXCEEDED_MAX_TYPES_LIMIT", message))
}

impl Record {
    /// Takes a field's value out of it, whatever the case of its name; null is none.
    pub(super) fn take(&mut self, name: &str) -> Option<Value> {
        let mut keys = self.fields.keys();
        let key = keys.find(|key| key.eq_ignore_ascii_case(name))?.clone();
        let value = self.fields.remove(&key)?;
        Some(value).filter(|value| !value.is_null() && value != "")
    }
}
