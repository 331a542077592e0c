use std::time::Duration;

use serde::Deserialize;

use super::calls::Calls;
use super::destination::Delete;
use super::{Stamp, State, SyncError};

/// How long Salesforce keeps the list of deleted records.
const KEPT: Duration = Duration::from_secs(15 * 24 * 60 * 60);

/// A window must be longer than a minute, and seconds are not looked at.
const SHORTEST: Duration = Duration::from_secs(2 * 60);

/// What the list of deleted records says.
pub(super) enum Listed {
    /// The window is too short yet.
    TooSoon,
    /// These went, of which some were told before; the next window begins here.
    Gone(Vec<Delete>, Stamp),
    /// The list does not reach back so far, or would be too long.
    TooOld,
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
        return Ok(Listed::TooOld);
    }
    if end.since(start) < SHORTEST {
        return Ok(Listed::TooSoon);
    }
    let window = [("start", &*start.to_string()), ("end", &*end.to_string())];
    let answer = match calls.get(&["sobjects", object, "deleted"], &window).await {
        Err(SyncError::Call(error)) if is_too_old(&error) => return Ok(Listed::TooOld),
        answer => answer?,
    };
    let list: List = answer.json()?;
    let gone = list.deleted_records.into_iter().map(|record| Delete {
        id: record.id,
        at: record.deleted_date,
    });
    let next = list.latest_date_covered.minute().clamp(start, end);
    Ok(Listed::Gone(gone.collect(), next))
}

fn is_too_old(error: &crate::Error) -> bool {
    matches!(
        error.error_code(),
        Some("INVALID_REPLICATION_DATE" | "EXCEEDED_ID_LIMIT")
    )
}
