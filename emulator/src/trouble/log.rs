use std::collections::VecDeque;

use serde::{Serialize, Serializer};

use super::Trouble;

/// How many requests are kept.
const MOST: usize = 10_000;

/// How many bytes of a body are kept.
const BODY: usize = 64 * 1024;

/// What is kept of a body.
pub(crate) fn kept(body: &[u8]) -> String {
    let start = &body[..body.len().min(BODY)];
    String::from_utf8_lossy(start).into_owned()
}

/// A request that was sent to an emulator, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RequestRecord {
    /// Its method.
    pub method: String,
    /// Path and query, as they were sent.
    pub target: String,
    /// The first 64 KB of its body, decompressed if it can be; empty where the request was refused before it was read,
    /// such as without a session. No header is kept.
    pub body: String,
    /// What it was answered; `None` where nothing was sent.
    pub status: Option<u16>,
    /// What it met.
    #[serde(serialize_with = "short")]
    pub trouble: Option<Trouble>,
    /// Whether the org has done what was asked for, whatever it answered then.
    pub done: bool,
}

#[expect(clippy::ref_option, reason = "serde calls it so")]
fn short<S: Serializer>(trouble: &Option<Trouble>, serializer: S) -> Result<S::Ok, S::Error> {
    match trouble {
        Some(trouble) => serializer.collect_str(trouble),
        None => serializer.serialize_none(),
    }
}

/// The newest requests, in the order in which they were answered.
#[derive(Debug, Default)]
pub(crate) struct Log(VecDeque<RequestRecord>);

impl Log {
    pub(crate) fn add(&mut self, record: RequestRecord) {
        if self.0.len() == MOST {
            self.0.pop_front();
        }
        self.0.push_back(record);
    }

    pub(crate) fn records(&self) -> Vec<RequestRecord> {
        self.0.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}
