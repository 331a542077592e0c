//! Where rows go: a place that keeps them beside how far the sync has come, and writes both as one.

mod claim;
mod error;
mod from_text;
mod lock;
mod ndjson;
mod one_line;
mod singer;
#[cfg(feature = "sqlite")]
mod sqlite;

pub use error::DestinationError;
pub use from_text::{FORMS, Form, destination};
pub use ndjson::Ndjson;
pub use singer::Singer;
#[cfg(feature = "sqlite")]
pub use sqlite::Sqlite;

use std::collections::HashSet;
use std::ops::AddAssign;

use super::{Cursor, Model, Stamp, State};

/// A place for the rows of syncs, such as a database file.
///
/// For one of your own implement this and [`Writer`].
pub trait Destination: Send + Sync {
    /// Takes hold of what belongs to a sync, until the writer is dropped.
    ///
    /// # Errors
    /// [`DestinationError::Locked`] while another holds it, [`DestinationError::OtherOrg`] when what is there came from
    /// another org, and whatever the place itself refuses.
    fn open(&self, target: &Target<'_>) -> Result<Box<dyn Writer>, DestinationError>;

    /// What is there, a sync each.
    ///
    /// # Errors
    /// Whatever the place itself refuses.
    fn status(&self) -> Result<Vec<Kept>, DestinationError>;
}

/// What a writer is opened for.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The sync's name, such as `contacts`.
    pub sync: &'a str,
    /// What its rows are.
    pub model: &'a Model,
    /// The org that is read: the id of its `Organization`.
    pub org: &'a str,
}

/// What one sync writes to.
pub trait Writer: Send {
    /// How far the sync had come when it last wrote; `None` before that.
    fn state(&self) -> Option<&State>;

    /// What there is to warn of since it was opened, such as a column that is new.
    fn warnings(&mut self) -> Vec<String> {
        Vec::new()
    }

    /// Writes a page and the state after it, as one: whatever happens meanwhile, both are there when it is opened again
    /// or neither. A delete may be of a row that is not there, or not any more: it is nothing then.
    ///
    /// # Errors
    /// Whatever the place itself refuses. The writer may take nothing more then; what is there tells the next one.
    fn write(&mut self, page: &Page) -> Result<Written, DestinationError>;

    /// What was written and is not lasting yet, where a destination gathers pages. It is lost when [`finish`](Self::finish)
    /// fails, and [`state`](Self::state) is then that of what was saved.
    fn unsaved(&self) -> Written {
        Written::default()
    }

    /// Makes lasting what was written. A power cut before it may take the last pages, each with its state; so may a kill
    /// where a destination gathers pages. Call it when there is no more to write.
    ///
    /// # Errors
    /// Whatever the place itself refuses.
    fn finish(&mut self) -> Result<(), DestinationError> {
        Ok(())
    }

    /// The ids of all rows that are there and not deleted.
    ///
    /// # Errors
    /// [`DestinationError::Blind`] when that is not to be known, and whatever the place itself refuses.
    fn ids(&mut self) -> Result<HashSet<String>, DestinationError>;

    /// How many rows are there and not deleted.
    ///
    /// # Errors
    /// As [`ids`](Self::ids).
    fn count(&mut self) -> Result<u64, DestinationError> {
        Ok(self.ids()?.len() as u64)
    }

    /// Rows will come that are there already: this writer is to write only those that differ.
    ///
    /// # Errors
    /// Whatever the place itself refuses.
    fn begin_full(&mut self) -> Result<(), DestinationError> {
        Ok(())
    }
}

/// What is written as one: the upserts, and then the deletes.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Rows that are new or changed.
    pub upserts: Vec<Row>,
    /// Rows that are to go.
    pub deletes: Vec<Delete>,
    /// How far the sync has come with this page.
    pub state: State,
}

impl Page {
    /// A page of nothing but a state.
    pub fn empty(state: State) -> Self {
        Self {
            upserts: Vec::new(),
            deletes: Vec::new(),
            state,
        }
    }
}

/// A row of the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The record's id.
    pub id: String,
    /// The row as JSON, as the function's contract has it.
    pub json: String,
}

/// A record that is gone from what a sync reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delete {
    /// The record's id.
    pub id: String,
    /// When it was deleted, or no longer fit.
    pub at: Stamp,
}

impl Delete {
    /// Its place among deletes.
    pub(in crate::sync) fn place(&self) -> Cursor {
        Cursor {
            stamp: self.at,
            id: self.id.clone(),
        }
    }
}

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Rows that were written.
    pub upserted: u64,
    /// Rows that were there already, just so.
    pub unchanged: u64,
    /// Rows that went.
    pub deleted: u64,
}

impl AddAssign for Written {
    fn add_assign(&mut self, other: Self) {
        self.upserted += other.upserted;
        self.unchanged += other.unchanged;
        self.deleted += other.deleted;
    }
}

/// What a destination keeps of one sync.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Kept {
    /// The sync's name.
    pub sync: String,
    /// The model's name, where the destination keeps it.
    pub model: Option<String>,
    /// How far it has come.
    pub state: State,
    /// How many rows there are that are not deleted, where that is known without reading them all.
    pub rows: Option<u64>,
}
