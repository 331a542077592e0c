use std::time::Duration;
use std::vec;

use serde::Deserialize;

use super::calls::Calls;
use super::destination::Delete;
use super::{Stamp, State, SyncError};

/// How long Salesforce keeps the list of deleted records.
const KEPT: Duration = Duration::from_secs(15 * 24 * 60 * 60);

/// A window must be longer than a minute, and seconds are not looked at.
const SHORTEST: Duration = Duration::from_secs(2 * 60);

/// No delete is under way for longer.
pub(super) const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// How many deletes make a page. A query that names so many ids is half as long as one may be.
pub(super) const PAGE: usize = 2_000;

/// What the list of deleted records says.
pub(super) enum Listed {
    /// The window is too short yet.
    TooSoon,
    /// These went.
    Gone(Gone),
    /// They are not told.
    Untold(Untold),
}

/// Why deletes are not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Untold {
    /// The list does not reach back so far, or would be too long.
    Ever,
    /// Salesforce refuses a window that is no longer than the list is kept: some deletes are not done yet, or somebody has
    /// purged it.
    Yet,
}

/// Deletes that are to be given, oldest first, a page at a time.
pub(super) struct Gone {
    left: vec::IntoIter<Delete>,
    /// The next window begins here.
    pub(super) next: Stamp,
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
    latest_date_covered: Stamp,
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
    let (Some(start), end) = (state.deleted, until.minute()) else {
        return Ok(Listed::TooSoon);
    };
    if end.since(start) >= KEPT {
        return Ok(Listed::Untold(Untold::Ever));
    }
    if end.since(start) < SHORTEST {
        return Ok(Listed::TooSoon);
    }
    let window = [("start", &*start.to_string()), ("end", &*end.to_string())];
    let answer = match calls.get(&["sobjects", object, "deleted"], &window).await {
        Err(SyncError::Call(error)) => return untold(error).map(Listed::Untold),
        answer => answer?,
    };
    let list: List = answer.json()?;
    let next = list.latest_date_covered.minute().clamp(start, end);
    Ok(Listed::Gone(Gone {
        left: list.gone(state, next).into_iter(),
        next,
    }))
}

impl List {
    /// What a sync does not know yet, each record once. What stands behind the next window's beginning is not complete.
    fn gone(self, state: &State, next: Stamp) -> Vec<Delete> {
        let records = self.deleted_records.into_iter().map(|record| Delete {
            id: record.id,
            at: record.deleted_date,
        });
        let is_new = |gone: &Delete| !state.is_binned(gone) && !state.has_listed(gone);
        let mut gone: Vec<Delete> = records
            .filter(|gone| gone.at < next && is_new(gone))
            .collect();
        gone.sort_by(|one, other| (&one.id, other.at).cmp(&(&other.id, one.at)));
        gone.dedup_by(|earlier, latest| earlier.id == latest.id);
        gone.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
        gone
    }
}

/// Whether the list is refused, and not the call.
fn untold(error: crate::Error) -> Result<Untold, SyncError> {
    match error.error_code() {
        Some("EXCEEDED_ID_LIMIT") => Ok(Untold::Ever),
        Some("INVALID_REPLICATION_DATE") => Ok(Untold::Yet),
        _ => Err(error.into()),
    }
}
