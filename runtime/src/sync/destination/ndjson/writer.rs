use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::disk::Disk;
use super::index::Index;
use super::lines::Lines;
use super::progress::Progress;
use crate::sync::State;
use crate::sync::destination::lock::Lock;
use crate::sync::destination::{DestinationError, Page, Writer, Written};

/// Appends to the file of a model.
pub(super) struct Appender {
    pub(super) disk: Arc<dyn Disk>,
    pub(super) rows: PathBuf,
    pub(super) beside: PathBuf,
    /// Of all pages, those that are not saved yet among them.
    pub(super) progress: Progress,
    pub(super) saving: Saving,
    /// What is there, once that is to be known.
    pub(super) index: Option<Index>,
    pub(super) lines: Lines,
    pub(super) _lock: Lock,
}

/// When the progress is to be saved.
pub(super) struct Saving {
    pub(super) every: Duration,
    pub(super) last: Instant,
    pub(super) pending: bool,
    /// What the pages came to that are not saved yet, and the state that is.
    pub(super) unsaved: Written,
    pub(super) state: Option<State>,
    /// Something failed, so that nobody knows what the files hold.
    pub(super) failed: bool,
}

impl Saving {
    /// From a state that is saved.
    pub(super) fn every(every: Duration, state: Option<State>) -> Self {
        Self {
            unsaved: Written::default(),
            state,
            every,
            last: Instant::now(),
            pending: false,
            failed: false,
        }
    }
}

impl Appender {
    fn append(&mut self, page: &Page) -> Result<Written, DestinationError> {
        let mut deleted = self.deleted(page)?;
        let written = self
            .lines
            .of(page, self.index.as_mut().or(deleted.as_mut()));
        let bytes = self.lines.bytes();
        if !bytes.is_empty() {
            self.disk
                .append(&self.rows, bytes)
                .map_err(DestinationError::io(&self.rows, "write"))?;
        }
        self.progress.length += bytes.len() as u64;
        self.progress.state = Some(page.state.clone());
        self.progress.rows = self.rows_after(written);
        self.saving.pending = true;
        self.saving.unsaved += written;
        if self.saving.last.elapsed() >= self.saving.every {
            self.save()?;
        }
        Ok(written)
    }

    /// How many rows there are after a page, if that is known: whether an id is new only the index tells.
    fn rows_after(&self, written: Written) -> Option<u64> {
        match &self.index {
            Some(index) => Some(index.ids().len() as u64),
            None if written.upserted > 0 => None,
            None => self.progress.rows?.checked_sub(written.deleted),
        }
    }

    /// Which of a page's deletes are there. To remember that of all rows would take memory that grows with them.
    fn deleted(&self, page: &Page) -> Result<Option<Index>, DestinationError> {
        if self.index.is_some() || page.deletes.is_empty() {
            return Ok(None);
        }
        let ids: HashSet<&str> = page.deletes.iter().map(|gone| &*gone.id).collect();
        let index = Index::of(&*self.disk, &self.rows, |id| ids.contains(id))?;
        Ok(Some(index))
    }

    fn index(&mut self) -> Result<&Index, DestinationError> {
        let index = match self.index.take() {
            Some(index) => index,
            None => Index::of(&*self.disk, &self.rows, |_| true)?,
        };
        Ok(self.index.insert(index))
    }

    /// The rows first: a progress that covers rows which are not there would lose them.
    fn save(&mut self) -> Result<(), DestinationError> {
        self.disk
            .sync(&self.rows)
            .map_err(DestinationError::io(&self.rows, "write"))?;
        self.progress.write(&*self.disk, &self.beside)?;
        self.saving.pending = false;
        self.saving.unsaved = Written::default();
        self.saving.state.clone_from(&self.progress.state);
        self.saving.last = Instant::now();
        Ok(())
    }

    /// Does something after which, should it fail, nothing more is done.
    fn unless_failed<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, DestinationError>,
    ) -> Result<T, DestinationError> {
        if self.saving.failed {
            let place = self.rows.display().to_string();
            let message = "writing has failed before; open it again";
            return Err(DestinationError::unfit(place, message));
        }
        let done = work(self);
        self.saving.failed = done.is_err();
        done
    }
}

impl Writer for Appender {
    fn state(&self) -> Option<&State> {
        let state = if self.saving.failed {
            &self.saving.state
        } else {
            &self.progress.state
        };
        state.as_ref()
    }

    fn unsaved(&self) -> Written {
        self.saving.unsaved
    }

    fn write(&mut self, page: &Page) -> Result<Written, DestinationError> {
        self.unless_failed(|this| this.append(page))
    }

    fn finish(&mut self) -> Result<(), DestinationError> {
        self.unless_failed(|this| {
            if this.saving.pending {
                this.save()
            } else {
                Ok(())
            }
        })
    }

    fn ids(&mut self) -> Result<HashSet<String>, DestinationError> {
        Ok(self.index()?.ids().map(str::to_owned).collect())
    }

    fn count(&mut self) -> Result<u64, DestinationError> {
        if let Some(rows) = self.progress.rows {
            return Ok(rows);
        }
        let rows = self.index()?.ids().len() as u64;
        self.progress.rows = Some(rows);
        self.saving.pending = true;
        Ok(rows)
    }

    fn begin_full(&mut self) -> Result<(), DestinationError> {
        self.index().map(drop)
    }
}

impl Drop for Appender {
    fn drop(&mut self) {
        // Nobody is left to hear of a failure, and nothing is lost by it: the pages are read again.
        let _ = self.finish();
    }
}
