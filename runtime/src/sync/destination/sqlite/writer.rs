use std::collections::HashSet;
use std::time::SystemTime;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::{other, row, states, table};
use crate::sync::destination::lock::Lock;
use crate::sync::destination::{Delete, DestinationError, Page, Row, Writer, Written};
use crate::sync::{Column, Model, Stamp, State};

/// Writes to the table of a model.
pub(super) struct Rows {
    pub(super) db: Connection,
    pub(super) place: String,
    pub(super) sync: String,
    pub(super) statements: Statements,
    pub(super) state: Option<State>,
    pub(super) warnings: Vec<String>,
    pub(super) _lock: Lock,
}

/// What is said to the table again and again.
pub(super) struct Statements {
    pub(super) model: &'static str,
    pub(super) columns: &'static [Column],
    pub(super) upsert: String,
    pub(super) delete: String,
    pub(super) ids: String,
}

impl Statements {
    pub(super) fn of(model: &Model) -> Self {
        Self {
            model: model.name,
            columns: model.columns,
            upsert: table::upsert(model),
            delete: table::delete(model),
            ids: table::ids(model),
        }
    }

    /// Writes what is not there just so, and tells how much that was.
    fn upsert(
        &self,
        on: &Transaction<'_>,
        rows: &[Row],
        now: &str,
    ) -> Result<u64, rusqlite::Error> {
        let mut statement = on.prepare_cached(&self.upsert)?;
        let mut written = 0;
        for row in rows {
            row::bind(&row.json, self.columns, &mut statement)
                .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
            statement.raw_bind_parameter(self.columns.len() + 1, now)?;
            written += statement.raw_execute()? as u64;
        }
        Ok(written)
    }

    fn delete(
        &self,
        on: &Transaction<'_>,
        gone: &[Delete],
        now: &str,
    ) -> Result<u64, rusqlite::Error> {
        let mut statement = on.prepare_cached(&self.delete)?;
        let mut written = 0;
        for Delete { id, at } in gone {
            written += statement.execute(params![id, at.to_string(), now])? as u64;
        }
        Ok(written)
    }
}

impl Rows {
    fn write_all(&mut self, page: &Page, state: &str) -> Result<Written, rusqlite::Error> {
        let now = Stamp::from(SystemTime::now()).to_string();
        let on = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let upserted = self.statements.upsert(&on, &page.upserts, &now)?;
        let deleted = self.statements.delete(&on, &page.deletes, &now)?;
        states::keep(&on, &self.sync, state)?;
        on.commit()?;
        Ok(Written {
            upserted,
            unchanged: page.upserts.len() as u64 - upserted,
            deleted,
        })
    }
}

impl Writer for Rows {
    fn state(&self) -> Option<&State> {
        self.state.as_ref()
    }

    fn warnings(&mut self) -> Vec<String> {
        std::mem::take(&mut self.warnings)
    }

    fn write(&mut self, page: &Page) -> Result<Written, DestinationError> {
        let state =
            serde_json::to_string(&page.state).map_err(|error| DestinationError::Other {
                place: self.place.clone(),
                source: error.into(),
            })?;
        let written = self.write_all(page, &state);
        let written = written.map_err(other(&self.place))?;
        self.state = Some(page.state.clone());
        Ok(written)
    }

    fn count(&mut self) -> Result<u64, DestinationError> {
        table::count(&self.db, self.statements.model).map_err(other(&self.place))
    }

    fn ids(&mut self) -> Result<HashSet<String>, DestinationError> {
        let read = || -> Result<_, rusqlite::Error> {
            let mut ids = self.db.prepare(&self.statements.ids)?;
            let ids = ids.query_map([], |row| row.get(0))?;
            ids.collect()
        };
        read().map_err(other(&self.place))
    }
}
