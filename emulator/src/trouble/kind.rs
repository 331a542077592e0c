use std::fmt;
use std::time::Duration;

use hyper::Method;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::BadRule;

/// What a request meets.
///
/// As text it is what the command line takes: its name and what belongs to it, such as `reset,when=after`; of a
/// status, the number for its name: `503,retry-after=3`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "trouble",
    rename_all = "kebab-case",
    rename_all_fields = "kebab-case",
    deny_unknown_fields
)]
#[non_exhaustive]
pub enum Trouble {
    /// The answer of a server that fails or is asked too often: 429, 500, 502, 503 or 504.
    Status {
        /// Which of these.
        status: u16,
        /// After how many seconds to come back, as the header says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<u64>,
        /// Whether the org has done the work all the same.
        #[serde(default, skip_serializing_if = "is_default")]
        done: bool,
    },
    /// 403 `REQUEST_LIMIT_EXCEEDED`: no calls are left for 24 hours.
    DailyLimit {},
    /// 403 `REQUEST_LIMIT_EXCEEDED`: too many calls at the same time.
    ConcurrentLimit {},
    /// The session ends: from now on its token is refused, and a [new one](crate::Emulator::new_session) is needed.
    ExpiredSession {},
    /// `UNABLE_TO_LOCK_ROW` for records that are written.
    LockedRows {
        /// How many of them, from 0 to 1 for all; which is random.
        #[serde(default = "all")]
        share: f64,
    },
    /// The connection is reset.
    Reset {
        /// When, seen from the work.
        #[serde(default)]
        when: When,
    },
    /// Half of the answer is sent, and then nothing for ever.
    StalledBody {},
    /// The connection closes after half of the answer; `Content-Length` promises all of it.
    TruncatedBody {},
    /// Half of a compressed answer, with a `Content-Length` that fits the half. An answer that is not compressed is
    /// truncated as by [`TruncatedBody`](Self::TruncatedBody).
    TruncatedGzip {},
    /// A page of HTML for people, instead of an answer.
    Maintenance {
        /// 503, or 200, which no client must take for success.
        #[serde(default = "unavailable")]
        status: u16,
    },
    /// The answer comes late. The seconds are the computer's, whatever the org's clock does.
    Slow {
        /// How late; parts of a second too.
        seconds: f64,
    },
    /// The org has moved: 302, with the same path at another origin.
    Moved {
        /// Where to, such as `https://acme--new.my.salesforce.com`.
        to: String,
    },
    /// A transaction that ends late: what was written has its stamp and its ids, is answered at once, and is there
    /// for others only when so many seconds have passed on the org's clock.
    InFlight {
        /// How long after its stamp.
        seconds: u64,
    },
}

/// When a connection is reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// The org has not even begun.
    #[default]
    Before,
    /// The work is done, and half of the answer is sent.
    During,
    /// The work is done, and nothing is sent.
    After,
}

impl Trouble {
    /// A status without `Retry-After`, for which the org has done nothing.
    pub fn status(status: u16) -> Self {
        Self::Status {
            status,
            retry_after: None,
            done: false,
        }
    }

    /// Whether the org does nothing for the request.
    pub(crate) fn is_before(&self) -> bool {
        match self {
            Self::Status { done, .. } => !done,
            Self::Reset { when } => *when == When::Before,
            Self::DailyLimit {}
            | Self::ConcurrentLimit {}
            | Self::ExpiredSession {}
            | Self::Maintenance { .. }
            | Self::Moved { .. } => true,
            _ => false,
        }
    }

    /// How much later than done the answer is sent.
    pub(crate) fn delay(&self) -> Option<Duration> {
        match self {
            Self::Slow { seconds } => {
                let delay = Duration::try_from_secs_f64(*seconds);
                Some(delay.unwrap_or(Duration::MAX))
            }
            _ => None,
        }
    }

    /// Whether a request of this method can meet it.
    pub(super) fn concerns(&self, method: &Method) -> bool {
        let writes = matches!(self, Self::InFlight { .. } | Self::LockedRows { .. });
        !writes || !method.is_safe()
    }

    /// What is wrong with its numbers and texts.
    pub(super) fn check(&self) -> Result<(), BadRule> {
        let wrong = match self {
            Self::Status { status, .. } if !matches!(status, 429 | 500 | 502..=504) => {
                format!("{status} is none of 429, 500, 502, 503 and 504")
            }
            Self::LockedRows { share } if !(0.0..=1.0).contains(share) => {
                format!("a share is from 0 to 1, not {share}")
            }
            Self::Maintenance { status } if !matches!(status, 200 | 503) => {
                format!("a maintenance page is 200 or 503, not {status}")
            }
            Self::Slow { seconds } if !(0.0..=86_400.0).contains(seconds) => {
                format!("{seconds} seconds are no wait of up to a day")
            }
            Self::Moved { to } if !is_origin(to) => {
                format!("`{to}` is no origin, such as https://acme.my.salesforce.com")
            }
            _ => return Ok(()),
        };
        Err(BadRule(wrong))
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(Value::Object(mut parts)) = serde_json::to_value(self) else {
            return Err(fmt::Error);
        };
        let name = parts.shift_remove("trouble");
        let name = match self {
            Self::Status { .. } => parts.shift_remove("status"),
            _ => name,
        };
        f.write_str(&plain(&name.unwrap_or_default()))?;
        let mut parts = parts.iter();
        parts.try_for_each(|(key, value)| write!(f, ",{key}={}", plain(value)))
    }
}

fn plain(value: &Value) -> String {
    let text = value.as_str().map(str::to_owned);
    text.unwrap_or_else(|| value.to_string())
}

fn is_origin(text: &str) -> bool {
    let uri = text.parse::<hyper::Uri>().ok();
    uri.is_some_and(|uri| {
        let is_http = matches!(uri.scheme_str(), Some("http" | "https"));
        is_http && uri.path() == "/" && uri.query().is_none() && !text.ends_with('/')
    })
}

fn all() -> f64 {
    1.0
}

fn unavailable() -> u16 {
    503
}

/// Whether it is what it would be if nothing were said.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
