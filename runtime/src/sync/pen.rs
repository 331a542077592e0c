use std::collections::HashSet;

use super::destination::{DestinationError, Page, Writer, Written};
use super::{State, SyncError};

/// A writer that is called where waiting for a disk holds up nobody.
pub(super) struct Pen {
    /// Away while it writes.
    writer: Option<Box<dyn Writer>>,
    /// The state that was written last.
    state: Option<State>,
}

impl Pen {
    pub(super) fn new(writer: Box<dyn Writer>) -> Self {
        Self {
            state: writer.state().cloned(),
            writer: Some(writer),
        }
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

    /// Makes lasting what was written.
    pub(super) async fn finish(&mut self) -> Result<(), SyncError> {
        self.call(|writer| Ok(writer.finish()?)).await
    }

    pub(super) async fn ids(&mut self) -> Result<HashSet<String>, SyncError> {
        self.call(|writer| Ok(writer.ids()?)).await
    }

    pub(super) fn warnings(&mut self) -> Vec<String> {
        self.writer
            .as_mut()
            .map_or_else(Vec::new, |writer| writer.warnings())
    }

    pub(super) fn state(&self) -> Option<&State> {
        self.state.as_ref()
    }

    async fn call<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut dyn Writer) -> Result<T, SyncError> + Send + 'static,
    ) -> Result<T, SyncError> {
        let mut writer = self.writer.take().ok_or_else(broken_off)?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work(&mut *writer);
            (writer, done)
        });
        let (writer, done) = done.await.map_err(|_| broken_off())?;
        self.writer = Some(writer);
        done
    }
}

/// A writer that panicked is gone.
fn broken_off() -> SyncError {
    SyncError::Destination(DestinationError::Other {
        place: "the destination".to_owned(),
        source: "its writer broke off".into(),
    })
}
