use std::collections::HashSet;
use std::sync::Arc;

use super::destination::{Destination, DestinationError, Page, Target, Writer, Written};
use super::{State, SyncEntry, SyncError};

/// A writer that is called where waiting for a disk, a lock or a pipe holds up nobody.
pub(super) struct Pen {
    /// Away while it writes.
    writer: Option<Box<dyn Writer>>,
    /// The state that was written last.
    state: Option<State>,
    warnings: Vec<String>,
    /// What was written, and lost because it could not be made lasting.
    lost: Written,
}

impl Pen {
    /// Takes hold of what belongs to a sync of an org.
    pub(super) async fn open(
        destination: &Arc<dyn Destination>,
        entry: SyncEntry,
        org: &str,
    ) -> Result<Self, SyncError> {
        let (destination, org) = (destination.clone(), org.to_owned());
        let opened = apart(move || {
            let target = Target {
                sync: entry.name,
                model: &entry.model,
                org: &org,
            };
            destination.open(&target)
        });
        let writer = opened.await??;
        Ok(Self {
            state: writer.state().cloned(),
            writer: Some(writer),
            warnings: Vec::new(),
            lost: Written::default(),
        })
    }

    /// Writes a page, unless there is nothing new in it. It is made there too, for that takes longer than to write it.
    pub(super) async fn write(
        &mut self,
        make: impl FnOnce() -> Result<Page, SyncError> + Send + 'static,
    ) -> Result<Written, SyncError> {
        let last = self.state.clone();
        let work = move |writer: &mut dyn Writer| {
            let page = make()?;
            let is_empty = page.upserts.is_empty() && page.deletes.is_empty();
            if is_empty && last.as_ref() == Some(&page.state) {
                return Ok((Written::default(), page.state));
            }
            Ok((writer.write(&page)?, page.state))
        };
        let (written, state) = self.call(work).await?;
        self.state = Some(state);
        Ok(written)
    }

    pub(super) async fn begin_full(&mut self) -> Result<(), SyncError> {
        self.call(|writer| Ok(writer.begin_full()?)).await
    }

    pub(super) async fn ids(&mut self) -> Result<HashSet<String>, SyncError> {
        self.call(|writer| Ok(writer.ids()?)).await
    }

    /// How many rows are there; nothing where nobody can tell.
    pub(super) async fn count(&mut self) -> Result<Option<u64>, SyncError> {
        match self.call(|writer| Ok(writer.count()?)).await {
            Err(SyncError::Destination(DestinationError::Blind { .. })) => Ok(None),
            count => count.map(Some),
        }
    }

    /// Makes lasting what was written, and lets go of the destination.
    pub(super) async fn close(&mut self) -> Result<(), SyncError> {
        let Some(mut writer) = self.writer.take() else {
            return Ok(());
        };
        let closed = apart(move || {
            let finished = writer.finish();
            (
                finished,
                writer.unsaved(),
                writer.state().cloned(),
                writer.warnings(),
            )
        });
        let (finished, unsaved, state, warnings) = closed.await?;
        self.warnings = warnings;
        if finished.is_err() {
            (self.lost, self.state) = (unsaved, state);
        }
        Ok(finished?)
    }

    /// What was written and is not there after all.
    pub(super) fn lost(&self) -> Written {
        self.lost
    }

    /// What the writer had to warn of until it was closed.
    pub(super) fn warnings(&mut self) -> Vec<String> {
        std::mem::take(&mut self.warnings)
    }

    pub(super) fn state(&self) -> Option<&State> {
        self.state.as_ref()
    }

    async fn call<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut dyn Writer) -> Result<T, SyncError> + Send + 'static,
    ) -> Result<T, SyncError> {
        let mut writer = self.writer.take().ok_or_else(broken_off)?;
        let done = apart(move || {
            let done = work(&mut *writer);
            (writer, done)
        });
        let (writer, done) = done.await?;
        self.writer = Some(writer);
        done
    }
}

/// Does something on a thread that may block.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, SyncError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| broken_off())
}

/// A writer that panicked is gone.
fn broken_off() -> SyncError {
    SyncError::Destination(DestinationError::Other {
        place: "the destination".to_owned(),
        source: "its writer broke off".into(),
    })
}
