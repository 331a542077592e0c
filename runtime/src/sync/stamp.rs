use std::fmt::{self, Display};
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use jiff::fmt::strtime;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A time by the org's clock, to the millisecond, as Salesforce writes it into `SystemModstamp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(Timestamp);

/// The text is not a time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a time: write it like `2026-05-01T07:25:37.000Z`")]
pub struct InvalidStamp(String);

impl Stamp {
    /// Later than anything that Salesforce takes for a time.
    pub(super) const MAX: Self = Self(Timestamp::constant(32_503_680_000, 0));

    /// This much earlier.
    #[must_use]
    pub fn earlier(self, by: Duration) -> Self {
        Self(self.0.checked_sub(by).unwrap_or(Timestamp::MIN))
    }

    /// How long it is since the other; nothing where the other is later.
    pub fn since(self, other: Self) -> Duration {
        Duration::try_from(self.0.duration_since(other.0)).unwrap_or_default()
    }

    /// The beginning of its minute: the replication resources know no seconds.
    #[must_use]
    pub(super) fn minute(self) -> Self {
        let seconds = self.0.as_second().div_euclid(60) * 60;
        Self(Timestamp::from_second(seconds).unwrap_or(self.0))
    }
}

impl From<SystemTime> for Stamp {
    fn from(time: SystemTime) -> Self {
        Self(Timestamp::try_from(time).unwrap_or(Timestamp::MAX))
    }
}

/// As a SOQL query takes it, and as a state keeps it.
impl Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.0)
    }
}

impl FromStr for Stamp {
    type Err = InvalidStamp;

    /// Reads it as Salesforce writes it (`+0000`), and as a state has it (`Z`).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let of_salesforce =
            || strtime::parse("%Y-%m-%dT%H:%M:%S%.f%z", text).and_then(|time| time.to_timestamp());
        text.parse()
            .or_else(|_| of_salesforce())
            .map(Self)
            .map_err(|_| InvalidStamp(text.to_owned()))
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(Text)
    }
}

struct Text;

impl Visitor<'_> for Text {
    type Value = Stamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Stamp, E> {
        text.parse().map_err(E::custom)
    }
}
