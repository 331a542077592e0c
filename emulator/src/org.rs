use rusqlite::Connection;

use crate::fault::Fault;
use crate::store::{self, Numbers};
use crate::{Catalog, Clock, RecordId, stamp};

/// Everything that is behind the requests: the objects, the records, and who asks.
pub(crate) struct Org {
    pub(crate) catalog: Catalog,
    pub(crate) db: Connection,
    pub(crate) clock: Clock,
    /// Whose token is used.
    pub(crate) user: RecordId,
    pub(crate) numbers: Numbers,
}

impl Org {
    /// The time now, as it is written into records.
    pub(crate) fn stamp(&self) -> String {
        stamp::stamp(self.clock.now())
    }

    /// Does all of it or, where it fails, nothing.
    pub(crate) fn atomically<T, E: From<Fault>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let run = |org: &Self, sql| {
            org.db
                .execute_batch(sql)
                .map_err(|error| E::from(error.into()))
        };
        run(self, "SAVEPOINT work")?;
        let done = work(self);
        if done.is_err() {
            run(self, "ROLLBACK TO work")?;
        }
        run(self, "RELEASE work")?;
        done
    }
}
