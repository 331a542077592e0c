use std::collections::HashMap;

use jiff::tz::Offset;
use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::org::Org;
use crate::records::By;

use super::{EMPTY, Seed, many, value};

/// Puts the records of a seed into an org that has none.
///
/// # Errors
/// What is wrong with the seed: where, and what.
pub(crate) fn plant(org: &mut Org, seed: &Seed) -> Result<(), String> {
    let text = seed.text();
    let objects: Map<String, Value> = match serde_yaml::from_str(text) {
        Ok(Some(objects)) => objects,
        Ok(None) => Map::new(),
        Err(error) => return Err(error.to_string()),
    };
    org.atomically(|org| {
        let mut known = HashMap::new();
        if !objects.contains_key("User") {
            let empty: Map<String, Value> =
                serde_yaml::from_str(EMPTY).map_err(|error| error.to_string())?;
            all(org, &empty, &mut known)?;
        }
        all(org, &objects, &mut known)?;
        org.choose_user().map_err(|fault| fault.message)?;
        Ok::<_, Slip>(())
    })
    .map_err(|slip| slip.0)
}

struct Slip(String);

impl From<Fault> for Slip {
    fn from(fault: Fault) -> Self {
        Self(fault.message)
    }
}

impl From<String> for Slip {
    fn from(message: String) -> Self {
        Self(message)
    }
}

fn all(
    org: &mut Org,
    objects: &Map<String, Value>,
    known: &mut HashMap<String, String>,
) -> Result<(), String> {
    for (name, records) in objects {
        let Some(object) = org.catalog.object(name) else {
            return Err(format!("{name}: there is no such object"));
        };
        let object = object.name.clone();
        match records {
            Value::Number(count) => {
                let count = count
                    .as_u64()
                    .ok_or_else(|| format!("{name}: {count} is no number of records"))?;
                many::records(org, &object, count).map_err(|why| format!("{name}: {why}"))?;
            }
            Value::Array(records) => {
                for (at, record) in records.iter().enumerate() {
                    one(org, &object, record, known)
                        .map_err(|why| format!("{name}, record {}: {why}", at + 1))?;
                }
            }
            _ => {
                return Err(format!(
                    "{name}: a list of records is expected, or how many to make up"
                ));
            }
        }
        org.choose_user().map_err(|fault| fault.message)?;
    }
    Ok(())
}

fn one(
    org: &mut Org,
    object: &str,
    record: &Value,
    known: &mut HashMap<String, String>,
) -> Result<(), String> {
    let record = record
        .as_object()
        .ok_or("a record is expected, with its fields")?;
    let today = Offset::UTC.to_datetime(org.clock.now()).date();
    let values = value::resolved(record, today, known)?;
    let id = org
        .create(object, &values, By::Seed)
        .map_err(|fault| fault.message)?;
    if let Some(name) = record.get("ref").and_then(Value::as_str)
        && known.insert(name.to_owned(), id.to_string()).is_some()
    {
        return Err(format!("another record has `ref: {name}` already"));
    }
    Ok(())
}
