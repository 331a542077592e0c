//! How a reader takes deletes from the list that Salesforce keeps.

use std::collections::HashSet;

use super::deleted::{self, Listed};
use super::destination::Delete;
use super::pages::Pages;
use super::reader::{Read, Reader};
use super::select::{Order, Select};
use super::stage::Stage;
use super::{Cursor, SyncError};

impl Reader {
    /// What was gone before the first row was read is not there to be deleted.
    pub(super) fn begin_deletes(&mut self) {
        let begin = Cursor {
            stamp: self.until,
            id: String::new(),
        };
        let has_list = self.asks(Stage::Deleted);
        self.begin_related(&begin);
        let state = &mut self.state;
        state.unfit.get_or_insert(begin.clone());
        state.recycle_bin.get_or_insert(begin.clone());
        if has_list && state.deleted.is_none() {
            state.deleted = Some(self.until.minute());
            state.listed = Some(begin);
        }
    }

    /// The next page of the list of deletes; nothing where there is no list.
    pub(super) async fn listed(&mut self) -> Result<Option<Read>, SyncError> {
        if self.gone.is_none() {
            self.ask().await?;
        }
        let Some(gone) = &mut self.gone else {
            return Ok(None);
        };
        let (mut page, next, is_last) = (gone.page(), gone.next, gone.is_empty());
        let goes_on = gone.goes_on;
        let living = self.living(&page).await?;
        if is_last {
            self.gone = None;
            self.state.cover(next);
            if !goes_on {
                self.stages.pop_front();
            }
        } else if let Some(last) = page.last() {
            self.state.pass(Stage::Deleted, last.place());
        }
        page.retain(|gone| !living.contains(&gone.id));
        Ok(Some(self.read(Stage::Deleted, Vec::new(), page)))
    }

    /// Asks for the next window of which something is told, if there is one.
    async fn ask(&mut self) -> Result<(), SyncError> {
        let object = self.plan.object.clone();
        loop {
            let listed = deleted::listed(&object, &self.state, self.until, &mut self.calls);
            match listed.await? {
                Listed::Untold { until } => {
                    self.state.miss();
                    self.state.cover(until);
                    continue;
                }
                Listed::Gone(gone) => {
                    if gone.has_gaps {
                        self.state.miss();
                    }
                    self.gone = Some(gone);
                }
                Listed::Refused => self.refused = true,
                Listed::TooSoon => {}
            }
            return Ok(());
        }
    }

    /// Which of these are there all the same: the list is a log, which may tell a delete of a record that was undeleted,
    /// also when the cursor has passed it since.
    async fn living(&mut self, gone: &[Delete]) -> Result<HashSet<String>, SyncError> {
        let mut living = HashSet::new();
        if gone.is_empty() {
            return Ok(living);
        }
        let select = Select {
            fields: Vec::new(),
            conditions: Vec::new(),
            order: Order::Ids,
            ..self.select(Stage::Rows)
        };
        let select = select.of(gone.iter().map(|gone| &*gone.id));
        let mut pages = Pages::new(select, "query", None, self.until);
        while let Some(records) = pages.next(&mut self.calls).await? {
            living.extend(records.into_iter().map(|record| record.cursor.id));
        }
        Ok(living)
    }

    /// All ids were compared, so that deletes are known, or they never will be. Where the list was refused, as Salesforce is
    /// still deleting, those of its last day are asked for again.
    pub(super) fn compared(&mut self) {
        self.state.untold = None;
        if self.refused {
            let known = self.until.earlier(deleted::LONGEST);
            self.state.cover(known.minute());
        }
    }
}
