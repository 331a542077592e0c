use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::Catalog;
use crate::fault::Fault;

use super::{added, table};

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
    db.set_prepared_statement_cache_capacity(256);
    own(&db).map_err(|error| match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            Fault::unexpected("it is in use by another emulator")
        }
        _ => error.into(),
    })?;
    crate::query::install(&db)?;
    Ok(db)
}

/// Takes the file for this program alone, which has the numbers of its records in memory.
fn own(db: &Connection) -> Result<(), rusqlite::Error> {
    db.busy_timeout(Duration::ZERO)?;
    // A file outlives the program, however it ends; what a crash of the machine takes is not worth the waiting.
    db.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;",
    )?;
    // A lock is taken with the first write.
    db.execute_batch(&format!("BEGIN IMMEDIATE; {OWN} COMMIT;"))
}

/// Makes the tables that are missing, the columns, and the indexes.
pub(crate) fn create_tables(db: &Connection, catalog: &Catalog) -> Result<(), Fault> {
    for object in catalog.objects() {
        let known = columns(db, &object.name)?;
        if known.is_empty() {
            db.execute_batch(&table::create(object))?;
        } else {
            added::columns(db, object, &known)?;
        }
        db.execute_batch(&table::indexes(object).join(";"))?;
    }
    Ok(())
}

fn columns(db: &Connection, table: &str) -> Result<Vec<String>, Fault> {
    // Generated columns are shown by `table_xinfo` only.
    let mut known = db.prepare("SELECT name FROM pragma_table_xinfo(?1)")?;
    let names = known.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}
