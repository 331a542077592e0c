//! Requests and answers.

use super::words::{listed, nearest, with_meant};
use crate::fault::Message;

pub(crate) fn no_address(text: &str) -> Message {
    Message::new(
        format!("`{text}` is not the address of a page"),
        "expected `https://…`",
    )
}

pub(crate) fn unsupported_method(method: &str, known: &[&'static str]) -> Message {
    let message = Message::new(
        format!("method `{method}` is not supported"),
        format!("expected one of {}", listed(known)),
    );
    let upper = method.to_uppercase();
    with_meant(message, nearest(&upper, known.iter().copied()))
}

pub(crate) fn no_success(status: u16) -> Message {
    Message::new(
        format!("{status} is no status of success"),
        "expected 200 to 299",
    )
}

pub(crate) fn body_of_get() -> Message {
    Message::new("a GET has no body", "never sent").help("put what it needs into the endpoint")
}

pub(crate) fn unused_input(name: &str) -> Message {
    Message::new(format!("`{name}` is never sent"), "nothing uses this input")
        .help("use it in `endpoint`, `vars` or `body`, or remove it")
}
