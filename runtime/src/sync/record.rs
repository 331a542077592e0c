use std::fmt;

use serde::Deserializer as _;
use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use super::{Cursor, Stamp};
use crate::Object;

/// A record as Salesforce gives it, and its place in the order of a sync.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) cursor: Cursor,
    pub(super) json: Box<RawValue>,
}

impl Record {
    pub(super) fn read(json: Box<RawValue>, field: &str) -> Result<Self, serde_json::Error> {
        let mut reader = serde_json::Deserializer::from_str(json.get());
        let cursor = reader.deserialize_map(Keys { field })?;
        Ok(Self { cursor, json })
    }
}

/// Takes the id and the cursor out of a record, and reads nothing else.
struct Keys<'a> {
    field: &'a str,
}

impl<'de> Visitor<'de> for Keys<'_> {
    type Value = Cursor;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "a record with `Id` and `{}`", self.field)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Cursor, A::Error> {
        let (mut id, mut stamp) = (None, None::<Stamp>);
        while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            if key.eq_ignore_ascii_case("Id") {
                id = Some(map.next_value()?);
            } else if key.eq_ignore_ascii_case(self.field) {
                stamp = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        match (id, stamp) {
            (Some(id), Some(stamp)) => Ok(Cursor { stamp, id }),
            _ => Err(A::Error::custom("a record without its id or its cursor")),
        }
    }
}

/// Gives a record the value of a field under another name too. Salesforce writes a field's name as the org has it,
/// whatever the case that a query has.
pub(super) fn read_as(
    record: &RawValue,
    names: &[(&'static str, String)],
) -> Result<Box<RawValue>, serde_json::Error> {
    let mut object: Object = serde_json::from_str(record.get())?;
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
    to_raw_value(&object)
}
