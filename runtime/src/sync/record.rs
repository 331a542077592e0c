use std::fmt;

use bytes::Bytes;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::plan::Field;
use super::{Cursor, Stamp};
use crate::Object;

/// A record as Salesforce gives it, a part of the answer, and its place in the order of a sync.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) cursor: Cursor,
    pub(super) json: Bytes,
}

impl Record {
    /// Reads JSON of which it is known that it is JSON: what stands behind the id and the cursor, which are selected
    /// before all else, is not looked at.
    pub(super) fn read(json: Bytes, field: &str) -> Result<Self, serde_json::Error> {
        let mut keys = Keys {
            field,
            id: None,
            stamp: None,
        };
        let mut reader = serde_json::Deserializer::from_slice(&json);
        let read = reader.deserialize_map(&mut keys);
        match (keys.id, keys.stamp) {
            (Some(id), Some(stamp)) => Ok(Self {
                cursor: Cursor { stamp, id },
                json,
            }),
            _ => Err(read.err().unwrap_or_else(|| {
                serde_json::Error::custom("a record without its id or its cursor")
            })),
        }
    }

    /// The text of one of its own fields, unless it is null.
    pub(super) fn text(&self, field: &str) -> Result<Option<String>, serde_json::Error> {
        let object: Object = serde_json::from_slice(&self.json)?;
        let mut entries = object.into_iter();
        match entries.find(|(name, _)| name.eq_ignore_ascii_case(field)) {
            Some((_, Value::String(text))) => Ok(Some(text)),
            Some((_, Value::Null)) => Ok(None),
            _ => Err(serde_json::Error::custom("expected a text")),
        }
    }

    /// The record with the fields that inputs name under the names that the model reads too.
    pub(super) fn named(self, fields: &[Field]) -> Result<Self, serde_json::Error> {
        let named = fields
            .iter()
            .filter_map(|field| Some((field.read_as?, &*field.path)));
        let named: Vec<(&'static str, &str)> = named.collect();
        if named.is_empty() {
            return Ok(self);
        }
        let json = read_as(&self.json, &named)?;
        Ok(Self { json, ..self })
    }
}

/// Takes the id and the cursor out of a record, and reads no further.
struct Keys<'a> {
    field: &'a str,
    id: Option<String>,
    stamp: Option<Stamp>,
}

impl<'de> Visitor<'de> for &mut Keys<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "a record with `Id` and `{}`", self.field)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while self.id.is_none() || self.stamp.is_none() {
            match map.next_key_seed(Name { field: self.field })? {
                Some(Key::Id) => self.id = Some(map.next_value()?),
                Some(Key::Cursor) => self.stamp = Some(map.next_value()?),
                Some(Key::Other) => map.next_value::<IgnoredAny>().map(drop)?,
                None => break,
            }
        }
        Ok(())
    }
}

/// Tells which key it is, and keeps none.
struct Name<'a> {
    field: &'a str,
}

enum Key {
    Id,
    Cursor,
    Other,
}

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<Key, D::Error> {
        key.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        Ok(match name {
            _ if name.eq_ignore_ascii_case("Id") => Key::Id,
            _ if name.eq_ignore_ascii_case(self.field) => Key::Cursor,
            _ => Key::Other,
        })
    }
}

/// Gives a record the value of a field under another name too. Salesforce writes a field's name as the org has it,
/// whatever the case that a query has.
fn read_as(record: &[u8], names: &[(&'static str, &str)]) -> Result<Bytes, serde_json::Error> {
    let mut object: Object = serde_json::from_slice(record)?;
    for (name, path) in names {
        let value = path.split('.').try_fold(None::<&Value>, |within, segment| {
            let object = within.map_or(Some(&object), Value::as_object)?;
            let mut entries = object.iter();
            let found = entries.find(|(known, _)| known.eq_ignore_ascii_case(segment));
            found.map(|(_, value)| Some(value))
        });
        if let Some(value) = value.flatten().cloned() {
            object.insert((*name).to_owned(), value);
        }
    }
    serde_json::to_vec(&object).map(Bytes::from)
}
