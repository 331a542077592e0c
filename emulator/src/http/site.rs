use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use crate::Token;
use crate::org::Org;

/// What all connections share.
#[derive(Debug)]
pub(crate) struct Site {
    org: Mutex<Org>,
    pub(super) token: Token,
    requests: AtomicU64,
    /// The hour, counted from 1970, in which the recycle bin was looked through last.
    tidied: AtomicI64,
}

impl Site {
    pub(crate) fn new(org: Org, token: Token) -> Self {
        Self {
            org: Mutex::new(org),
            token,
            requests: AtomicU64::new(0),
            tidied: AtomicI64::new(i64::MIN),
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

    /// Whether another hour has begun since it was asked last.
    pub(super) fn is_another_hour(&self, now: Timestamp) -> bool {
        let hour = now.as_second().div_euclid(3600);
        self.tidied.swap(hour, Ordering::Relaxed) != hour
    }

    /// How many requests there were.
    pub(crate) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }
}
