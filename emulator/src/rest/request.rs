use bytes::Bytes;
use hyper::{HeaderMap, Method};
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;

use crate::fault::Fault;

/// A request, or one of a composite.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: Method,
    /// Path and query, as they were sent.
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Whether a request is about the emulator rather than the org.
pub(crate) fn is_control(target: &str) -> bool {
    let path = target.split('?').next().unwrap_or_default();
    let first = path.split('/').find(|segment| !segment.is_empty());
    first.is_some_and(|first| percent_decode_str(first).eq("emulator".bytes()))
}

impl Request {
    /// The segments of the path, decoded.
    pub(crate) fn segments(&self) -> Vec<String> {
        let path = self.target.split('?').next().unwrap_or_default();
        let segments = path.split('/').filter(|segment| !segment.is_empty());
        segments
            .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
            .collect()
    }

    /// Whether it counts as an API call: which versions there are and who one is can be asked however often.
    pub(crate) fn is_call(&self) -> bool {
        let segments = self.segments();
        let mut segments = segments.iter().map(String::as_str);
        segments.next() == Some("services")
            && segments.next() == Some("data")
            && segments.next().is_some()
    }

    /// Whether it needs the token of a session, as all do but what tells which versions there are.
    pub(crate) fn needs_session(&self) -> bool {
        self.segments() != ["services", "data"]
    }

    /// The parameters of the query, decoded, in order.
    pub(crate) fn parameters(&self) -> Vec<(String, String)> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        pairs
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (decoded(name), decoded(value))
            })
            .collect()
    }

    /// The first parameter of this name.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        let mut all = self.parameters().into_iter();
        all.find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The body's JSON.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        serde_json::from_slice(&self.body).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            let told = error.to_string();
            let place = format!(" at line {line} column {column}");
            let told = told.strip_suffix(&place).unwrap_or(&told);
            let message = format!("{told} at [line:{line}, column:{column}]");
            Fault::new(400, "JSON_PARSER_ERROR", message)
        })
    }

    /// Where the org is, as the client knows it.
    pub(crate) fn base(&self) -> String {
        format!("http://{}", self.header("host").unwrap_or("localhost"))
    }

    /// A header's text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// A part of a query, where `+` is a blank.
fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_decode_str(&text).decode_utf8_lossy().into_owned()
}
