use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::Catalog;
use crate::fault::Fault;

use super::table;

/// What the org keeps beside records.
const OWN: &str = "
    CREATE TABLE IF NOT EXISTS \"emulator objects\" (file TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS \"emulator state\" (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
    -- Deleted records: `gone` is when one left the recycle bin too.
    CREATE TABLE IF NOT EXISTS \"emulator deleted\" (
        object TEXT NOT NULL, id TEXT PRIMARY KEY NOT NULL, at TEXT NOT NULL, root TEXT NOT NULL, gone TEXT
    );
    CREATE INDEX IF NOT EXISTS \"emulator deleted by time\" ON \"emulator deleted\" (object, at);
    CREATE INDEX IF NOT EXISTS \"emulator recycle bin\" ON \"emulator deleted\" (at) WHERE gone IS NULL;
    -- What was viewed last, and when.
    CREATE TABLE IF NOT EXISTS \"emulator recent\" (id TEXT PRIMARY KEY NOT NULL, object TEXT NOT NULL, at TEXT NOT NULL);
";

/// A database of its own, which ends with the program, or the one of a file, which is made where there is none.
pub(crate) fn open(file: Option<&Path>) -> Result<Connection, Fault> {
    // The org is behind a lock of its own.
    let flags = OpenFlags::default() | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = match file {
        Some(file) => Connection::open_with_flags(file, flags)?,
        None => Connection::open_in_memory_with_flags(flags)?,
    };
    // A plan does not depend on what is bound, so that no statement is planned anew for other values.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // A file outlives the program, however it ends; what a crash of the machine takes is not worth the waiting.
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;",
    )?;
    db.set_prepared_statement_cache_capacity(256);
    db.execute_batch(OWN)?;
    crate::query::install(&db)?;
    Ok(db)
}

/// Makes the tables that are missing, and the columns.
pub(crate) fn create_tables(db: &Connection, catalog: &Catalog) -> Result<(), Fault> {
    for object in catalog.objects() {
        let known = columns(db, &object.name)?;
        if known.is_empty() {
            for statement in table::create(object) {
                db.execute_batch(&statement)?;
            }
            continue;
        }
        let stored = object
            .fields
            .iter()
            .filter(|(_, field)| table::is_stored(field));
        for (name, field) in stored.filter(|(name, _)| !known.contains(name)) {
            let (table, column) = (table::quoted(&object.name), table::column(name, field));
            db.execute_batch(&format!("ALTER TABLE {table} ADD COLUMN {column}"))?;
        }
    }
    Ok(())
}

fn columns(db: &Connection, table: &str) -> Result<Vec<String>, Fault> {
    // Generated columns are shown by `table_xinfo` only.
    let mut known = db.prepare("SELECT name FROM pragma_table_xinfo(?1)")?;
    let names = known.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}
