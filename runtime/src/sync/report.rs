use serde::Serialize;

use super::reader::Reader;
use super::{Cursor, Stamp, SyncEntry};

/// What a run of a sync did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The sync's name.
    pub sync: &'static str,
    /// The object that was read.
    pub object: String,
    /// Whether everything up to `until` was read. Else the next run goes on.
    pub complete: bool,
    /// Rows that were written.
    pub upserted: u64,
    /// Rows that went.
    pub deleted: u64,
    /// Rows that were there already, just so.
    pub unchanged: u64,
    /// HTTP requests, repeats included.
    pub requests: u64,
    /// Repeats.
    pub retries: u64,
    /// Bytes of the answers, decompressed.
    pub bytes: u64,
    /// Fields that the user does not see.
    pub fields_left_out: Vec<String>,
    /// The last row of the run before.
    pub from: Option<Cursor>,
    /// The last row of this run.
    pub to: Option<Cursor>,
    /// Up to when the org was read, by its own clock.
    pub until: Stamp,
    /// What somebody should look at.
    pub warnings: Vec<String>,
}

impl Report {
    pub(super) fn new(entry: &SyncEntry, reader: &Reader) -> Self {
        let from = reader.state().cursor();
        Self {
            sync: entry.name,
            object: reader.plan.object.to_string(),
            complete: false,
            upserted: 0,
            deleted: 0,
            unchanged: 0,
            requests: 0,
            retries: 0,
            bytes: 0,
            fields_left_out: reader.visible.paths_left_out(&reader.plan.object),
            from: from.cloned(),
            to: from.cloned(),
            until: reader.until,
            warnings: warnings(reader),
        }
    }
}

/// What is known to warn of when a sync begins.
pub(super) fn warnings(reader: &Reader) -> Vec<String> {
    let object = &reader.plan.object;
    let hasty = reader.settle.is_zero().then(|| {
        "no time to settle: a change whose transaction ends after this run may be passed by for ever"
            .to_owned()
    });
    let left_out = reader.visible.left_out.iter();
    let left_out = left_out.map(ToString::to_string);
    let lacking = reader.lacking.iter().map(|field| {
        format!("rows that were read before lack `{field}` of `{object}` until all is read anew, as by `--full`")
    });
    let untold = reader.untold.iter().map(|(related, since)| {
        format!("deletes of `{related}` since {since} are not told any more: rows may have such records until all is read anew, as by `--full`")
    });
    let warnings = hasty.into_iter().chain(left_out);
    warnings.chain(lacking).chain(untold).collect()
}
