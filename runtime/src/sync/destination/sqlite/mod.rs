//! Rows as those of tables, a table a model.

mod open;
mod row;
mod states;
mod table;
mod writer;

use std::path::PathBuf;
use std::sync::Arc;

use rusqlite::ErrorCode;

use self::writer::{Rows, Statements};
use super::from_text::Form;
use super::{Destination, DestinationError, Kept, Target, Writer, lock};

/// A database file of [SQLite](https://www.sqlite.org) with a table for each model: `sqlite:FILE`.
///
/// The table `Account` has the columns of the model: `INTEGER` for whole numbers and for `true` (1) and `false` (0),
/// `REAL` for numbers, `TEXT` for the rest, whatever is nested as JSON. Its primary key is `id`. `_synced_at` says when a
/// row was written last, by the clock of this computer, and `_deleted_at` when the record was deleted, or no longer fit
/// what the sync reads; the row stays, and whoever wants only what is there asks for `_deleted_at IS NULL`. A record that
/// comes back has no `_deleted_at` again. A row that is there just so is not written.
///
/// Rows and state are written in one transaction a page, so at any instant there are both or neither, whether
/// the program is killed or the power is cut. The state is in the table `_specforce_state`.
///
/// A property that is new in the model becomes a column, with a warning: earlier rows get it by a full sync. The column of
/// one that is gone stays. A table that no sync has made is refused. Files whose names end with `.lock` are locks.
#[derive(Debug)]
pub struct Sqlite {
    file: PathBuf,
}

pub(super) const FORM: Form = Form {
    text: "sqlite:FILE",
    about: "A database with a table for each model",
    scheme: "sqlite",
    open: |file| (!file.is_empty()).then(|| Ok(Arc::new(Sqlite::new(file)) as Arc<_>)),
};

impl Sqlite {
    /// The file, which is made when it is opened.
    pub fn new(file: impl Into<PathBuf>) -> Self {
        Self { file: file.into() }
    }

    fn place(&self) -> String {
        format!("sqlite:{}", self.file.display())
    }
}

impl Destination for Sqlite {
    fn open(&self, target: &Target<'_>) -> Result<Box<dyn Writer>, DestinationError> {
        let place = self.place();
        let file = open::real(&self.file)?;
        let held = lock::of_sync(&open::beside(&file, target.sync), &place, target.sync)?;
        let _opening = lock::of_opening(&open::beside(&file, lock::OPENING))?;
        let mut db = open::connect(&file).map_err(other(&place))?;
        open::write_ahead(&db).map_err(other(&place))?;
        let found = open::prepare(&mut db, &place, target)?;
        Ok(Box::new(Rows {
            db,
            place,
            sync: target.sync.to_owned(),
            statements: Statements::of(target.model),
            state: found.state,
            warnings: found.warnings,
            _lock: held,
        }))
    }

    fn status(&self) -> Result<Vec<Kept>, DestinationError> {
        if !self.file.exists() {
            return Ok(Vec::new());
        }
        let place = self.place();
        let failed = other(&place);
        let db = open::look_into(&self.file).map_err(&failed)?;
        if !table::exists(&db, states::TABLE).map_err(&failed)? {
            return Ok(Vec::new());
        }
        let mut all = Vec::new();
        for known in states::all(&db).map_err(&failed)? {
            if let Some(state) = known.state(&place)? {
                all.push(Kept {
                    rows: table::counted(&db, &known.model).map_err(&failed)?,
                    sync: known.sync,
                    model: Some(known.model),
                    state,
                });
            }
        }
        Ok(all)
    }
}

/// What the database says, with the place that it says it of.
fn other(place: &str) -> impl Fn(rusqlite::Error) -> DestinationError {
    let place = place.to_owned();
    move |error| DestinationError::Other {
        place: place.clone(),
        source: match cure(&error) {
            Some(cure) => format!("{error}: {cure}").into(),
            None => error.into(),
        },
    }
}

/// What to do about it, where that is known.
fn cure(error: &rusqlite::Error) -> Option<&'static str> {
    match error.sqlite_error_code()? {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Some(
            "another program has held it for a minute; end its transaction, and run the sync again",
        ),
        ErrorCode::NotADatabase => Some("give another file"),
        ErrorCode::DatabaseCorrupt => {
            Some("to begin anew, remove the file, and its `-wal` and `-shm`, or give another one")
        }
        _ => None,
    }
}
