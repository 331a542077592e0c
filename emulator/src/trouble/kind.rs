use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

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
        /// Whether the org has done the work all the same, which 429 and 503 rule out.
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
    /// The org has moved: the same path at another origin. Salesforce sends on to new hostnames by 301 and by 307.
    Moved {
        /// Where to, such as `https://acme--new.my.salesforce.com`.
        to: String,
        /// 301, 302, 307 or 308. A client that follows the latter two sends a `POST` again.
        #[serde(default = "permanently")]
        status: u16,
    },
    /// A transaction that ends late: what was written has its stamp and its ids, is answered at once, and is there
    /// for others only when so many seconds have passed on the org's clock.
    InFlight {
        /// How long after its stamp.
        seconds: u64,
    },
    /// Just before the request somebody deletes a record so that no recycle bin has it, as by
    /// [`hard_delete`](crate::Emulator::hard_delete).
    HardDelete {
        /// Its id, or an object, of which it is a random one.
        record: String,
    },
    /// Just before the request somebody merges a record into another, as by [`merge`](crate::Emulator::merge).
    Merge {
        /// The id of the one that goes to the recycle bin, or an object, of which it is a random one.
        record: String,
        /// The id of the one that stays; unless told, a random one of the same object.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        into: Option<String>,
    },
    /// Just before the request somebody empties the recycle bin, as by
    /// [`empty_recycle_bin`](crate::Emulator::empty_recycle_bin).
    EmptyRecycleBin {},
    /// Just before the request Salesforce purges old entries of its list of deletes, as by
    /// [`purge_delete_log`](crate::Emulator::purge_delete_log).
    PurgedDeleteLog {},
    /// From the request on field-level security hides a field, as by [`hide_fields`](crate::Emulator::hide_fields).
    HiddenField {
        /// With its object, such as `Contact.Phone`.
        field: String,
    },
    /// From the request on no query that was begun before has a next page, as by
    /// [`expire_locators`](crate::Emulator::expire_locators).
    ExpiredLocators {},
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
    match (value, value.as_f64()) {
        (Value::String(text), _) => text.clone(),
        // As it is written by hand: without `.0`.
        (_, Some(number)) => number.to_string(),
        _ => value.to_string(),
    }
}

fn all() -> f64 {
    1.0
}

fn permanently() -> u16 {
    301
}

fn unavailable() -> u16 {
    503
}

/// Whether it is what it would be if nothing were said.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
