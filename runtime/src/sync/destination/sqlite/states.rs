//! The table of what each sync is, and how far it has come.

use rusqlite::{Connection, Error, Row, params};

use super::table::quoted;
use crate::sync::State;
use crate::sync::destination::claim::Claim;
use crate::sync::destination::{DestinationError, Target};

pub(super) const TABLE: &str = "_specforce_state";

/// A sync that writes to the database.
pub(super) struct Known {
    pub(super) sync: String,
    pub(super) model: String,
    org: String,
    state: Option<String>,
}

impl Known {
    fn read(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            sync: row.get(0)?,
            model: row.get(1)?,
            org: row.get(2)?,
            state: row.get(3)?,
        })
    }

    pub(super) fn claim(&self) -> Claim<'_> {
        Claim {
            sync: &self.sync,
            model: &self.model,
            org: &self.org,
        }
    }

    /// How far it has come.
    pub(super) fn state(&self, place: &str) -> Result<Option<State>, DestinationError> {
        let read = |text: &String| serde_json::from_str(text);
        self.state.as_ref().map(read).transpose().map_err(|error| {
            let message = format!(
                "the state of `{sync}` is not one of this program: {error}; to begin anew, DROP TABLE {table} and DELETE FROM {TABLE} WHERE sync = '{sync}'",
                sync = self.sync,
                table = quoted(&self.model),
            );
            DestinationError::unfit(place, message)
        })
    }
}

pub(super) fn create(db: &Connection) -> Result<(), Error> {
    db.execute_batch(&format!(
        "CREATE TABLE IF NOT EXISTS \"{TABLE}\" (
            \"sync\" TEXT PRIMARY KEY NOT NULL, \"model\" TEXT NOT NULL, \"org\" TEXT NOT NULL, \"state\" TEXT
        )"
    ))
}

pub(super) fn all(db: &Connection) -> Result<Vec<Known>, Error> {
    let select = format!("SELECT sync, model, org, state FROM \"{TABLE}\" ORDER BY sync");
    let mut all = db.prepare(&select)?;
    let all = all.query_map([], Known::read)?;
    all.collect()
}

/// Notes whose the table of the target is; how far it has come is not known.
pub(super) fn claim(db: &Connection, target: &Target<'_>) -> Result<(), Error> {
    let insert =
        format!("INSERT OR REPLACE INTO \"{TABLE}\" (sync, model, org) VALUES (?1, ?2, ?3)");
    db.execute(&insert, params![target.sync, target.model.name, target.org])?;
    Ok(())
}

/// Notes how far a sync has come. Without its row, which somebody has deleted meanwhile, that would be lost.
pub(super) fn keep(db: &Connection, sync: &str, state: &str) -> Result<(), Error> {
    let update = format!("UPDATE \"{TABLE}\" SET state = ?2 WHERE sync = ?1");
    match db.prepare_cached(&update)?.execute(params![sync, state])? {
        1 => Ok(()),
        changed => Err(Error::StatementChangedRows(changed)),
    }
}
