//! Rows in tables.

mod rows;
mod tables;

use std::path::PathBuf;

use rusqlite::Connection;
use rusqlite::types::Value as Cell;
use specforce_runtime::sync::destination::Sqlite;
use tempfile::TempDir;

/// A database, and a look into it.
pub(super) struct Place {
    folder: TempDir,
    pub(super) rows: Sqlite,
}

impl Place {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let rows = Sqlite::new(folder.path().join("rows.db"));
        Self { folder, rows }
    }

    pub(super) fn file(&self) -> PathBuf {
        self.folder.path().join("rows.db")
    }

    pub(super) fn db(&self) -> Connection {
        Connection::open(self.file()).unwrap()
    }

    /// All values that a query gives, row by row.
    pub(super) fn cells(&self, query: &str) -> Vec<Vec<Cell>> {
        let db = self.db();
        let mut query = db.prepare(query).unwrap();
        let width = query.column_count();
        let rows = query.query_map([], |row| (0..width).map(|at| row.get(at)).collect());
        rows.unwrap().collect::<Result<_, _>>().unwrap()
    }

    pub(super) fn texts(&self, query: &str) -> Vec<String> {
        let told = |cell| match cell {
            Cell::Text(text) => text,
            other => format!("{other:?}"),
        };
        self.cells(query).into_iter().flatten().map(told).collect()
    }
}
