mod hidden;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use self::hidden::Hidden;
use crate::fault::Fault;
use crate::query::{Locators, PAGE};
use crate::records::Locks;
use crate::store::{self, Numbers};
use crate::usage::Usage;
use crate::{Catalog, Clock, RecordId, Seed, StartError, records, seed, stamp};

/// Everything that is behind the requests: the objects, the records, and who asks.
#[derive(Debug)]
pub(crate) struct Org {
    /// The objects as who asks sees them.
    pub(crate) catalog: Catalog,
    /// The objects with all of their fields.
    pub(crate) whole: Catalog,
    pub(crate) hidden: Hidden,
    pub(crate) db: Connection,
    pub(crate) clock: Clock,
    /// Whose token is used.
    pub(crate) user: RecordId,
    pub(crate) numbers: Numbers,
    pub(crate) usage: Usage,
    /// How many records a page has, unless a request says otherwise.
    pub(crate) page_size: usize,
    /// When its objects became what they are.
    pub(crate) described: Timestamp,
    /// What of all records cannot be written now.
    pub(crate) locks: Locks,
    /// When it last did what time does.
    aged: Option<Timestamp>,
    /// The results of queries of which not all was asked for yet.
    pub(crate) locators: Locators,
}

impl Org {
    /// The org of a database. A seed is only for one that is new.
    ///
    /// # Errors
    /// What is wrong with the database or the seed.
    pub(crate) fn open(
        db: Connection,
        catalog: Catalog,
        clock: Clock,
        seed: &Seed,
    ) -> Result<Self, StartError> {
        let told = |fault: Fault| StartError::Data(fault.message);
        store::create_tables(&db, &catalog).map_err(told)?;
        let no_id = || StartError::Data("no id for a user".to_owned());
        let user = RecordId::new("005", 1).ok_or_else(no_id)?;
        let mut org = Self {
            whole: catalog.clone(),
            catalog,
            hidden: Hidden::default(),
            db,
            described: clock.now(),
            clock,
            user,
            numbers: Numbers::default(),
            usage: Usage::default(),
            page_size: PAGE,
            locks: Locks::default(),
            aged: None,
            locators: Locators::default(),
        };
        if !org.choose_user().map_err(told)? {
            seed::plant(&mut org, seed).map_err(StartError::Seed)?;
        }
        Ok(org)
    }

    /// The first user is the one whose token is used. Tells whether there is one.
    pub(crate) fn choose_user(&mut self) -> Result<bool, Fault> {
        let first = "SELECT Id FROM User WHERE IsActive = 1 ORDER BY Id LIMIT 1";
        let id: Option<String> = self.db.query_row(first, [], |row| row.get(0)).optional()?;
        let id = id.and_then(|id| id.parse().ok());
        self.user = id.unwrap_or(self.user);
        Ok(id.is_some())
    }

    /// The time now, as it is written into records.
    pub(crate) fn stamp(&self) -> String {
        stamp::stamp(self.clock.now())
    }

    /// Does what time does: what was deleted long ago leaves the recycle bin.
    pub(crate) fn age(&mut self) -> Result<(), Fault> {
        let now = self.clock.now();
        if self.aged == Some(now) {
            return Ok(());
        }
        records::purge_old(self)?;
        self.aged = Some(now);
        Ok(())
    }

    /// Undoes what was done since the transaction began, be it by time.
    pub(crate) fn undo(&mut self) -> rusqlite::Result<()> {
        self.aged = None;
        self.db.execute_batch("ROLLBACK")
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

/// Whether what was done stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    Yes,
    No,
}

impl Keep {
    pub(crate) fn unless(undo: bool) -> Self {
        if undo { Self::No } else { Self::Yes }
    }
}
