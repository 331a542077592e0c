use std::io::Write;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, DATE, HeaderMap, HeaderName,
    HeaderValue, VARY,
};
use hyper::{Response as HttpResponse, StatusCode};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

use crate::rest::Response;

/// From which size on an answer is worth compressing.
const WORTH_COMPRESSING: usize = 1024;

/// What an answer tells beside what the resource says.
pub(super) struct Envelope {
    pub(super) now: Timestamp,
    /// The number of the request.
    pub(super) number: u64,
    /// How many API calls are used, of how many.
    pub(super) usage: Option<(u64, u64)>,
    pub(super) gzip: bool,
}

/// An answer as it is sent, with the headers that Salesforce gives all of them.
pub(super) fn http(response: Response, envelope: &Envelope) -> HttpResponse<Bytes> {
    let Response {
        status,
        headers,
        body,
        ..
    } = response;
    let mut all = HeaderMap::new();
    if !body.is_empty() {
        put(&mut all, &CONTENT_TYPE, "application/json;charset=UTF-8");
    }
    general(&mut all, envelope);
    for (name, value) in headers {
        if let Ok(name) = HeaderName::try_from(name) {
            put(&mut all, &name, &value);
        }
    }
    let body = if envelope.gzip && body.len() >= WORTH_COMPRESSING {
        put(&mut all, &CONTENT_ENCODING, "gzip");
        gzip(&body)
    } else {
        body
    };
    let mut answer = HttpResponse::new(Bytes::from(body));
    *answer.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    *answer.headers_mut() = all;
    answer
}

fn general(headers: &mut HeaderMap, envelope: &Envelope) {
    if let Ok(date) = DateTimePrinter::new().timestamp_to_rfc9110_string(&envelope.now) {
        put(headers, &DATE, &date);
    }
    put(headers, &VARY, "Accept-Encoding");
    put(
        headers,
        &CACHE_CONTROL,
        "no-cache,must-revalidate,max-age=0,no-store,private",
    );
    put(
        headers,
        &HeaderName::from_static("x-content-type-options"),
        "nosniff",
    );
    put(headers, &HeaderName::from_static("x-robots-tag"), "none");
    let id = format!(
        "{:016x}{:016x}",
        envelope.now.as_microsecond(),
        envelope.number
    );
    put(headers, &HeaderName::from_static("x-request-id"), &id);
    if let Some((used, limit)) = envelope.usage {
        let usage = format!("api-usage={used}/{limit}");
        put(
            headers,
            &HeaderName::from_static("sforce-limit-info"),
            &usage,
        );
    }
}

fn put(headers: &mut HeaderMap, name: &HeaderName, value: &str) {
    // What no header can carry is left out.
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// Whether the client takes gzip.
pub(super) fn takes_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(ACCEPT_ENCODING).into_iter();
    let mut codings = accepted
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    codings.any(|coding| {
        let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains(&quality.trim());
        ["gzip", "x-gzip", "*"].contains(&name.trim().to_ascii_lowercase().as_str()) && !refused
    })
}

/// Fast rather than small: the way is short.
fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::fast());
    // A vector takes whatever is written.
    let _ = encoder.write_all(body);
    encoder.finish().unwrap_or_default()
}
