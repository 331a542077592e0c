use std::time::Duration;
use std::vec;

use serde::Deserialize;

use super::calls::Calls;
use super::destination::Delete;
use super::{Stamp, State, SyncError};

/// How long Salesforce keeps the list of deleted records at most.
pub(super) const KEPT: Duration = Duration::from_secs(15 * 24 * 60 * 60);

/// A window must be longer than a minute, and seconds are not looked at.
const SHORTEST: Duration = Duration::from_secs(2 * 60);

/// No delete is under way for longer, and no change takes longer to settle.
pub(super) const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// How many deletes make a page. A query that names so many ids is half as long as one may be.
pub(super) const PAGE: usize = 2_000;

/// What the list of deleted records says.
pub(super) enum Listed {
    /// The window is too short yet.
    TooSoon,
    /// These went.
    Gone(Gone),
    /// What went until then is not told any more, or is too much at once.
    Untold { until: Stamp },
    /// Salesforce refuses a window that is no longer than the list is kept: some deletes are not done yet, or somebody has
    /// purged it.
    Refused,
}

/// Deletes that are to be given, oldest first, a page at a time.
pub(super) struct Gone {
    left: vec::IntoIter<Delete>,
    /// The next window begins here.
    pub(super) next: Stamp,
    /// Salesforce has purged deletes that were in the window.
    pub(super) has_gaps: bool,
    /// More can be told at once: the window was cut short, and is told to its end.
    pub(super) goes_on: bool,
}

impl Gone {
    /// The next page.
    pub(super) fn page(&mut self) -> Vec<Delete> {
        self.left.by_ref().take(PAGE).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.left.len() == 0
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct List {
    deleted_records: Vec<DeletedRecord>,
    /// The last delete that was purged.
    earliest_date_available: Option<Stamp>,
    latest_date_covered: Option<Stamp>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DeletedRecord {
    id: String,
    deleted_date: Stamp,
}

/// Asks which records were deleted from a time on, also those that have left the recycle bin.
///
/// See [sObject Get Deleted](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_getdeleted.htm).
pub(super) async fn listed(
    object: &str,
    state: &State,
    until: Stamp,
    calls: &mut Calls,
) -> Result<Listed, SyncError> {
    let (Some(start), last) = (state.deleted, until.minute()) else {
        return Ok(Listed::TooSoon);
    };
    let mut window = Window { start, end: last };
    if window.length() >= KEPT {
        let until = last.earlier(KEPT.saturating_sub(LONGEST));
        return Ok(Listed::Untold { until });
    }
    if window.length() < SHORTEST {
        return Ok(Listed::TooSoon);
    }
    loop {
        let error = match window.asked(object, calls).await {
            Err(SyncError::Call(error)) => error,
            answer => return Ok(Listed::Gone(answer?.gone(state, &window, last))),
        };
        window = match (error.error_code(), window.half()) {
            (Some("EXCEEDED_ID_LIMIT"), Some(half)) => half,
            (Some("EXCEEDED_ID_LIMIT"), None) => return Ok(Listed::Untold { until: window.end }),
            (Some("INVALID_REPLICATION_DATE"), _) => return Ok(Listed::Refused),
            _ => return Err(error.into()),
        };
    }
}

/// From when to when is asked, in whole minutes.
struct Window {
    start: Stamp,
    end: Stamp,
}

impl Window {
    fn length(&self) -> Duration {
        self.end.since(self.start)
    }

    /// Its first half, unless that is too short.
    fn half(&self) -> Option<Self> {
        let half = Self {
            start: self.start,
            end: self.end.earlier(self.length() / 2).minute(),
        };
        (half.length() >= SHORTEST).then_some(half)
    }

    async fn asked(&self, object: &str, calls: &mut Calls) -> Result<List, SyncError> {
        let (start, end) = (self.start.to_string(), self.end.to_string());
        let window = [("start", &*start), ("end", &*end)];
        let answer = calls.get(&["sobjects", object, "deleted"], &window).await?;
        Ok(answer.json()?)
    }
}

impl List {
    /// What is told of a window, of which the last one ends at `last`.
    fn gone(self, state: &State, window: &Window, last: Stamp) -> Gone {
        let earliest = self.earliest_date_available;
        let covered = self.latest_date_covered;
        let covered = covered.unwrap_or_else(|| window.end.earlier(LONGEST));
        let next = covered.minute().clamp(window.start, window.end);
        Gone {
            left: self.deletes(state, next).into_iter(),
            next,
            has_gaps: earliest.is_some_and(|earliest| earliest >= window.start),
            goes_on: next == window.end && next < last,
        }
    }

    /// What the list has not told yet, each record once. What stands behind the next window's beginning is not complete.
    fn deletes(self, state: &State, next: Stamp) -> Vec<Delete> {
        let records = self.deleted_records.into_iter().map(|record| Delete {
            id: record.id,
            at: record.deleted_date,
        });
        let mut gone: Vec<Delete> = records
            .filter(|gone| gone.at < next && !state.has_listed(gone))
            .collect();
        gone.sort_by(|one, other| (&one.id, other.at).cmp(&(&other.id, one.at)));
        gone.dedup_by(|earlier, latest| earlier.id == latest.id);
        gone.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
        gone
    }
}
