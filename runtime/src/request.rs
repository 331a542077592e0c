use std::fmt::{self, Write as _};

use bytes::Bytes;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::HeaderValue;
use serde::Serialize;
use serde_json::json;

use crate::{ApiVersion, Expand, Method, Violation, Violations};

/// All but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// How JSON is called in headers.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Most paths with their query fit into it.
const USUAL_LENGTH: usize = 128;

/// The one HTTP request of a call, put together piece by piece.
///
/// Nothing here fails: what cannot be sent is collected and refused by [`Client::call`](crate::Client::call).
pub struct Request {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) body: Option<Bytes>,
    /// Whether it may be repeated although Salesforce may have carried it out.
    pub(crate) repeatable: bool,
    pub(crate) asked: Asked,
    version: ApiVersion,
    violations: Violations,
}

/// How Salesforce is asked, and so where its answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    ByItself,
    /// By a composite of this one request.
    WithinComposite,
}

impl Request {
    /// An empty request; `version` is what [`version`](Self::version) falls back to.
    pub fn new(method: Method, version: ApiVersion) -> Self {
        Self {
            repeatable: method != Method::POST,
            method,
            url: String::with_capacity(USUAL_LENGTH),
            body: None,
            asked: Asked::ByItself,
            version,
            violations: Violations::new(),
        }
    }

    /// Path and query, as far as they are filled in.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Text of the endpoint that stands as it is.
    #[must_use]
    pub fn literal(mut self, text: &str) -> Self {
        self.url.push_str(text);
        self
    }

    /// `{version}`: the input's, else the client's, always as `v66.0`.
    #[must_use]
    pub fn version(mut self, name: &str, of_input: Option<&str>) -> Self {
        let version = match of_input.map(str::parse) {
            None => self.version,
            Some(Ok(version)) => version,
            Some(Err(error)) => {
                self.refuse(name, &error.to_string());
                self.version
            }
        };
        let _ = write!(self.url, "{version}");
        self.version = version;
        self
    }

    /// `{name}`: one segment, percent-encoded. A value that is empty, `.` or `..` is refused.
    #[must_use]
    pub fn segment(mut self, name: &str, value: &(impl Expand + ?Sized)) -> Self {
        let start = self.url.len();
        value.each(&mut |text| encode(text, &mut self.url));
        // None of these is changed by encoding, and nothing else becomes one of them.
        if matches!(&self.url[start..], "" | "." | "..") {
            self.refuse(
                name,
                "must not be empty, `.` or `..`: it is a segment of the path",
            );
        }
        self
    }

    /// `{/name}`: a segment that is there or not.
    #[must_use]
    pub fn optional_segment(self, name: &str, value: &(impl Expand + ?Sized)) -> Self {
        let mut there = false;
        value.each(&mut |_| there = true);
        if there {
            self.literal("/").segment(name, value)
        } else {
            self
        }
    }

    /// `{?key}` or `{&key}`: values joined by commas; without a value nothing.
    #[must_use]
    pub fn query(mut self, key: &str, value: &(impl Expand + ?Sized)) -> Self {
        let mut first = true;
        value.each(&mut |text| {
            if std::mem::take(&mut first) {
                self.begin_query(key);
            } else {
                self.url.push(',');
            }
            encode(text, &mut self.url);
        });
        self
    }

    /// `{?key*}`: the key again for each value.
    #[must_use]
    pub fn query_each(mut self, key: &str, value: &(impl Expand + ?Sized)) -> Self {
        value.each(&mut |text| {
            self.begin_query(key);
            encode(text, &mut self.url);
        });
        self
    }

    /// `{+name}`: a path that is already encoded. What leads elsewhere than below `/services/` is refused.
    #[must_use]
    pub fn raw(mut self, name: &str, path: &str) -> Self {
        if let Err(message) = check_path(path) {
            self.refuse(name, message);
        }
        self.url.push_str(path);
        self
    }

    /// The body, written as JSON.
    #[must_use]
    pub fn body(mut self, body: &impl Serialize) -> Self {
        match serde_json::to_vec(body) {
            Ok(json) => self.body = Some(json.into()),
            Err(error) => self
                .violations
                .push(format!("cannot be written as JSON: {error}")),
        }
        self
    }

    /// Says whether the call may be repeated although Salesforce may have carried it out, instead of what follows from its
    /// method: everything but a POST may.
    #[must_use]
    pub fn repeat_if(mut self, repeatable: bool) -> Self {
        self.repeatable = repeatable;
        self
    }

    /// This request within the body of another, as one that is too long for a URL has to be sent. It only reads, so it may
    /// be repeated.
    pub(crate) fn composed(self) -> Self {
        let request = json!({ "method": "GET", "url": self.url, "referenceId": "one" });
        let composite = Self {
            asked: Asked::WithinComposite,
            violations: self.violations,
            ..Self::new(Method::POST, self.version)
        };
        composite
            .literal("/services/data/")
            .version("version", None)
            .literal("/composite")
            .body(&json!({ "compositeRequest": [request] }))
            .repeat_if(true)
    }

    /// The request, or every violation of it and of its input.
    pub(crate) fn finish(mut self, input: Violations) -> Result<Self, Vec<Violation>> {
        let mut found = input.into_vec();
        for violation in std::mem::take(&mut self.violations).into_vec() {
            if !found.iter().any(|known| known.pointer == violation.pointer) {
                found.push(violation);
            }
        }
        if found.is_empty() {
            Ok(self)
        } else {
            Err(found)
        }
    }

    fn refuse(&mut self, name: &str, message: &str) {
        self.violations.within(name, |at| at.push(message));
    }

    fn begin_query(&mut self, key: &str) {
        let separator = if self.url.contains('?') { '&' } else { '?' };
        self.url.push(separator);
        self.url.push_str(key);
        self.url.push('=');
    }
}

/// Why a ready-made path is not below `/services/` of the instance, if it is not.
pub(crate) fn check_path(path: &str) -> Result<(), &'static str> {
    let (path_only, _) = path.split_once('?').unwrap_or((path, ""));
    if !path_only.starts_with("/services/") {
        return Err("must begin with `/services/`");
    }
    if path.contains(|c: char| c.is_control() || c == '\\' || c == '#' || c == ' ') {
        return Err("must not hold a control character, a space, `\\` or `#`");
    }
    let leads_astray =
        |segment: &str| segment.is_empty() || decoded(segment).split('/').any(is_dots);
    // A path may end in a slash, so the last segment may be empty.
    let mut segments = path_only[1..].split('/').peekable();
    while let Some(segment) = segments.next() {
        if leads_astray(segment) && !(segment.is_empty() && segments.peek().is_none()) {
            return Err("must not hold `//`, `.` or `..` as a segment");
        }
    }
    Ok(())
}

/// A segment as the most eager server may read it: decoded as often as it goes.
fn decoded(segment: &str) -> String {
    let mut plain = segment.to_ascii_lowercase();
    while plain.contains("%25") {
        plain = plain.replace("%25", "%");
    }
    plain
        .replace("%2e", ".")
        .replace("%2f", "/")
        .replace("%5c", "/")
        .replace("%3b", ";")
}

/// Whether a part leads up or nowhere. Some servers take what stands behind `;` for a parameter of the segment.
fn is_dots(part: &str) -> bool {
    matches!(part.split(';').next(), Some("." | ".."))
}

/// Not body and query: they hold data.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("path", &self.url.split('?').next().unwrap_or_default())
            .field("body_length", &self.body.as_ref().map(Bytes::len))
            .field("repeatable", &self.repeatable)
            .finish_non_exhaustive()
    }
}

fn encode(text: &str, into: &mut String) {
    into.extend(utf8_percent_encode(text, RESERVED));
}
