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

    /// The waits of one call.
    pub(crate) fn waits(&self) -> Waits {
        Waits {
            repeats: self.max_retries,
            ceiling: self.base_delay,
            max: self.max_delay,
            budget: self.budget,
        }
    }
}

/// What is left of a policy in a call: random waits below an exponential ceiling.
#[derive(Debug)]
pub(crate) struct Waits {
    repeats: usize,
    ceiling: Duration,
    max: Duration,
    budget: Duration,
}

impl Waits {
    /// The next wait, at least as long as Salesforce asked for; `None` where the policy or the `time_left` of the call
    /// allows none.
    pub(crate) fn next(
        &mut self,
        asked: Option<Duration>,
        time_left: Duration,
    ) -> Option<Duration> {
        self.repeats = self.repeats.checked_sub(1)?;
        // Never sooner than planned: a `Retry-After` of nothing must not become a storm.
        let delay = self.planned().max(asked.unwrap_or_default());
        // A wait that outlasts the call would only hide this failure behind a time-out.
        if delay >= time_left {
            return None;
        }
        self.budget = self.budget.checked_sub(delay)?;
        Some(delay)
    }

    fn planned(&mut self) -> Duration {
        let ceiling = self.ceiling.min(self.max);
        self.ceiling = ceiling.saturating_mul(2);
        Duration::try_from_secs_f64(ceiling.as_secs_f64() * fastrand::f64()).unwrap_or(ceiling)
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
            let mut waits = policy.waits();
            for longest in &mut longest {
                *longest = waits.planned().max(*longest);
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
