use std::fmt;

use serde::Serialize;
use serde::de::{DeserializeOwned, Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Copied, CopiedProperty, CopiedValue};
use crate::Kind;
use crate::fields::{Key, Name};

/// A record that has to be read into the model's type, if only to tell what does not fit.
#[derive(Debug)]
pub(crate) struct Unlike;

impl From<serde_json::Error> for Unlike {
    fn from(_: serde_json::Error) -> Self {
        Self
    }
}

impl Copied {
    /// The row of a record, byte for byte as the model's type would write it.
    pub(crate) fn row(&self, record: &[u8]) -> Result<String, Unlike> {
        let record = std::str::from_utf8(record).map_err(|_| Unlike)?;
        let mut row = String::with_capacity(record.len());
        write_object(&mut row, self.properties, &values(record, self.names)?)?;
        Ok(row)
    }
}

type Values<'a> = Vec<Option<&'a RawValue>>;

/// The values that an object has under these names.
fn values<'a>(object: &'a str, names: &'static [&'static str]) -> Result<Values<'a>, Unlike> {
    serde_json::Deserializer::from_str(object).deserialize_map(Named(names))?
}

struct Named(&'static [&'static str]);

impl<'de> Visitor<'de> for Named {
    type Value = Result<Values<'de>, Unlike>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut values = vec![None; self.0.len()];
        let mut next = 0;
        while let Some(key) = map.next_key_seed(Name::new(self.0, next))? {
            let Key::Known(index) = key else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if values[index].replace(map.next_value()?).is_some() {
                return Ok(Err(Unlike));
            }
            next = index + 1;
        }
        Ok(Ok(values))
    }
}

fn write_object(
    row: &mut String,
    properties: &[CopiedProperty],
    values: &Values<'_>,
) -> Result<(), Unlike> {
    row.push('{');
    for property in properties {
        let before = row.len();
        if !row.ends_with('{') {
            row.push(',');
        }
        row.push_str(property.key);
        if !property.value.write(row, values)? {
            row.truncate(before);
        }
    }
    row.push('}');
    Ok(())
}

impl CopiedValue {
    /// Tells whether there is one.
    fn write(&self, row: &mut String, values: &Values<'_>) -> Result<bool, Unlike> {
        match *self {
            Self::Field {
                name,
                within,
                kind,
                required,
            } => match within_parents(values[name], within)? {
                Some(value) => write_scalar(row, value, kind).map(|()| true),
                None if required => Err(Unlike),
                None => Ok(false),
            },
            Self::Object {
                properties,
                omit_empty,
            } => {
                write_object(row, properties, values)?;
                Ok(!(omit_empty && row.ends_with("{}")))
            }
        }
    }
}

/// The value behind parents; nothing where it is null or one of them is.
fn within_parents<'a>(
    value: Option<&'a RawValue>,
    parents: &'static [&'static str],
) -> Result<Option<&'a str>, Unlike> {
    let value = value.map(RawValue::get).filter(|json| *json != "null");
    match (value, parents) {
        (Some(object), [_, more @ ..]) => within_parents(values(object, &parents[..1])?[0], more),
        _ => Ok(value),
    }
}

fn write_scalar(row: &mut String, json: &str, kind: Kind) -> Result<(), Unlike> {
    match kind {
        Kind::String if json.starts_with('"') && !json.contains('\\') => row.push_str(json),
        // There are several ways to escape a character, of which a row has one.
        Kind::String => row.push_str(&anew::<String>(json)?),
        Kind::Boolean => row.push_str(&anew::<bool>(json)?),
        Kind::Integer => row.push_str(&anew::<i64>(json)?),
        Kind::Number => row.push_str(&anew::<f64>(json)?),
        _ => return Err(Unlike),
    }
    Ok(())
}

fn anew<T: DeserializeOwned + Serialize>(json: &str) -> Result<String, serde_json::Error> {
    serde_json::to_string(&serde_json::from_str::<T>(json)?)
}
