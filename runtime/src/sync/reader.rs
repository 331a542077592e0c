use std::collections::VecDeque;
use std::time::Duration;

use serde::Deserialize;

use super::calls::Calls;
use super::deleted::{self, Listed};
use super::destination::Delete;
use super::pages::Pages;
use super::plan::Plan;
use super::record::{self, Record};
use super::select::Select;
use super::stage::Stage;
use super::visible::Visible;
use super::{Cursor, Stamp, State, SyncError};

/// Reads what has changed, a page at a time.
pub(super) struct Reader {
    pub(super) plan: Plan,
    pub(super) calls: Calls,
    pub(super) visible: Visible,
    /// The id of the org that is read.
    pub(super) org: String,
    /// Up to when rows are read: nothing that was stamped until then can still be under way.
    pub(super) until: Stamp,
    state: State,
    stages: VecDeque<(Stage, Option<Pages>)>,
    /// Deletes can no longer be told, so all ids are to be compared.
    pub(super) too_old: bool,
}

/// A page of changes, and the state after it.
pub(super) struct Read {
    pub(super) stage: Stage,
    pub(super) records: Vec<Record>,
    pub(super) gone: Vec<Delete>,
    pub(super) state: State,
}

#[derive(Deserialize)]
struct Organizations {
    records: (Organization,),
}

#[derive(Deserialize)]
struct Organization {
    #[serde(rename = "Id")]
    id: String,
}

impl Reader {
    /// Asks what the user may see, what time it is, and which org this is.
    pub(super) async fn new(
        plan: Plan,
        mut calls: Calls,
        settle: Duration,
    ) -> Result<Self, SyncError> {
        let visible = Visible::of(&plan, &mut calls).await?;
        let answer = calls.query("query", "SELECT Id FROM Organization").await?;
        let Organizations { records } = answer.json()?;
        let org = records.0.id;
        Ok(Self {
            until: visible.now.earlier(settle),
            state: State::new(org.clone(), serde_json::Value::Null),
            stages: VecDeque::new(),
            too_old: false,
            plan,
            calls,
            visible,
            org,
        })
    }

    /// Goes on from a state.
    pub(super) fn resume(&mut self, state: State) -> Result<(), SyncError> {
        if state.org != self.org {
            let message = format!("it is of the org {}, and this is {}", state.org, self.org);
            return Err(SyncError::State(message));
        }
        self.state = state;
        self.begin_deletes();
        let asked = Stage::ALL.into_iter().filter(|stage| self.asks(*stage));
        self.stages = asked.map(|stage| (stage, self.pages(stage))).collect();
        Ok(())
    }

    pub(super) fn state(&self) -> &State {
        &self.state
    }

    /// What was gone before the first row was read is not there to be deleted.
    fn begin_deletes(&mut self) {
        let begin = Cursor {
            stamp: self.until,
            id: String::new(),
        };
        let state = &mut self.state;
        state.unfit.get_or_insert(begin.clone());
        state.recycle_bin.get_or_insert(begin);
        state.deleted.get_or_insert(self.until.minute());
    }

    fn asks(&self, stage: Stage) -> bool {
        stage.is_part_of(&self.plan, &self.visible)
    }

    fn pages(&self, stage: Stage) -> Option<Pages> {
        let after = self.state.cursor_at(stage).cloned();
        Some(Pages::new(
            self.select(stage),
            stage.resource()?,
            after,
            self.until,
        ))
    }

    /// What a stage selects, from wherever it stands.
    pub(super) fn select(&self, stage: Stage) -> Select {
        stage.select(&self.plan, &self.visible)
    }

    /// How many rows the query that runs has in all.
    pub(super) fn expected(&self) -> u64 {
        let pages = self.stages.front().and_then(|(_, pages)| pages.as_ref());
        pages.map_or(0, |pages| pages.total)
    }

    /// The next page; `None` when everything was read.
    pub(super) async fn next(&mut self) -> Result<Option<Read>, SyncError> {
        while let Some((stage, pages)) = self.stages.front_mut() {
            let stage = *stage;
            let read = match pages {
                Some(pages) => pages.next(&mut self.calls).await?,
                None => None,
            };
            if let Some(records) = read {
                return self.changes(stage, records).map(Some);
            }
            self.stages.pop_front();
            if stage == Stage::Deleted
                && let Some(read) = self.deleted().await?
            {
                return Ok(Some(read));
            }
        }
        Ok(None)
    }

    fn changes(&mut self, stage: Stage, records: Vec<Record>) -> Result<Read, SyncError> {
        if let Some(last) = records.last() {
            *self.state.cursor_of(stage) = Some(last.cursor.clone());
        }
        if stage == Stage::Rows {
            let records = records.into_iter().map(|record| self.named(record));
            let records = records.collect::<Result<_, _>>()?;
            return Ok(self.read(stage, records, Vec::new()));
        }
        let gone = records.into_iter().map(|record| Delete {
            id: record.cursor.id,
            at: record.cursor.stamp,
        });
        let gone: Vec<Delete> = gone.filter(|gone| !self.state.has_told(gone)).collect();
        if stage == Stage::RecycleBin && self.asks(Stage::Deleted) {
            self.state.tell(&gone);
        }
        Ok(self.read(stage, Vec::new(), gone))
    }

    fn read(&self, stage: Stage, records: Vec<Record>, gone: Vec<Delete>) -> Read {
        Read {
            stage,
            records,
            gone,
            state: self.state.clone(),
        }
    }

    /// The record with the fields that inputs name under the names that the model reads.
    pub(super) fn named(&self, record: Record) -> Result<Record, SyncError> {
        let fields = self.visible.fields.iter();
        let names = fields.filter_map(|field| Some((field.read_as?, field.path.to_string())));
        let names: Vec<(&'static str, String)> = names.collect();
        if names.is_empty() {
            return Ok(record);
        }
        let json =
            record::read_as(&record.json, &names).map_err(|error| SyncError::unwritable(&error))?;
        Ok(Record { json, ..record })
    }

    async fn deleted(&mut self) -> Result<Option<Read>, SyncError> {
        let object = self.plan.object;
        let listed = deleted::listed(object, &self.state, self.until, &mut self.calls).await?;
        let (mut gone, next) = match listed {
            Listed::TooSoon => return Ok(None),
            Listed::TooOld => {
                self.too_old = true;
                return Ok(None);
            }
            Listed::Gone(gone, next) => (gone, next),
        };
        gone.retain(|gone| !self.state.has_told(gone));
        gone.sort_by(|one, other| (&one.id, other.at).cmp(&(&other.id, one.at)));
        gone.dedup_by(|earlier, latest| earlier.id == latest.id);
        gone.sort_by_key(|gone| gone.at);
        self.state.tell(&gone);
        self.covered(next);
        Ok(Some(self.read(Stage::Deleted, Vec::new(), gone)))
    }

    /// These were found to be gone by now, whenever it was.
    pub(super) fn found_gone(&mut self, gone: &[Delete]) {
        self.state.tell(gone);
    }

    /// Deletes are known up to here.
    pub(super) fn covered(&mut self, until: Stamp) {
        let until = self.state.deleted.map_or(until, |before| before.max(until));
        self.state.deleted = Some(until);
        self.state.told.retain(|_, at| *at >= until);
    }

    /// Everything was read anew.
    pub(super) fn complete(&mut self) {
        self.state.full = false;
    }
}
