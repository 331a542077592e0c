//! How often a failed request is repeated, and after which waits.

use std::time::Duration;

/// How often and after which waits a failed request is repeated.
///
/// The wait before the n-th repeat is random between zero and `base_delay` · 2ⁿ⁻¹, at most `max_delay`
/// ("full jitter", so that clients that failed together do not come back together). Where Salesforce says
/// how long to wait, that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    max_retries: usize,
    base_delay: Duration,
    max_delay: Duration,
    budget: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_retries: 4,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(30),
            budget: Duration::from_secs(60),
        }
    }
}

impl RetryPolicy {
    /// Four repeats, from half a second to 30 s apart, 60 s of waiting in all.
    pub fn new() -> Self {
        Self::default()
    }

    /// Nothing is repeated.
    pub fn none() -> Self {
        Self::default().max_retries(0)
    }

    /// How often a request is repeated at most: 4 unless told.
    pub fn max_retries(mut self, retries: usize) -> Self {
        self.max_retries = retries;
        self
    }

    /// The longest first wait: 500 ms unless told.
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// The longest of all waits, but for those that Salesforce asks for: 30 s unless told.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// How long one call may wait in all: 60 s unless told. A wait that does not fit ends the call at once.
    pub fn budget(mut self, budget: Duration) -> Self {
        self.budget = budget;
        self
    }

    /// The waits of one call, in their order.
    pub(crate) fn delays(&self) -> Delays {
        Delays {
            left: self.max_retries,
            next: self.base_delay,
            max: self.max_delay,
        }
    }

    /// What one call may wait in all.
    pub(crate) fn purse(&self) -> Purse {
        Purse { left: self.budget }
    }
}

/// Random waits below an exponential ceiling.
#[derive(Debug)]
pub(crate) struct Delays {
    left: usize,
    next: Duration,
    max: Duration,
}

impl Iterator for Delays {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        self.left = self.left.checked_sub(1)?;
        let ceiling = self.next.min(self.max);
        self.next = ceiling.saturating_mul(2);
        Some(
            Duration::try_from_secs_f64(ceiling.as_secs_f64() * fastrand::f64()).unwrap_or(ceiling),
        )
    }
}

/// The waiting that a call may still do.
#[derive(Debug)]
pub(crate) struct Purse {
    left: Duration,
}

impl Purse {
    /// Takes `delay` out, or gives `None` when it is not there.
    pub(crate) fn take(&mut self, delay: Duration) -> Option<Duration> {
        self.left = self.left.checked_sub(delay)?;
        Some(delay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_fill_the_room_below_a_doubling_ceiling() {
        let millis = Duration::from_millis;
        let policy = RetryPolicy::new()
            .base_delay(millis(100))
            .max_delay(millis(250));
        let mut longest = [Duration::ZERO; 4];
        for _ in 0..1000 {
            for (longest, delay) in longest.iter_mut().zip(policy.delays()) {
                *longest = delay.max(*longest);
            }
        }
        for (longest, ceiling) in longest.into_iter().zip([100, 200, 250, 250].map(millis)) {
            assert!(
                (ceiling.mul_f64(0.9)..=ceiling).contains(&longest),
                "{longest:?} of {ceiling:?}"
            );
        }
    }
}
