use std::mem;

use super::SyncError;
use super::destination::Delete;
use super::reader::{Read, Reader};
use super::record::Record;
use super::stage::Stage;
use super::visible::LeftOut;

/// Of rows to which more belongs than their fields, so many are read at a time: what belongs to them may be much, and takes
/// requests of its own, of which no more are to be lost than need be when a run ends.
const PART: usize = 500;

impl Reader {
    /// The next page of a query, or a part of it; nothing after its last.
    pub(super) async fn queried(&mut self, stage: Stage) -> Result<Option<Read>, SyncError> {
        self.drop_left_out(stage);
        if self.pending.is_empty() && !self.fetched(stage).await? {
            return Ok(None);
        }
        let rest = self.pending.split_off(self.part(stage));
        let part = mem::replace(&mut self.pending, rest);
        let read = match stage {
            Stage::Rows => self.rows(part).await?,
            Stage::Related(object) => self.renewed(object, part).await?,
            _ => self.gone(stage, part),
        };
        Ok(Some(read))
    }

    /// What was left out while it was read is not read on: how far it was read is what the next run goes on from.
    fn drop_left_out(&mut self, stage: Stage) {
        if let Stage::Related(object) = stage
            && self.visible.source(object).is_none()
        {
            self.pending.clear();
            self.pages = None;
        }
    }

    /// How many of the records that are there are read next.
    fn part(&self, stage: Stage) -> usize {
        let has_more = !self.visible.related.is_empty() || self.plan.beside.children;
        let most = match stage {
            Stage::Rows | Stage::Related(_) if has_more => PART,
            _ => usize::MAX,
        };
        self.pending.len().min(most)
    }

    /// Asks for the next page. Tells whether there was one.
    async fn fetched(&mut self, stage: Stage) -> Result<bool, SyncError> {
        if self.pages.is_none() {
            self.pages = self.pages_of(stage);
        }
        let Some(pages) = &mut self.pages else {
            return Ok(false);
        };
        let records = match pages.next(&mut self.calls).await {
            // The state has it, and what is read beside it is as good as ever.
            Err(SyncError::Incomplete { .. }) => None,
            Err(error) if self.does_without(stage, &error) => None,
            records => records?,
        };
        let Some(records) = records else {
            self.pages = None;
            return Ok(false);
        };
        self.pending = records;
        self.note(stage)?;
        Ok(true)
    }

    /// Notes what a page says beside its records.
    fn note(&mut self, stage: Stage) -> Result<(), SyncError> {
        let Some(pages) = &self.pages else {
            return Ok(());
        };
        match (pages.shortage(), stage) {
            // Nobody else would find them.
            (Some(short), Stage::Related(object)) => return Err(short.of(object)),
            (short, _) => self.state.shortage = short.or(self.state.shortage),
        }
        // Else a sync of very many changes would come before all others in every run, until it has read them.
        if pages.goes_on() {
            self.state.turn = Some(self.until);
        }
        Ok(())
    }

    /// Whether records are left out that Salesforce refuses to tell, as they need not be there.
    fn does_without(&mut self, stage: Stage, error: &SyncError) -> bool {
        let Stage::Related(object) = stage else {
            return false;
        };
        let source = self.visible.source(object);
        let refused = source.filter(|source| source.does_without(error));
        let refused = refused.map(|source| LeftOut::refused(source, error));
        self.leave_out(refused)
    }

    /// Leaves out objects from here on. Tells whether there are any.
    pub(super) fn leave_out(&mut self, refused: impl IntoIterator<Item = LeftOut>) -> bool {
        let before = self.missed_out.len();
        self.missed_out.extend(refused);
        for left_out in &self.missed_out[before..] {
            for list in &mut self.visible.related {
                list.sources.retain(|source| !left_out.is_of(source));
            }
        }
        self.missed_out.len() > before
    }

    /// The rows with all that belongs to them.
    async fn rows(&mut self, records: Vec<Record>) -> Result<Read, SyncError> {
        let last = records.last().map(|record| record.cursor.clone());
        let records = self.whole(records).await?;
        if let Some(last) = last {
            self.state.pass(Stage::Rows, last);
        }
        Ok(self.read(Stage::Rows, records, Vec::new()))
    }

    fn gone(&mut self, stage: Stage, records: Vec<Record>) -> Read {
        let mut gone = Vec::with_capacity(records.len());
        for Record { cursor, .. } in records {
            gone.push(Delete {
                id: cursor.id.clone(),
                at: cursor.stamp,
            });
            self.state.pass(stage, cursor);
        }
        self.read(stage, Vec::new(), gone)
    }
}
