//! Hand-written actions.

use crate::fault::Message;

pub(crate) fn generic_input() -> Message {
    Message::new("an action's input has no generic parameters", "")
}

pub(crate) fn no_struct() -> Message {
    Message::new("an action's input is a struct", "")
}

pub(crate) fn unnamed_fields() -> Message {
    Message::new("an action's input has named fields", "")
}

pub(crate) fn missing_attribute(key: &str) -> Message {
    Message::new(format!("`#[action({key} = …)]` is missing"), "")
}

pub(crate) fn not_own_name() -> Message {
    Message::new("an action's input has each field under its own name", "")
}

/// Of `rename(serialize = …)`.
pub(crate) fn two_names(key: &str) -> Message {
    Message::new("a field is written under the name that it is read by", "")
        .help(format!("write `{key} = \"…\"`"))
}

pub(crate) fn default_of_field() -> Message {
    Message::new("a field that may be left out is an `Option`", "")
        .help("make it one, or leave the `default` out")
}

pub(crate) fn no_number() -> Message {
    Message::new("expected a number", "")
}

pub(crate) fn not_in_json() -> Message {
    Message::new("expected a number that JSON has", "")
}

pub(crate) fn unknown_rename() -> Message {
    Message::new(
        "expected `camelCase`, `PascalCase`, `snake_case`, `kebab-case` or `SCREAMING_SNAKE_CASE`; else give each field its `rename`",
        "",
    )
}
