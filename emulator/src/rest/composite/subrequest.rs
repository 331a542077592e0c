use std::collections::HashSet;

use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{HeaderMap, Method};
use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::fault::Fault;
use crate::rest::{Request, Response};

use super::{number, required};

/// The methods that a subrequest may have, in capitals only.
const METHODS: [&str; 5] = ["POST", "PUT", "PATCH", "GET", "DELETE"];

/// What every subrequest has of the request that it came in.
const INHERITED: [HeaderName; 3] = [ACCEPT, AUTHORIZATION, CONTENT_TYPE];

/// From this version on a name that is none refuses the whole request, and records may be referred to for a null.
pub(super) const STRICT: u32 = 52;

/// A subrequest as it stands in a body.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Given {
    method: Option<String>,
    url: Option<String>,
    reference_id: Option<String>,
    body: Option<Value>,
    http_headers: Option<IndexMap<String, String>>,
}

/// A request of a series or of a graph.
#[derive(Debug)]
pub(super) struct Subrequest {
    pub(super) method: Method,
    /// As it was sent, with its references.
    pub(super) url: String,
    pub(super) reference: String,
    pub(super) body: Option<Value>,
    headers: HeaderMap,
}

/// The subrequests of a series or of a graph, each of which has a name of its own.
pub(super) fn read(
    given: Vec<Given>,
    outer: &Request,
    version: &str,
) -> Result<Vec<Subrequest>, Fault> {
    let mut names = HashSet::new();
    let mut all = Vec::new();
    for given in given {
        let subrequest = one(given, outer, version)?;
        if !names.insert(subrequest.reference.clone()) {
            let name = &subrequest.reference;
            return Err(malformed(format!(
                "Provided referenceId ('{name}') must be unique."
            )));
        }
        all.push(subrequest);
    }
    Ok(all)
}

fn one(given: Given, outer: &Request, version: &str) -> Result<Subrequest, Fault> {
    let method = given.method.ok_or_else(|| required("method"))?;
    let url = given.url.ok_or_else(|| required("url"))?;
    let reference = given.reference_id.ok_or_else(|| required("referenceId"))?;
    if !METHODS.contains(&method.as_str()) {
        return Err(malformed(format!(
            "'{method}' is no method of a subrequest."
        )));
    }
    if number(version) >= STRICT && !is_name(&reference) {
        return Err(malformed(misnamed(&reference)));
    }
    Ok(Subrequest {
        method: method.parse().map_err(Fault::unexpected)?,
        url,
        reference,
        body: given.body.filter(|body| !body.is_null()),
        headers: headers(given.http_headers.unwrap_or_default(), outer)?,
    })
}

fn headers(own: IndexMap<String, String>, outer: &Request) -> Result<HeaderMap, Fault> {
    let inherited = INHERITED.into_iter();
    let mut all: HeaderMap = inherited
        .filter_map(|name| Some((name.clone(), outer.headers.get(name)?.clone())))
        .collect();
    for (name, value) in own {
        let parsed = HeaderName::try_from(&name)
            .ok()
            .zip(HeaderValue::try_from(&value).ok());
        match parsed {
            Some((name, value)) if !INHERITED.contains(&name) => all.insert(name, value),
            _ => {
                let message = format!("The header '{name}' can’t be set in a subrequest.");
                return Err(malformed(message));
            }
        };
    }
    Ok(all)
}

/// Whether a text is a `referenceId`.
fn is_name(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.chars().all(is_plain)
}

/// What is said of a text that is no `referenceId`.
pub(super) fn misnamed(text: &str) -> String {
    format!(
        "Provided referenceId ('{text}') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_')."
    )
}

fn malformed(message: String) -> Fault {
    Fault::new(400, "JSON_PARSER_ERROR", message)
}

impl Subrequest {
    /// The version and the segments below it of `/services/data/v66.0/…`; `None` of another address.
    pub(super) fn resource(&self) -> Option<(&str, Vec<&str>)> {
        let path = self
            .url
            .split('?')
            .next()?
            .strip_prefix("/services/data/")?;
        let mut segments = path.split('/').filter(|segment| !segment.is_empty());
        Some((segments.next()?, segments.collect()))
    }

    /// Whether it writes or reads a collection of records.
    pub(super) fn is_collection(&self) -> bool {
        let resource = self.resource();
        resource.is_some_and(|(_, path)| path.starts_with(&["composite", "sobjects"]))
    }

    /// Whether it is one of the operations of which only a few may be in one request.
    pub(super) fn is_heavy(&self) -> bool {
        let resource = self.resource();
        let first = resource.and_then(|(_, path)| path.first().copied());
        self.is_collection() || matches!(first, Some("query" | "queryAll"))
    }

    /// The request that it is, where its references are told.
    pub(super) fn request(&self, url: String, body: Option<&Value>) -> Request {
        Request {
            method: self.method.clone(),
            target: url,
            headers: self.headers.clone(),
            body: body.map(ToString::to_string).unwrap_or_default().into(),
        }
    }
}

/// An element of `compositeResponse`.
pub(super) fn result(reference: Option<&str>, response: &Response) -> Value {
    let headers = response.headers.iter();
    let headers: Map<String, Value> = headers
        .map(|(name, value)| (capitalized(name), value.as_str().into()))
        .collect();
    json!({
        "body": response.value(),
        "httpHeaders": headers,
        "httpStatusCode": response.status,
        "referenceId": reference,
    })
}

/// `last-modified` as `Last-Modified`.
fn capitalized(header: &str) -> String {
    let parts = header.split('-').map(|part| {
        let (first, rest) = part.split_at_checked(1).unwrap_or((part, ""));
        first.to_ascii_uppercase() + rest
    });
    parts.collect::<Vec<_>>().join("-")
}
