//! The log of what was deleted, in which Salesforce keeps no more entries than it likes.

use jiff::SignedDuration;
use rusqlite::OptionalExtension as _;

use crate::fault::Fault;
use crate::org::Org;
use crate::stamp;

/// An entry is not purged before.
const KEPT: SignedDuration = SignedDuration::from_hours(2);

impl Org {
    /// Purges all entries of the log that are old enough. Gives how many these are.
    pub(crate) fn purge_log(&mut self) -> Result<usize, Fault> {
        let end = self.clock.now().checked_sub(KEPT);
        let end = stamp::stamp(end.map_err(Fault::unexpected)?);
        let before = self.log_begin()?;
        let count = "SELECT count(*) FROM \"emulator deleted\" WHERE at >= ?1 AND at < ?2";
        let purged: u32 = self
            .db
            .query_row(count, (&before, &end), |row| row.get(0))?;
        if end > before {
            let keep =
                "INSERT OR REPLACE INTO \"emulator state\" (key, value) VALUES ('delete log', ?1)";
            self.db.execute(keep, [end])?;
        }
        usize::try_from(purged).map_err(Fault::unexpected)
    }

    /// The stamp of the last entry of an object that was purged.
    pub(crate) fn last_purged(&self, object: &str) -> Result<Option<String>, Fault> {
        let last = "SELECT max(at) FROM \"emulator deleted\" WHERE object = ?1 AND at < ?2";
        let mut last = self.db.prepare_cached(last)?;
        Ok(last.query_row([object, &self.log_begin()?], |row| row.get(0))?)
    }

    /// Before it the log has no entry.
    fn log_begin(&self) -> Result<String, Fault> {
        let begin = "SELECT value FROM \"emulator state\" WHERE key = 'delete log'";
        let mut begin = self.db.prepare_cached(begin)?;
        let begin = begin.query_row([], |row| row.get(0)).optional()?;
        Ok(begin.unwrap_or_default())
    }
}
