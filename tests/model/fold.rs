//! What databases and pipes hold.

use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use rusqlite::types::ValueRef;
use serde_json::{Map, Value};
use specforce::runtime::Kind;
use specforce::runtime::sync::{Column, SyncEntry};

use crate::contract::Rows;

/// Standard output, as a run of this process has it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Pipe {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap().clone()
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The rows of a table that are not deleted, as the JSON that they were made of.
pub(crate) fn table(file: &Path, model: &str) -> Rows {
    let columns = entry(|sync| sync.model.name == model).model.columns;
    let db = rusqlite::Connection::open(file).unwrap();
    let names: Vec<String> = columns
        .iter()
        .map(|column| format!("\"{}\"", column.name))
        .collect();
    let select = format!(
        "SELECT {} FROM \"{model}\" WHERE _deleted_at IS NULL",
        names.join(", ")
    );
    let mut statement = db.prepare(&select).unwrap();
    let read = |row: &rusqlite::Row<'_>| {
        let mut record = Map::new();
        for (at, column) in columns.iter().enumerate() {
            let value = value(column, row.get_ref(at)?);
            if !value.is_null() {
                record.insert(column.name.to_owned(), value);
            }
        }
        Ok((row.get(0)?, record.into()))
    };
    let rows = statement.query_map([], read).unwrap();
    rows.map(Result::unwrap).collect()
}

fn value(column: &Column, cell: ValueRef<'_>) -> Value {
    match (cell, column.kind) {
        (ValueRef::Integer(number), Kind::Boolean) => Value::from(number == 1),
        (ValueRef::Integer(number), _) => Value::from(number),
        (ValueRef::Real(number), _) => Value::from(number),
        (ValueRef::Text(text), Kind::Json) => serde_json::from_slice(text).unwrap(),
        (ValueRef::Text(text), _) => Value::from(String::from_utf8(text.to_vec()).unwrap()),
        _ => Value::Null,
    }
}

/// A sync of the registry.
pub(crate) fn entry(is_it: impl Fn(&SyncEntry) -> bool) -> SyncEntry {
    let mut syncs = specforce::registry().syncs.iter();
    *syncs.find(|sync| is_it(sync)).unwrap()
}
