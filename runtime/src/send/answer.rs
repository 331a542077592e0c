use std::time::{Duration, SystemTime};

use bytes::Bytes;
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use reqwest::{Client, Request};

/// An HTTP answer, read to its end.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(super) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Salesforce's edge sends the id of a request under the first two names; some of its servers under one.
const REQUEST_ID: [HeaderName; 3] = [
    HeaderName::from_static("x-sfdc-request-id"),
    HeaderName::from_static("sfdc-request-id"),
    HeaderName::from_static("x-request-id"),
];

const USAGE: HeaderName = HeaderName::from_static("sforce-limit-info");

impl Answer {
    /// Sends a request and reads what comes.
    pub(super) fn to(
        http: &Client,
        request: Request,
    ) -> impl Future<Output = Result<Self, reqwest::Error>> {
        // Begun outside the future, which would carry the whole request else.
        let response = http.execute(request);
        async {
            let mut response = response.await?;
            let status = response.status().as_u16();
            // The body is decoded already as the headers say, so that nothing else needs them.
            let headers = std::mem::take(response.headers_mut());
            Ok(Self {
                status,
                headers,
                body: response.bytes().await?,
            })
        }
    }

    /// Salesforce's id of the request.
    pub(crate) fn request_id(&self) -> Option<&str> {
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
    pub(crate) fn date(&self) -> Option<SystemTime> {
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
