use std::sync::atomic::{AtomicU64, Ordering};

use super::SyncError;

/// How many requests a run may send, over all its syncs.
#[derive(Debug, Default)]
pub struct Budget {
    most: Option<u64>,
    used: AtomicU64,
}

impl Budget {
    /// This many requests, each repeat included. One that has begun is repeated as ever, so that there may be a few more.
    pub fn of(requests: u64) -> Self {
        Self {
            most: Some(requests),
            used: AtomicU64::new(0),
        }
    }

    /// How many may be sent at most, where there is a limit.
    pub fn most(&self) -> Option<u64> {
        self.most
    }

    /// How many were sent.
    pub fn used(&self) -> u64 {
        self.used.load(Ordering::Relaxed)
    }

    /// How many may be sent still, where there is a limit.
    pub(super) fn left(&self) -> Option<u64> {
        self.most.map(|most| most.saturating_sub(self.used()))
    }

    /// One more, of a sync that sends `needed` before it has its first rows.
    pub(super) fn take(&self, needed: u64) -> Result<(), SyncError> {
        let used = self.used.fetch_add(1, Ordering::Relaxed);
        match self.most {
            Some(most) if used >= most => {
                self.used.fetch_sub(1, Ordering::Relaxed);
                Err(SyncError::Budget { most, needed })
            }
            _ => Ok(()),
        }
    }

    /// One that was taken is sent again.
    pub(super) fn repeat(&self) {
        self.used.fetch_add(1, Ordering::Relaxed);
    }
}
