use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::RecordId;
use crate::fault::Fault;

use super::select::Select;

/// What the id of a locator begins with.
const PREFIX: &str = "0r8";

/// How long the rest of a result can be asked for, as
/// [API Query Cursor Limits](https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_apicursors.htm)
/// has it.
const LIFE: SignedDuration = SignedDuration::from_hours(48);

/// Salesforce has no limit of results, but memory has one: so many rows in all, and the oldest result goes first.
const ROWS: usize = 20_000_000;

/// The results of which not all was asked for yet. Whoever reads a result may find another one in it, so they are kept
/// without the org to oneself.
#[derive(Default)]
pub(crate) struct Locators(RefCell<Kept>);

#[derive(Default)]
struct Kept {
    last: u64,
    /// By their ids, which have the order of time.
    open: BTreeMap<RecordId, Cursor>,
}

/// A result: which rows there are, and what is read of them.
#[derive(Clone)]
pub(super) struct Cursor {
    pub(super) select: Arc<Select>,
    pub(super) rows: Arc<[i64]>,
    /// The id of the newest record when the result was made. A row's number may be given again.
    pub(super) newest: String,
    pub(super) owner: RecordId,
    pub(super) made: Timestamp,
}

impl fmt::Debug for Locators {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.borrow().open.keys()).finish()
    }
}

impl Locators {
    pub(super) fn keep(&self, cursor: Cursor) -> Result<RecordId, Fault> {
        let mut kept = self.0.borrow_mut();
        kept.last += 1;
        let id = RecordId::new(PREFIX, kept.last);
        let id = id.ok_or_else(|| Fault::unexpected("no id left for a locator"))?;
        kept.open.insert(id, cursor);
        let mut rows: usize = kept.open.values().map(|cursor| cursor.rows.len()).sum();
        while rows > ROWS && kept.open.len() > 1 {
            let oldest = kept.open.pop_first();
            rows -= oldest.map_or(0, |(_, cursor)| cursor.rows.len());
        }
        Ok(id)
    }

    /// The result of a locator, such as `0r8…-2000`, and the row that comes next.
    pub(super) fn find(
        &self,
        locator: &str,
        owner: RecordId,
        now: Timestamp,
    ) -> Result<(RecordId, Cursor, usize), Fault> {
        let mut kept = self.0.borrow_mut();
        kept.open
            .retain(|_, cursor| now.duration_since(cursor.made) < LIFE);
        let found = locator.split_once('-').and_then(|(id, row)| {
            let (id, row): (RecordId, usize) = (id.parse().ok()?, row.parse().ok()?);
            let cursor = kept.open.get(&id)?;
            let fits = cursor.owner == owner && row < cursor.rows.len();
            fits.then(|| (id, cursor.clone(), row))
        });
        found.ok_or_else(|| Fault::new(400, "INVALID_QUERY_LOCATOR", "invalid query locator"))
    }

    /// Closes all, as if their time had passed.
    pub(crate) fn expire(&self) {
        self.0.borrow_mut().open.clear();
    }
}
