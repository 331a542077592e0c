//! Locks of the operating system: that of a process which is gone is gone too.

use std::fs::{File, TryLockError};
use std::path::Path;

use super::DestinationError;

/// What the lock of opening is called: names of syncs and models begin with a letter.
pub(super) const OPENING: &str = "_specforce";

/// A lock that is held until it is dropped.
///
/// A process that is begun meanwhile has the file too until it runs a program of its own, so closing it is not enough.
pub(super) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // What fails to be unlocked is unlocked by being closed.
        let _ = self.0.unlock();
    }
}

/// Takes hold of what belongs to a sync, unless somebody else has it.
pub(super) fn of_sync(file: &Path, place: &str, sync: &str) -> Result<Lock, DestinationError> {
    let lock = open(file)?;
    match lock.try_lock() {
        Ok(()) => Ok(Lock(lock)),
        Err(TryLockError::WouldBlock) => Err(DestinationError::Locked {
            place: place.to_owned(),
            sync: sync.to_owned(),
        }),
        Err(TryLockError::Error(error)) => Err(DestinationError::io(file, "lock")(error)),
    }
}

/// Waits until nobody else is opening the destination, so that no two syncs claim it for two orgs.
pub(super) fn of_opening(file: &Path) -> Result<Lock, DestinationError> {
    let lock = open(file)?;
    lock.lock().map_err(DestinationError::io(file, "lock"))?;
    Ok(Lock(lock))
}

/// The file stays when the lock ends: whoever removed it would take it from one who has just opened it.
fn open(file: &Path) -> Result<File, DestinationError> {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(file)
        .map_err(DestinationError::io(file, "open"))
}
