use serde_json::{Value, json};
use specforce_runtime::sync::{Report, SyncEntry, SyncError};

use crate::failure::{Failure, Status};
use crate::report;

/// What became of one sync.
pub(super) struct Done {
    pub(super) entry: SyncEntry,
    /// Nothing of one that could not begin.
    pub(super) report: Option<Report>,
    pub(super) result: Result<(), SyncError>,
}

impl Done {
    /// Why it ended before it had read everything, unless somebody asked for that.
    pub(super) fn failure(&self) -> Option<Failure> {
        self.failure_of(self.entry.name)
    }

    /// The same, told of all syncs that ended so.
    pub(super) fn failure_of(&self, syncs: &str) -> Option<Failure> {
        let error = self.result.as_ref().err()?;
        let failure = Failure::of_sync(syncs, error);
        let hint = match error {
            // Says itself what is needed.
            SyncError::Comparison { .. } => return Some(failure),
            SyncError::Budget { .. } if self.report.is_none() => {
                "nothing of it was read; what was not run for longest begins the next run"
            }
            _ if failure.status == Status::LimitReached && self.goes_on() => {
                "the next run goes on from there"
            }
            _ => return Some(failure),
        };
        Some(failure.hint(hint))
    }

    /// Whether the next run may come further, though nobody has mended anything.
    pub(super) fn goes_on(&self) -> bool {
        match &self.result {
            Ok(()) => true,
            Err(SyncError::Budget { most, needed }) => most >= needed,
            Err(SyncError::Call(error)) => {
                let passes = matches!(error.kind(), "transport" | "rate-limit");
                passes || error.status().is_some_and(|status| status >= 500)
            }
            Err(_) => false,
        }
    }

    /// The report, with the error if there is one.
    pub(super) fn json(&self) -> Value {
        let mut json = match &self.report {
            Some(report) => serde_json::to_value(report).unwrap_or_default(),
            None => {
                json!({ "sync": self.entry.name, "object": self.entry.object, "complete": false })
            }
        };
        if let Some(failure) = self.failure() {
            json["error"] = report::json(&failure);
        }
        json
    }
}
