use fastrand::Rng;

use crate::fault::Fault;

/// Locks that others have on records, so that these cannot be written.
#[derive(Debug)]
pub(crate) struct Locks {
    random: Rng,
    /// How many of all records are locked, from 0 to 1.
    share: f64,
}

impl Locks {
    /// None yet.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            random: Rng::with_seed(seed),
            share: 0.0,
        }
    }

    /// Lets others have locks on such a share of all records.
    pub(crate) fn set(&mut self, share: f64) {
        self.share = share;
    }

    /// Takes the lock on a record that is to be written.
    pub(super) fn take(&mut self) -> Result<(), Fault> {
        if self.share > 0.0 && self.random.f64() < self.share {
            let message = "unable to obtain exclusive access to this record";
            return Err(Fault::save("UNABLE_TO_LOCK_ROW", message, [""; 0]));
        }
        Ok(())
    }
}
