use std::time::{Duration, SystemTime};

use bytes::Bytes;
use reqwest::header::{HeaderMap, RETRY_AFTER};

use crate::Usage;

/// An HTTP answer, read to its end.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Answer {
    /// Salesforce's id of the request. Its edge sends it under both names; some of its servers under one.
    pub(super) fn request_id(&self) -> Option<String> {
        ["x-sfdc-request-id", "sfdc-request-id", "x-request-id"]
            .iter()
            .find_map(|name| self.header(name))
            .map(str::to_owned)
    }

    /// `Retry-After`, in seconds or as a date. A date in the past is no wait.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        let text = self.header(RETRY_AFTER.as_str())?.trim();
        if let Ok(seconds) = text.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let date = httpdate::parse_http_date(text).ok()?;
        Some(date.duration_since(SystemTime::now()).unwrap_or_default())
    }

    /// How much of its requests the org has used.
    pub(super) fn usage(&self) -> Option<Usage> {
        self.header("sforce-limit-info").map(Usage::parse)
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
