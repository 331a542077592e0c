use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

/// How many API calls an org has in 24 hours unless told otherwise, as an org of Salesforce's Developer Edition.
const DAILY: u64 = 15_000;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The API calls of the last 24 hours, and how many there may be.
///
/// Follows [API Request Limits and Allocations](https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm).
#[derive(Debug)]
pub(crate) struct Usage {
    pub(crate) limit: u64,
    /// How many there were in each minute, so that a million calls take no more room than one.
    minutes: BTreeMap<i64, u64>,
}

impl Default for Usage {
    fn default() -> Self {
        Self {
            limit: DAILY,
            minutes: BTreeMap::new(),
        }
    }
}

impl Usage {
    /// Counts a call. Those of a composite batch count too, each.
    pub(crate) fn count(&mut self, now: Timestamp) {
        self.minutes = self.minutes.split_off(&(minute_of_yesterday(now) + 1));
        *self.minutes.entry(minute(now)).or_default() += 1;
    }

    /// The calls of the 24 hours until now.
    pub(crate) fn used(&self, now: Timestamp) -> u64 {
        let day = minute_of_yesterday(now) + 1..=minute(now);
        self.minutes.range(day).map(|(_, calls)| calls).sum()
    }

    /// Whether there may be no other call.
    pub(crate) fn is_exhausted(&self, now: Timestamp) -> bool {
        self.used(now) >= self.limit
    }

    /// Forgets all of them.
    pub(crate) fn clear(&mut self) {
        self.minutes.clear();
    }
}

fn minute(at: Timestamp) -> i64 {
    at.as_second().div_euclid(60)
}

fn minute_of_yesterday(now: Timestamp) -> i64 {
    minute(now) - DAY.as_mins()
}
