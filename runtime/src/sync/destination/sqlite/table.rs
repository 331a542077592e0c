//! The table of a model, and the statements that write to it.

use rusqlite::{Connection, Error, OptionalExtension as _};

use crate::Kind;
use crate::sync::{Column, Model};

/// A name as SQL takes it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Whether there is something of this name.
pub(super) fn exists(db: &Connection, name: &str) -> Result<bool, Error> {
    let found = "SELECT 1 FROM sqlite_schema WHERE name = ?1 COLLATE NOCASE";
    let row = db.query_row(found, [name], |_| Ok(())).optional()?;
    Ok(row.is_some())
}

pub(super) fn create(db: &Connection, model: &Model) -> Result<(), Error> {
    let columns: Vec<_> = model.columns.iter().map(declared).collect();
    let table = quoted(model.name);
    // What is deleted is counted without reading what is not.
    let index = quoted(&format!("{} deleted", model.name));
    db.execute_batch(&format!(
        "CREATE TABLE {table} ({}, \"_synced_at\" TEXT NOT NULL, \"_deleted_at\" TEXT);
         CREATE INDEX {index} ON {table} (\"_deleted_at\") WHERE \"_deleted_at\" IS NOT NULL;",
        columns.join(", ")
    ))
}

/// Adds the columns that the table does not have yet, and tells which.
pub(super) fn migrate(db: &Connection, model: &Model) -> Result<Vec<&'static str>, Error> {
    let mut known = db.prepare("SELECT lower(name) FROM pragma_table_info(?1)")?;
    let known = known.query_map([model.name], |row| row.get(0))?;
    let known: Vec<String> = known.collect::<Result<_, _>>()?;
    let new = |column: &&Column| !known.contains(&column.name.to_ascii_lowercase());
    let new: Vec<_> = model.columns.iter().filter(new).collect();
    for column in &new {
        let (table, column) = (quoted(model.name), declared(column));
        db.execute_batch(&format!("ALTER TABLE {table} ADD COLUMN {column}"))?;
    }
    Ok(new.iter().map(|column| column.name).collect())
}

fn declared(column: &Column) -> String {
    let kind = match column.kind {
        _ if column.name == "id" => "TEXT PRIMARY KEY NOT NULL",
        Kind::Integer | Kind::Boolean => "INTEGER",
        Kind::Number => "REAL",
        Kind::String | Kind::Enum(_) | Kind::Json | Kind::List(_) => "TEXT",
    };
    format!("{} {kind}", quoted(column.name))
}

/// Writes a row unless it is there just so: its columns, and then when it was written.
pub(super) fn upsert(model: &Model) -> String {
    let names: Vec<_> = model
        .columns
        .iter()
        .map(|column| quoted(column.name))
        .collect();
    let each = |text: fn(&String) -> String| names.iter().map(text).collect::<Vec<_>>().join(", ");
    let places: Vec<_> = (1..=names.len() + 1)
        .map(|number| format!("?{number}"))
        .collect();
    let (columns, new) = (names.join(", "), each(|name| format!("excluded.{name}")));
    format!(
        "INSERT INTO {table} ({columns}, \"_synced_at\") VALUES ({places})
         ON CONFLICT (\"id\") DO UPDATE
         SET {set}, \"_synced_at\" = excluded.\"_synced_at\", \"_deleted_at\" = NULL
         WHERE ({columns}, \"_deleted_at\") IS NOT ({new}, NULL)",
        table = quoted(model.name),
        places = places.join(", "),
        set = each(|name| format!("{name} = excluded.{name}")),
    )
}

/// Marks a row as deleted, unless it is: its id, when it was, and when that was written.
pub(super) fn delete(model: &Model) -> String {
    format!(
        "UPDATE {} SET \"_deleted_at\" = ?2, \"_synced_at\" = ?3 WHERE \"id\" = ?1 AND \"_deleted_at\" IS NULL",
        quoted(model.name)
    )
}

/// The ids of the rows that are not deleted.
pub(super) fn ids(model: &Model) -> String {
    format!(
        "SELECT \"id\" FROM {} WHERE \"_deleted_at\" IS NULL",
        quoted(model.name)
    )
}

/// How many rows are not deleted; nothing where somebody has dropped the table.
pub(super) fn counted(db: &Connection, name: &str) -> Result<Option<u64>, Error> {
    exists(db, name)?.then(|| count(db, name)).transpose()
}

/// How many rows are not deleted.
pub(super) fn count(db: &Connection, name: &str) -> Result<u64, Error> {
    let table = quoted(name);
    let count = format!(
        "SELECT (SELECT count(*) FROM {table}) - (SELECT count(*) FROM {table} WHERE \"_deleted_at\" IS NOT NULL)"
    );
    let count: i64 = db.query_row(&count, [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}
