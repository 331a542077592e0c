use std::collections::{HashSet, VecDeque};
use std::time::Duration;

use serde::Deserialize;

use super::calls::Calls;
use super::deleted::Gone;
use super::destination::Delete;
use super::pages::Pages;
use super::plan::Plan;
use super::record::Record;
use super::scope::Scope;
use super::select::Select;
use super::stage::Stage;
use super::visible::{LeftOut, Visible};
use super::{Stamp, State, SyncError};

/// Reads what has changed, a page at a time.
pub(super) struct Reader {
    pub(super) plan: Plan,
    pub(super) calls: Calls,
    pub(super) visible: Visible,
    /// The id of the org that is read.
    pub(super) org: String,
    /// How long a change must have been made before it is read.
    pub(super) settle: Duration,
    /// Up to when rows are read: nothing that was stamped until then can still be under way.
    pub(super) until: Stamp,
    pub(super) state: State,
    pub(super) stages: VecDeque<Stage>,
    /// The query of the first stage, once it was asked.
    pub(super) pages: Option<Pages>,
    /// What is left of a page of it.
    pub(super) pending: Vec<Record>,
    /// What is left of the list of deletes, once it was asked.
    pub(super) gone: Option<Gone>,
    /// Fields that are selected and that rows lack which were read before: their paths.
    pub(super) lacking: Vec<String>,
    /// Since when deletes of related records may not be told any more, by their objects.
    pub(super) untold: Vec<(&'static str, Stamp)>,
    /// Salesforce refuses to tell deletes, so that all ids are to be compared.
    pub(super) refused: bool,
    /// The rows that this run has read anew for their related records: their ids.
    pub(super) renewed: HashSet<String>,
    /// What rows came without, as it showed while they were read.
    pub(super) missed_out: Vec<LeftOut>,
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
    records: Vec<Organization>,
}

#[derive(Deserialize)]
struct Organization {
    #[serde(rename = "Id")]
    id: String,
}

/// The id of the org.
async fn org(calls: &mut Calls) -> Result<String, SyncError> {
    let answer = calls.query("query", "SELECT Id FROM Organization").await?;
    let Organizations { records } = answer.json()?;
    let organization = records.into_iter().next().ok_or_else(|| {
        let why = "the user sees no `Organization`, so that it cannot be told which org this is";
        answer.unexpected("records".to_owned(), answer.body(), why)
    });
    Ok(organization?.id)
}

impl Reader {
    /// Asks what the user may see, what time it is, and which org this is.
    pub(super) async fn new(
        mut plan: Plan,
        mut calls: Calls,
        settle: Duration,
    ) -> Result<Self, SyncError> {
        calls.needed = plan.requests_to_rows();
        calls.version.clone_from(&plan.version);
        let visible = Visible::of(&plan, &mut calls).await?;
        // As the org writes them, so that a query of a caller's own reads the same however they are spelt.
        plan.object.clone_from(&visible.object);
        plan.cursor.clone_from(&visible.cursor);
        let org = org(&mut calls).await?;
        Ok(Self {
            settle,
            until: visible.now.earlier(settle),
            state: State::new(org.clone(), Scope::of(&plan)),
            stages: VecDeque::new(),
            pages: None,
            pending: Vec::new(),
            gone: None,
            lacking: Vec::new(),
            untold: Vec::new(),
            refused: false,
            renewed: HashSet::new(),
            missed_out: Vec::new(),
            plan,
            calls,
            visible,
            org,
        })
    }

    /// Goes on from a state, unless it is of other records.
    pub(super) fn resume(&mut self, state: State) -> Result<(), SyncError> {
        if state.org != self.org {
            let message = format!("it is of the org {}, and this is {}", state.org, self.org);
            return Err(SyncError::State(message));
        }
        state.fits(&Scope::of(&self.plan))?;
        self.state = state;
        self.lacking = self.state.read_with(&self.visible.all_fields());
        self.untold = self.untold_related();
        self.begin_deletes();
        let asked = Stage::all(&self.visible).into_iter();
        // No row was read before to which related records could refer.
        let is_first = self.state.rows.is_none();
        let is_of_none = |stage: &Stage| is_first && matches!(stage, Stage::Related(_));
        let asked = asked.filter(|stage| self.asks(*stage) && !is_of_none(stage));
        self.stages = asked.collect();
        Ok(())
    }

    pub(super) fn state(&self) -> &State {
        &self.state
    }

    /// The rows that were passed by, and are to be found by comparing ids or by beginning anew.
    pub(super) fn missed(&self) -> Option<SyncError> {
        let short = self.state.shortage?;
        Some(short.of(&self.plan.object))
    }

    pub(super) fn asks(&self, stage: Stage) -> bool {
        stage.is_part_of(&self.plan, &self.visible)
    }

    pub(super) fn pages_of(&self, stage: Stage) -> Option<Pages> {
        let after = self.state.cursor_at(stage).cloned();
        let until = match stage {
            Stage::Rows => self.rows_until(),
            _ => self.until,
        };
        let select = match stage {
            Stage::Related(object) => self.visible.source(object)?.changed(),
            _ => self.select(stage),
        };
        Some(Pages::new(select, stage.resource()?, after, until))
    }

    /// Up to when rows are read: no less far than ever before, whatever time to settle there was then.
    pub(super) fn rows_until(&self) -> Stamp {
        let farthest = self.state.farthest();
        farthest.map_or(self.until, |farthest| farthest.max(self.until))
    }

    /// What a stage selects, from wherever it stands.
    pub(super) fn select(&self, stage: Stage) -> Select {
        stage.select(&self.plan, &self.visible)
    }

    /// How many rows the query that runs has in all.
    pub(super) fn expected(&self) -> u64 {
        self.pages.as_ref().map_or(0, |pages| pages.total)
    }

    /// The next page; `None` when everything was read.
    pub(super) async fn next(&mut self) -> Result<Option<Read>, SyncError> {
        while let Some(stage) = self.stages.front().copied() {
            let read = match stage {
                Stage::Deleted => self.listed().await?,
                _ => self.queried(stage).await?,
            };
            if read.is_some() {
                return Ok(read);
            }
            self.stages.pop_front();
        }
        Ok(None)
    }

    pub(super) fn read(&self, stage: Stage, records: Vec<Record>, gone: Vec<Delete>) -> Read {
        Read {
            stage,
            records,
            gone,
            state: self.state.clone(),
        }
    }

    /// Everything was read anew.
    pub(super) fn complete(&mut self) {
        self.state.full = false;
        self.state.reached = None;
    }
}
