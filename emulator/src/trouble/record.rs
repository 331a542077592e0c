use std::collections::BTreeMap;
use std::time::Duration;

use hyper::HeaderMap;
use hyper::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};
use serde::{Serialize, Serializer};

use super::Trouble;

/// How many bytes of a body are kept.
const BODY: usize = 64 * 1024;

/// A request that was sent to an emulator, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RequestRecord {
    /// Its number, from 1 in the order in which requests came in; those about the emulator itself have one too.
    pub number: u64,
    /// When it came in, since the start, in milliseconds as JSON. The time is the computer's, whatever the org's clock
    /// does.
    #[serde(serialize_with = "millis")]
    pub at: Duration,
    /// Its method.
    pub method: String,
    /// Path and query, as they were sent.
    pub target: String,
    /// Its headers, by their names in small letters, but for those that carry a secret, such as `Authorization`.
    pub headers: BTreeMap<String, String>,
    /// The first 64 KB of its body, decompressed if it can be; empty where the request was refused before it was read,
    /// such as without a session.
    pub body: String,
    /// What it was answered; `None` where nothing was sent, or not yet.
    pub status: Option<u16>,
    /// What it met, in the order in which it happened; as JSON each in its short form.
    #[serde(serialize_with = "short")]
    pub trouble: Vec<Trouble>,
    /// Whether the org has done what was asked for, whatever it answered then. Of a collection or a composite, whether any
    /// part of it was done and stayed: not where all were rolled back.
    pub done: bool,
    /// Of what was in flight and did not land, as its object had been described anew meanwhile: why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost: Option<String>,
}

impl RequestRecord {
    /// How much of the memory it takes.
    pub(super) fn size(&self) -> usize {
        let headers = self.headers.iter();
        let headers: usize = headers.map(|(name, value)| name.len() + value.len()).sum();
        self.method.len() + self.target.len() + headers + self.body.len()
    }
}

/// What is kept of a body.
pub(crate) fn kept(body: &[u8]) -> String {
    // No letter is cut in two: each has up to three bytes after its first.
    let mut ends = (BODY - 3..=BODY).rev();
    let is_end = |end: &usize| body.get(*end).is_none_or(|next| next & 0xC0 != 0x80);
    let end = ends.find(is_end).unwrap_or(BODY);
    let start = &body[..end.min(body.len())];
    String::from_utf8_lossy(start).into_owned()
}

/// What is kept of headers.
pub(crate) fn kept_headers(headers: &HeaderMap) -> BTreeMap<String, String> {
    let names = headers.keys();
    let names = names.filter(|name| ![AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE].contains(name));
    let kept = names.map(|name| {
        let values = headers.get_all(name).iter();
        let values: Vec<_> = values
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect();
        (name.as_str().to_owned(), values.join(", "))
    });
    kept.collect()
}

fn millis<S: Serializer>(at: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    let millis = u64::try_from(at.as_millis()).unwrap_or(u64::MAX);
    serializer.serialize_u64(millis)
}

fn short<S: Serializer>(trouble: &[Trouble], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(trouble.iter().map(ToString::to_string))
}
