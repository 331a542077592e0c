//! Records as JSON, straight from the rows that are found.

use rusqlite::Row;
use rusqlite::types::ValueRef;

use crate::{Catalog, FieldType};

use super::number;
use super::shape::Item;

/// What is needed beside the row.
pub(super) struct Writer<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) version: &'a str,
}

type Written = Result<(), rusqlite::Error>;

impl Writer<'_> {
    /// A record, whose id is the first column. `child` writes the rows of a child relationship.
    pub(super) fn record(
        &self,
        out: &mut Vec<u8>,
        row: &Row,
        object: &str,
        items: &[Item],
        child: &dyn Fn(&mut Vec<u8>, usize, &str),
    ) -> Written {
        let id = row.get_ref(0)?.as_str()?;
        self.attributes(out, object, object, id);
        for item in items {
            out.push(b',');
            if let Item::Children { key, number } = item {
                out.extend_from_slice(key.as_bytes());
                child(out, *number, id);
            } else {
                self.item(out, row, item)?;
            }
        }
        out.push(b'}');
        Ok(())
    }

    /// The beginning of an object, which its properties follow.
    fn attributes(&self, out: &mut Vec<u8>, kind: &str, object: &str, id: &str) {
        let parts = [
            "{\"attributes\":{\"type\":\"",
            kind,
            "\",\"url\":\"/services/data/",
            self.version,
            "/sobjects/",
            object,
            "/",
            id,
            "\"}",
        ];
        for part in parts {
            out.extend_from_slice(part.as_bytes());
        }
    }

    fn item(&self, out: &mut Vec<u8>, row: &Row, item: &Item) -> Written {
        match item {
            Item::Value { key, column, ty } => {
                out.extend_from_slice(key.as_bytes());
                value(out, row.get_ref(*column)?, *ty);
                Ok(())
            }
            Item::Address { key, parts } => {
                out.extend_from_slice(key.as_bytes());
                address(out, row, parts)
            }
            Item::Parent {
                key,
                id,
                object,
                items,
            } => {
                out.extend_from_slice(key.as_bytes());
                match row.get_ref(*id)? {
                    ValueRef::Null => {
                        out.extend_from_slice(b"null");
                        Ok(())
                    }
                    id => {
                        let id = id.as_str()?;
                        let kind = object.as_deref().unwrap_or("Name");
                        let object = object.as_deref().unwrap_or_else(|| self.object_of(id));
                        self.inner(out, row, (kind, object, id), items)
                    }
                }
            }
            Item::Choice {
                key,
                id,
                when,
                otherwise,
            } => {
                out.extend_from_slice(key.as_bytes());
                let ValueRef::Text(id) = row.get_ref(*id)? else {
                    out.extend_from_slice(b"null");
                    return Ok(());
                };
                let id = std::str::from_utf8(id)?;
                let object = self.object_of(id);
                match when.iter().find(|(prefix, _)| id.starts_with(prefix)) {
                    Some((_, items)) => self.inner(out, row, (object, object, id), items),
                    None => self.inner(out, row, ("Name", object, id), otherwise),
                }
            }
            Item::Children { .. } => Ok(()),
        }
    }

    /// A parent: what its attributes call it, its object and its id.
    fn inner(
        &self,
        out: &mut Vec<u8>,
        row: &Row,
        (kind, object, id): (&str, &str, &str),
        items: &[Item],
    ) -> Written {
        self.attributes(out, kind, object, id);
        for item in items {
            out.push(b',');
            self.item(out, row, item)?;
        }
        out.push(b'}');
        Ok(())
    }

    fn object_of(&self, id: &str) -> &str {
        let object = self.catalog.of_prefix(id.get(..3).unwrap_or_default());
        object.map_or("Name", |object| &object.name)
    }
}

/// A value as a field of its type has it in JSON.
pub(super) fn value(out: &mut Vec<u8>, value: ValueRef, ty: FieldType) {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => out.extend_from_slice(b"null"),
        ValueRef::Integer(number) if ty == FieldType::Boolean => {
            let flag: &[u8] = if number == 0 { b"false" } else { b"true" };
            out.extend_from_slice(flag);
        }
        ValueRef::Integer(number) => {
            if ty.is_number() && ty != FieldType::Int {
                #[allow(
                    clippy::cast_precision_loss,
                    reason = "what a double cannot hold, Salesforce has not either"
                )]
                number::double(out, number as f64);
            } else {
                out.extend_from_slice(number.to_string().as_bytes());
            }
        }
        ValueRef::Real(number) => number::double(out, number),
        ValueRef::Text(text) => string(out, text),
    }
}

fn string(out: &mut Vec<u8>, text: &[u8]) {
    let plain = |byte: &u8| *byte >= b' ' && !matches!(byte, b'"' | b'\\');
    if text.iter().all(plain) {
        out.push(b'"');
        out.extend_from_slice(text);
        out.push(b'"');
    } else {
        let text = String::from_utf8_lossy(text);
        // Writing to memory does not fail.
        let _ = serde_json::to_writer(out, text.as_ref());
    }
}

fn address(out: &mut Vec<u8>, row: &Row, parts: &[(String, usize, FieldType)]) -> Written {
    let mut empty = true;
    let start = out.len();
    for (number, (key, column, ty)) in parts.iter().enumerate() {
        out.push(if number == 0 { b'{' } else { b',' });
        out.extend_from_slice(key.as_bytes());
        let part = row.get_ref(*column)?;
        empty &= part == ValueRef::Null;
        value(out, part, *ty);
    }
    if empty {
        out.truncate(start);
        out.extend_from_slice(b"null");
    } else {
        out.push(b'}');
    }
    Ok(())
}
