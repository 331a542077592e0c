use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

/// Ends runs after the page that each is writing. Clones end the same runs.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<Flag>);

#[derive(Debug, Default)]
struct Flag {
    raised: AtomicBool,
    notify: Notify,
}

impl Stop {
    /// Ends them.
    pub fn stop(&self) {
        self.0.raised.store(true, Ordering::SeqCst);
        self.0.notify.notify_waiters();
    }

    /// Whether they are to end.
    pub(super) fn is_raised(&self) -> bool {
        self.0.raised.load(Ordering::SeqCst)
    }

    /// Waits until they are to end.
    pub(super) async fn stopped(&self) {
        let notified = self.0.notify.notified();
        if !self.is_raised() {
            notified.await;
        }
    }
}
