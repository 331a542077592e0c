use std::time::{Duration, SystemTime};

use bytes::Bytes;
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

/// An HTTP answer, read to its end.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// Salesforce's edge sends the id of a request under the first two names; some of its servers under one.
const REQUEST_ID: [HeaderName; 3] = [
    HeaderName::from_static("x-sfdc-request-id"),
    HeaderName::from_static("sfdc-request-id"),
    HeaderName::from_static("x-request-id"),
];

const USAGE: HeaderName = HeaderName::from_static("sforce-limit-info");

impl Answer {
    /// Salesforce's id of the request.
    pub(super) fn request_id(&self) -> Option<&str> {
        REQUEST_ID.iter().find_map(|name| self.header(name))
    }

    /// `Retry-After`, in seconds or as a date. A date in the past is no wait.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        let text = self.header(&RETRY_AFTER)?.trim();
        if let Ok(seconds) = text.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let date = httpdate::parse_http_date(text).ok()?;
        Some(date.duration_since(SystemTime::now()).unwrap_or_default())
    }

    /// When it was given, by the org's clock.
    pub(super) fn date(&self) -> Option<SystemTime> {
        httpdate::parse_http_date(self.header(&DATE)?).ok()
    }

    /// How much of its requests the org has used, as [`Usage`](crate::Usage) reads it.
    pub(super) fn usage(&self) -> Option<&str> {
        self.header(&USAGE)
    }

    pub(super) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
