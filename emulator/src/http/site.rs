use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::Token;
use crate::org::Org;

/// What all connections share.
#[derive(Debug)]
pub(crate) struct Site {
    org: Mutex<Org>,
    pub(super) token: Token,
    requests: AtomicU64,
}

impl Site {
    pub(crate) fn new(org: Org, token: Token) -> Self {
        Self {
            org: Mutex::new(org),
            token,
            requests: AtomicU64::new(0),
        }
    }

    /// The org, of which only one has hold at a time.
    pub(crate) fn org(&self) -> MutexGuard<'_, Org> {
        // Whatever panicked while it had the org, its transaction is not committed.
        self.org.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of a request that has come in, from 1.
    pub(super) fn next_request(&self) -> u64 {
        self.requests.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// How many requests there were.
    pub(crate) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }
}
