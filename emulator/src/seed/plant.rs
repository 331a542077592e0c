use std::collections::HashMap;

use jiff::tz::Offset;
use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::org::Org;
use crate::records::By;
use crate::yaml;

use super::{EMPTY, Seed, many, value};

/// What to do who has several documents.
const SEVERAL: &str = "a seed is one, in which each object stands once";

/// Puts the records of a seed into an org that has none, and those without which there is no org.
///
/// # Errors
/// What is wrong with the seed: where, and what.
pub(crate) fn plant(org: &mut Org, seed: &Seed) -> Result<(), String> {
    let objects = read(seed.text())?;
    planted(org, |org, known| {
        if !objects.contains_key("User") {
            all(org, &read(EMPTY)?, known)?;
        }
        all(org, &objects, known)
    })
}

/// Adds the records of a seed to those that are there.
///
/// # Errors
/// As those of [`plant`]. Nothing is added then.
pub(crate) fn add(org: &mut Org, text: &str) -> Result<(), String> {
    let objects = read(text)?;
    planted(org, |org, known| all(org, &objects, known))
}

fn read(text: &str) -> Result<Map<String, Value>, String> {
    let objects: Option<Map<String, Value>> = yaml::read(text, SEVERAL)?;
    Ok(objects.unwrap_or_default())
}

/// All of it or nothing.
fn planted(
    org: &mut Org,
    work: impl FnOnce(&mut Org, &mut HashMap<String, String>) -> Result<(), String>,
) -> Result<(), String> {
    let done = org.atomically(|org| work(org, &mut HashMap::new()).map_err(Slip));
    done.map_err(|slip| slip.0)
}

struct Slip(String);

impl From<Fault> for Slip {
    fn from(fault: Fault) -> Self {
        Self(fault.message)
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
