use crate::fault::Fault;
use crate::org::{Keep, Org};

/// Keeps what `work` does, or undoes it where it says so. Its result is there either way.
pub(super) fn run<T>(org: &mut Org, work: impl FnOnce(&mut Org) -> (Keep, T)) -> Result<T, Fault> {
    let done = org.atomically(|org| match work(org) {
        (Keep::Yes, result) => Ok(result),
        (Keep::No, result) => Err(Undone::Wanted(result)),
    });
    match done {
        Ok(result) | Err(Undone::Wanted(result)) => Ok(result),
        Err(Undone::Fault(fault)) => Err(fault),
    }
}

/// Why nothing was done.
enum Undone<T> {
    Wanted(T),
    Fault(Fault),
}

impl<T> From<Fault> for Undone<T> {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}
