use std::fmt::{self, Display};
use std::str::FromStr;

/// A version of Salesforce's API, such as `v66.0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ApiVersion(u16);

impl ApiVersion {
    /// The version that is called when none is given: v66.0.
    pub const DEFAULT: Self = Self(66);
}

impl Default for ApiVersion {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{}.0", self.0)
    }
}

/// The text is not an API version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an API version: write it like `66.0` or `v66.0`")]
pub struct InvalidApiVersion(String);

impl FromStr for ApiVersion {
    type Err = InvalidApiVersion;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = text.strip_prefix('v').unwrap_or(text).strip_suffix(".0");
        number
            .filter(|number| {
                (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
            })
            .and_then(|number| number.parse().ok())
            .map(Self)
            .ok_or_else(|| InvalidApiVersion(text.to_owned()))
    }
}
