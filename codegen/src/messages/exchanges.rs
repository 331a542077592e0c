//! Exchanges.

use std::fmt::Display;

use serde_json::Value;

use super::words::{listed, nearest, with_meant};
use crate::fault::Message;

pub(crate) fn no_status(status: u16) -> Message {
    Message::new(
        format!("`{status}` is no HTTP status"),
        "expected one from 100 to 599",
    )
}

pub(crate) fn output_of_failure(status: u16) -> Message {
    Message::new(
        format!("an answer of status {status} has no output"),
        "a status from 200 to 299 has one",
    )
    .help("write the `error` that comes of it, such as `error: { kind: salesforce }`")
}

pub(crate) fn undocumented_status(status: u16, documented: &[u16]) -> Message {
    let all: Vec<String> = documented.iter().map(u16::to_string).collect();
    Message::new(
        format!("{status} is none of the function's `statuses`"),
        format!("expected one of {}", all.join(", ")),
    )
    .help(format!(
        "add it, as in `statuses: [{}, {status}]`, if Salesforce documents it",
        all.join(", ")
    ))
}

pub(crate) fn error_of_success(status: u16) -> Message {
    Message::new(
        format!("an answer of status {status} is no error of Salesforce"),
        "a status from 300 to 599 is one",
    )
}

pub(crate) fn output_or_error() -> Message {
    Message::new(
        "an exchange ends in `output` or in `error`",
        "both, or none of them",
    )
    .help("give one of the two")
}

pub(crate) fn unknown_error_kind(kind: &str, known: &[&str]) -> Message {
    let message = Message::new(
        format!("unknown kind of error `{kind}`"),
        format!("expected one of {}", listed(known)),
    );
    with_meant(message, nearest(kind, known.iter().copied()))
}

pub(crate) fn breaks_schema(what: &str, violation: &str, near: Option<&str>) -> Message {
    let message = Message::new(
        format!("this {what} breaks the schema of the function's {what}"),
        violation,
    );
    with_meant(message, near)
}

pub(crate) fn other_request(what: &str, sent: &str) -> Message {
    Message::new(
        format!("the function sends another {what} for this input"),
        sent,
    )
}

/// What the function sends in place of what is expected.
pub(crate) fn it_sends(sent: impl Display) -> String {
    format!("it sends `{sent}`")
}

pub(crate) fn it_sends_too(name: &str, sent: &Value) -> String {
    format!("it also sends `{name}`: `{sent}`")
}

pub(crate) fn it_sends_no(name: &str) -> String {
    format!("it sends no `{name}` here")
}

pub(crate) const NO_BODY: &str = "it sends no body";
