//! Files, and what they are for.

use std::fmt::Display;

use crate::fault::Message;

pub(crate) fn unreadable(what: &str, reason: impl Display) -> Message {
    Message::new(format!("cannot read this {what}: {reason}"), "")
}

pub(crate) fn no_manifest() -> Message {
    Message::new("there is no `.yaml` or `.yml` file in this folder", "")
        .help("a manifest is a folder of such files, such as `spec/`")
}

pub(crate) fn not_utf_8() -> Message {
    Message::new("this file is not UTF-8", "the first byte that is not")
        .help("save the file as UTF-8")
}

pub(crate) fn empty_file() -> Message {
    Message::new("this file is empty", "")
        .help("a file holds a `group:` with `actions:` or `syncs:`, or `types:`; remove the file if it is to hold nothing")
}

pub(crate) fn no_group() -> Message {
    Message::new(
        "a file with functions says which group they belong to",
        "no `group:` in this file",
    )
    .help("begin the file with a group, such as `group: Records`")
}
