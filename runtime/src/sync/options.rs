use std::sync::Arc;
use std::time::Duration;

use super::{Budget, Report, Stop};
use crate::Usage;

/// How long a change must have been made before it is read, unless told otherwise: five minutes.
///
/// Salesforce stamps a change when it is made, and shows it when its transaction ends. A cursor that has passed a change
/// which is not shown yet never comes back to it.
pub const SETTLE: Duration = Duration::from_secs(5 * 60);

/// How a sync is run.
#[derive(Clone)]
pub struct Options {
    /// How long a change must have been made before it is read: [`SETTLE`] unless told.
    pub settle: Duration,
    /// Reads all rows anew, and compares all ids in the end.
    pub full: bool,
    /// Compares all ids with those of the destination in the end.
    pub reconcile: bool,
    /// How many requests may be sent.
    pub budget: Arc<Budget>,
    /// Ends the run after the page that is being written.
    pub stop: Stop,
    /// Is told of each page that was written.
    pub progress: Arc<dyn Fn(&Progress<'_>) + Send + Sync>,
}

/// How far a run has come.
#[derive(Debug)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// What it did until now.
    pub report: &'a Report,
    /// How many rows the query that runs has in all.
    pub expected: u64,
    /// How much of its requests the org has used.
    pub usage: Option<Usage>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            settle: SETTLE,
            full: false,
            reconcile: false,
            budget: Arc::default(),
            stop: Stop::default(),
            progress: Arc::new(|_| {}),
        }
    }
}
