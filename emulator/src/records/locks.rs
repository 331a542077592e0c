use std::collections::HashMap;

use fastrand::Rng;
use rusqlite::types::Value as Sql;

use crate::fault::Fault;
use crate::org::Org;
use crate::{FieldType, RecordId};

use super::draft::Draft;

/// What a transaction keeps others from changing until it ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Lock {
    Record(RecordId),
    /// That a record is there, on which those rely that refer to it.
    Existence(RecordId),
    /// A value of a field by which a record is found.
    Value {
        object: String,
        field: String,
        value: String,
    },
}

/// How a lock is had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mode {
    /// To rely on it, as others may too.
    Shared,
    /// To change it.
    Alone,
}

/// The locks of a transaction.
pub(crate) type Taken = HashMap<Lock, Mode>;

/// Of all records, how many are locked, from 0 to 1, and what decides which.
#[derive(Debug)]
struct Chance {
    share: f64,
    random: Rng,
    has_hindered: bool,
}

/// Locks that others have, so that what they are on cannot be written.
#[derive(Debug, Default)]
pub(crate) struct Locks {
    /// Those that are there by chance.
    chance: Option<Chance>,
    /// Whether any was tried to be had in this request.
    tried: bool,
    /// Whether the request writes what it has read, on which it has no lock.
    read: bool,
    /// Those of transactions that are in flight, each with how many have it; of one that is had alone, none.
    held: HashMap<Lock, usize>,
    /// What is taken while somebody wants to know.
    noted: Option<Taken>,
}

impl Locks {
    /// Begins with a request, which has tried none yet.
    pub(crate) fn begin(&mut self) {
        (self.tried, self.read) = (false, false);
    }

    /// The request writes what it has read.
    pub(crate) fn rely_on_read(&mut self) {
        self.read = true;
    }

    /// Whether it would write something else if something else was there.
    pub(crate) fn relies_on_read(&self) -> bool {
        self.read
    }

    /// Lets others have locks on such a share of all records.
    pub(crate) fn set(&mut self, share: f64, random: Rng) {
        self.chance = Some(Chance {
            share,
            random,
            has_hindered: false,
        });
    }

    /// Lets others have none by chance any more. Tells whether a record was locked so that was to be written.
    pub(crate) fn unset(&mut self) -> bool {
        let chance = self.chance.take();
        chance.is_some_and(|chance| chance.has_hindered)
    }

    /// Whether the request has written, or tried to.
    pub(crate) fn were_tried(&self) -> bool {
        self.tried
    }

    /// Notes what is taken from now on.
    pub(crate) fn note(&mut self) {
        self.noted = Some(Taken::new());
    }

    /// What was taken since, which is noted no longer.
    pub(crate) fn noted(&mut self) -> Taken {
        self.noted.take().unwrap_or_default()
    }

    /// Keeps locks beyond the request that took them.
    pub(crate) fn hold(&mut self, taken: &Taken) {
        for (lock, mode) in taken {
            let sharers = self.held.entry(lock.clone()).or_default();
            *sharers += usize::from(*mode == Mode::Shared);
        }
    }

    pub(crate) fn release(&mut self, taken: &Taken) {
        for lock in taken.keys() {
            let Some(sharers) = self.held.get_mut(lock) else {
                continue;
            };
            *sharers = sharers.saturating_sub(1);
            if *sharers == 0 {
                self.held.remove(lock);
            }
        }
    }

    /// By chance, others have a lock on a record that is to be written.
    pub(super) fn chance(&mut self) -> Result<(), Fault> {
        self.tried = true;
        let Some(chance) = &mut self.chance else {
            return Ok(());
        };
        if chance.random.f64() >= chance.share {
            return Ok(());
        }
        chance.has_hindered = true;
        Err(locked())
    }

    pub(super) fn take(&mut self, lock: Lock, mode: Mode) -> Result<(), Fault> {
        self.tried = true;
        self.free(&lock, mode)?;
        if let Some(noted) = &mut self.noted {
            let known = noted.entry(lock).or_insert(mode);
            *known = mode.max(*known);
        }
        Ok(())
    }

    /// That nobody holds a lock so that it could not be had.
    pub(super) fn free(&self, lock: &Lock, mode: Mode) -> Result<(), Fault> {
        match self.held.get(lock) {
            None => Ok(()),
            Some(1..) if mode == Mode::Shared => Ok(()),
            Some(_) => Err(locked()),
        }
    }
}

impl Org {
    /// Takes the locks on a record that is to be saved, on what it is found by, and on what it refers to from now on.
    pub(super) fn lock(&mut self, draft: &Draft) -> Result<(), Fault> {
        if let Some(id) = draft.row.text("Id").and_then(|id| id.parse().ok()) {
            self.locks.take(Lock::Record(id), Mode::Alone)?;
        }
        let fields = draft.object.fields.iter();
        for (name, field) in fields.filter(|(name, _)| draft.changes(name)) {
            if field.unique || field.external_id {
                self.lock_values(draft, name)?;
            }
            let parent = draft
                .row
                .text(name)
                .filter(|_| field.r#type == FieldType::Reference);
            if let Some(parent) = parent.and_then(|id| id.parse().ok()) {
                self.locks.take(Lock::Existence(parent), Mode::Shared)?;
            }
        }
        Ok(())
    }

    /// The value that a record gets, and the one that it is found by no longer.
    fn lock_values(&mut self, draft: &Draft, name: &str) -> Result<(), Fault> {
        let before = draft.before.as_ref().and_then(|before| before.get(name));
        let mut values = before.into_iter().chain(draft.row.get(name));
        values.try_for_each(|value| {
            let lock = Lock::value(&draft.object.name, name, value);
            self.locks.take(lock, Mode::Alone)
        })
    }
}

impl Lock {
    /// Texts are the same whatever their case.
    pub(super) fn value(object: &str, field: &str, value: &Sql) -> Self {
        let value = match value {
            Sql::Text(text) => text.to_ascii_lowercase(),
            other => format!("{other:?}"),
        };
        Self::Value {
            object: object.to_owned(),
            field: field.to_owned(),
            value,
        }
    }
}

fn locked() -> Fault {
    let message = "unable to obtain exclusive access to this record";
    Fault::save("UNABLE_TO_LOCK_ROW", message, [""; 0])
}
