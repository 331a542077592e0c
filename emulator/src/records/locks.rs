use std::collections::HashSet;

use fastrand::Rng;
use rusqlite::types::Value as Sql;

use crate::RecordId;
use crate::fault::Fault;
use crate::org::Org;

use super::draft::Draft;

/// What a transaction keeps others from writing until it ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Lock {
    Record(RecordId),
    /// A value of a field by which a record is found.
    Value {
        object: String,
        field: String,
        value: String,
    },
}

/// Locks that others have, so that what they are on cannot be written.
#[derive(Debug)]
pub(crate) struct Locks {
    random: Rng,
    /// How many of all records are locked, from 0 to 1.
    share: f64,
    /// Those of transactions that are in flight.
    held: HashSet<Lock>,
    /// What is taken while somebody wants to know.
    noted: Option<Vec<Lock>>,
}

impl Locks {
    /// None yet.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            random: Rng::with_seed(seed),
            share: 0.0,
            held: HashSet::new(),
            noted: None,
        }
    }

    /// Lets others have locks on such a share of all records.
    pub(crate) fn set(&mut self, share: f64) {
        self.share = share;
    }

    /// Notes what is taken from now on.
    pub(crate) fn note(&mut self) {
        self.noted = Some(Vec::new());
    }

    /// What was taken since, which is noted no longer.
    pub(crate) fn noted(&mut self) -> Vec<Lock> {
        self.noted.take().unwrap_or_default()
    }

    /// Keeps locks beyond the request that took them.
    pub(crate) fn hold(&mut self, locks: &[Lock]) {
        self.held.extend(locks.iter().cloned());
    }

    pub(crate) fn release(&mut self, locks: &[Lock]) {
        for lock in locks {
            self.held.remove(lock);
        }
    }

    /// By chance, others have a lock on a record that is to be written.
    pub(super) fn chance(&mut self) -> Result<(), Fault> {
        if self.share > 0.0 && self.random.f64() < self.share {
            return Err(locked());
        }
        Ok(())
    }

    pub(super) fn take(&mut self, lock: Lock) -> Result<(), Fault> {
        self.free(&lock)?;
        if let Some(noted) = &mut self.noted {
            noted.push(lock);
        }
        Ok(())
    }

    /// That nobody holds a lock.
    pub(super) fn free(&self, lock: &Lock) -> Result<(), Fault> {
        if self.held.contains(lock) {
            return Err(locked());
        }
        Ok(())
    }
}

impl Org {
    /// Takes the locks on a record that is to be saved, and on what it is found by from now on.
    pub(super) fn lock(&mut self, draft: &Draft) -> Result<(), Fault> {
        if let Some(id) = draft.row.text("Id").and_then(|id| id.parse().ok()) {
            self.locks.take(Lock::Record(id))?;
        }
        let fields = draft.object.fields.iter();
        let keys = fields.filter(|(_, field)| field.unique || field.external_id);
        for (name, _) in keys.filter(|(name, _)| draft.changes(name)) {
            if let Some(value) = draft.row.get(name) {
                self.locks.take(Lock::Value {
                    object: draft.object.name.clone(),
                    field: name.clone(),
                    value: plain(value),
                })?;
            }
        }
        Ok(())
    }
}

/// Texts are the same whatever their case.
fn plain(value: &Sql) -> String {
    match value {
        Sql::Text(text) => text.to_ascii_lowercase(),
        other => format!("{other:?}"),
    }
}

fn locked() -> Fault {
    let message = "unable to obtain exclusive access to this record";
    Fault::save("UNABLE_TO_LOCK_ROW", message, [""; 0])
}
