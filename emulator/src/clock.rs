use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// The clock of an org: every stamp, the `Date` header and the age of everything come from it.
///
/// It runs with the computer's clock until it is [set](Clock::set), and then stands until it is moved. Clones are the
/// same clock.
#[derive(Debug, Clone, Default)]
pub struct Clock(Arc<Mutex<Hand>>);

#[derive(Debug, Clone, Copy)]
enum Hand {
    /// So far from the computer's clock.
    Running(SignedDuration),
    Standing(Timestamp),
}

impl Default for Hand {
    fn default() -> Self {
        Self::Running(SignedDuration::ZERO)
    }
}

impl Clock {
    /// What time it is.
    pub fn now(&self) -> Timestamp {
        match *self.hand() {
            Hand::Running(ahead) => moved(Timestamp::now(), ahead),
            Hand::Standing(at) => at,
        }
    }

    /// Sets the clock, which stands from now on.
    pub fn set(&self, at: Timestamp) {
        *self.hand() = Hand::Standing(at);
    }

    /// Moves the clock on, or back by a negative duration. Whether it runs or stands, it goes on doing so.
    pub fn advance(&self, by: SignedDuration) {
        let mut hand = self.hand();
        *hand = match *hand {
            Hand::Running(ahead) => Hand::Running(ahead.saturating_add(by)),
            Hand::Standing(at) => Hand::Standing(moved(at, by)),
        };
    }

    /// Lets a clock run on that stands.
    pub fn run(&self) {
        let mut hand = self.hand();
        if let Hand::Standing(at) = *hand {
            *hand = Hand::Running(at.duration_since(Timestamp::now()));
        }
    }

    fn hand(&self) -> MutexGuard<'_, Hand> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Never beyond the ends of time.
fn moved(from: Timestamp, by: SignedDuration) -> Timestamp {
    let end = if by.is_negative() {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    from.checked_add(by).unwrap_or(end)
}
