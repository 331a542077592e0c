//! `@{account.id}`: what an earlier subrequest answered, in a later one.

use std::collections::HashMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::fault::Fault;
use crate::rest::Response;

use super::subrequest::{STRICT, Subrequest, misnamed};
use super::{number, series};

/// What is written as it is into a URL.
const OTHERS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// What the subrequests so far answered, by their names.
#[derive(Debug)]
pub(super) struct Answers {
    known: HashMap<String, Answered>,
    version: u32,
}

#[derive(Debug)]
struct Answered {
    body: Value,
    /// Only of records may a null be taken over.
    is_record: bool,
    /// It is what the org had just then.
    is_read: bool,
}

impl Answers {
    /// `version` is that of the request around the subrequests.
    pub(super) fn new(version: &str) -> Self {
        Self {
            known: HashMap::new(),
            version: number(version),
        }
    }

    pub(super) fn add(&mut self, subrequest: &Subrequest, response: &Response) {
        let path = subrequest.resource().map(|(_, path)| path);
        let path = path.as_deref().unwrap_or_default();
        let is_row = matches!(path, ["sobjects", _, _] | ["sobjects", _, _, _]);
        let is_read = subrequest.method == "GET";
        let answered = Answered {
            body: response.value(),
            is_record: is_row && is_read,
            is_read,
        };
        self.known.insert(subrequest.reference.clone(), answered);
    }

    /// Whether a subrequest says something that an earlier one has read.
    pub(super) fn rely_on_read(&self, subrequest: &Subrequest) -> bool {
        let url = Value::from(subrequest.url.as_str());
        let body = subrequest.body.iter().flat_map(names);
        let mut all = names(&url).into_iter().chain(body);
        all.any(|name| self.known.get(&name).is_some_and(|known| known.is_read))
    }

    /// The URL with the values in the places of their references.
    pub(super) fn fill_url(&self, url: &str) -> Result<String, Fault> {
        self.fill_text(url, |value| utf8_percent_encode(value, OTHERS).to_string())
    }

    /// The body with the values in the places of their references.
    pub(super) fn fill(&self, value: &Value) -> Result<Value, Fault> {
        match value {
            Value::String(text) => self.fill_string(text),
            Value::Array(all) => all.iter().map(|value| self.fill(value)).collect(),
            Value::Object(all) => {
                let all = all.iter();
                all.map(|(key, value)| Ok((key.clone(), self.fill(value)?)))
                    .collect()
            }
            other => Ok(other.clone()),
        }
    }

    fn fill_string(&self, text: &str) -> Result<Value, Fault> {
        match pieces(text).as_slice() {
            [Piece::Reference(path)] => Ok(self.value(path)?.map_or(Value::Null, Value::String)),
            _ => self.fill_text(text, str::to_owned).map(Value::String),
        }
    }

    fn fill_text(&self, text: &str, write: impl Fn(&str) -> String) -> Result<String, Fault> {
        let pieces = pieces(text);
        let filled = pieces.iter().map(|piece| match piece {
            Piece::Text(text) => Ok((*text).to_owned()),
            Piece::Reference(path) => {
                let value = self.value(path)?;
                Ok(value.map_or_else(String::new, |value| write(&value)))
            }
        });
        filled.collect()
    }

    /// What a reference stands for, as a text; `None` for null.
    fn value(&self, path: &str) -> Result<Option<String>, Fault> {
        let (name, rest) = split(path);
        let known = self.known.get(name);
        let found = known.and_then(|answered| Some((answered, step(&answered.body, rest)?)));
        match found {
            Some((_, Value::String(text))) => Ok(Some(text.clone())),
            Some((_, value @ (Value::Number(_) | Value::Bool(_)))) => Ok(Some(value.to_string())),
            Some((answered, Value::Null)) if answered.is_record && self.version >= STRICT => {
                Ok(None)
            }
            _ => {
                let misnamed = misnamed(path);
                let message = format!(
                    "Invalid reference specified. No value for {path} found in {name}. {misnamed}"
                );
                Err(series::halted(message))
            }
        }
    }
}

/// The names that a text or a body refers to.
pub(super) fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => pieces(text)
            .iter()
            .filter_map(|piece| match piece {
                Piece::Reference(path) => Some(split(path).0.to_owned()),
                Piece::Text(_) => None,
            })
            .collect(),
        Value::Array(all) => all.iter().flat_map(names).collect(),
        Value::Object(all) => all.values().flat_map(names).collect(),
        _ => Vec::new(),
    }
}

enum Piece<'a> {
    Text(&'a str),
    /// What stands within `@{` and `}`.
    Reference(&'a str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut all, mut rest) = (Vec::new(), text);
    while let Some((before, path, after)) = first(rest) {
        if !before.is_empty() {
            all.push(Piece::Text(before));
        }
        all.push(Piece::Reference(path));
        rest = after;
    }
    if !rest.is_empty() {
        all.push(Piece::Text(rest));
    }
    all
}

/// The first reference, and what is before and behind it.
fn first(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("@{")?;
    let (path, after) = rest.split_once('}')?;
    Some((before, path, after))
}

/// The name of the subrequest, and the way into what it answered.
fn split(path: &str) -> (&str, &str) {
    path.split_at(path.find(['.', '[']).unwrap_or(path.len()))
}

/// The value at `.records[1].Id`.
fn step<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    if path.is_empty() {
        return Some(value);
    }
    if let Some(rest) = path.strip_prefix('.') {
        let (key, rest) = split(rest);
        return step(value.as_object()?.get(key)?, rest);
    }
    let (index, rest) = path.strip_prefix('[')?.split_once(']')?;
    let index: usize = index.parse().ok()?;
    step(value.as_array()?.get(index)?, rest)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answers(version: &str, is_record: bool) -> Answers {
        let body = json!({
            "id": "001", "Name": "A & B", "Rank": 7, "Fax": null, "records": [{ "Id": "1" }, { "Id": "2" }],
        });
        let mut answers = Answers::new(version);
        let is_read = true;
        let answered = Answered {
            body,
            is_record,
            is_read,
        };
        answers.known.insert("first".into(), answered);
        answers
    }

    #[test]
    fn values_in_the_places_of_references() {
        let answers = answers("v66.0", true);
        let body = json!({ "A": "@{first.id}", "B": ["<@{first.records[1].Id}, @{first.Rank}>"], "C": 1, "D": "@{", "E": "@{first.Fax}" });
        let filled = json!({ "A": "001", "B": ["<2, 7>"], "C": 1, "D": "@{", "E": null });
        assert_eq!(answers.fill(&body).unwrap(), filled);
        let url = answers.fill_url("/query?q=@{first.Name}&x=@{first.Fax}");
        assert_eq!(url.unwrap(), "/query?q=A%20%26%20B&x=");
    }

    #[test]
    fn what_is_not_there() {
        let answers = answers("v66.0", true);
        for path in [
            "first.Id",
            "first.records",
            "first.records[2].Id",
            "first[0]",
            "second.id",
            "first",
        ] {
            let fault = answers.fill(&json!(format!("@{{{path}}}"))).unwrap_err();
            let name = path.split(['.', '[']).next().unwrap();
            let begin =
                format!("Invalid reference specified. No value for {path} found in {name}. ");
            assert!(fault.message.starts_with(&begin), "{}", fault.message);
            assert_eq!((fault.status, fault.code), (400, "PROCESSING_HALTED"));
        }
    }

    #[test]
    fn a_null_may_be_taken_over_from_a_record_only_and_not_always_could() {
        for (version, is_record) in [("v51.0", true), ("v66.0", false)] {
            let filled = answers(version, is_record).fill(&json!("@{first.Fax}"));
            assert!(filled.is_err(), "{version}");
        }
    }
}
