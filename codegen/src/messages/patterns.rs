//! Patterns, which are to mean the same in ECMA-262 and Rust.

use std::fmt::Display;

use regex_syntax::ast::ErrorKind;

use crate::fault::Message;

/// `kind` is what the reader of patterns says of a part of one.
pub(crate) fn unread_pattern(part: &str, kind: &ErrorKind) -> Message {
    match kind {
        ErrorKind::UnsupportedLookAround => {
            not_shared(part, "say what the text is, without a look around")
        }
        ErrorKind::UnsupportedBackreference if part == "\\0" => written_otherwise(part, "\\x00"),
        ErrorKind::UnsupportedBackreference => {
            not_shared(part, "write out what may stand here again")
        }
        _ => {
            let message = bad_pattern(kind);
            match pattern_cure(kind) {
                Some(cure) => message.help(cure),
                None => message,
            }
        }
    }
}

/// How to write a sign that begins or ends something and was meant as it is.
fn pattern_cure(kind: &ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::ClassUnclosed => "close it with `]`, or write `\\[` for the sign itself",
        ErrorKind::GroupUnclosed => "close it with `)`, or write `\\(` for the sign itself",
        ErrorKind::GroupUnopened => "write `\\)` for the sign itself",
        ErrorKind::ClassRangeLiteral => "write `\\-` for the sign itself",
        ErrorKind::RepetitionMissing
        | ErrorKind::RepetitionCountUnclosed
        | ErrorKind::RepetitionCountDecimalEmpty => {
            "write a backslash before it for the sign itself"
        }
        ErrorKind::EscapeHexInvalid => "write the sign itself",
        ErrorKind::EscapeUnrecognized => "write `\\\\` for a backslash, or the sign without one",
        _ => return None,
    })
}

pub(crate) fn bad_pattern(reason: impl Display) -> Message {
    Message::new(format!("bad pattern: {reason}"), "not a regular expression")
}

fn not_shared(part: &str, cure: impl Into<String>) -> Message {
    Message::new(
        format!("ECMA-262 and Rust's regex do not share `{part}`"),
        "JSON Schema follows ECMA-262, generated code is Rust",
    )
    .help(cure)
}

pub(crate) fn written_otherwise(part: &str, shared: &str) -> Message {
    not_shared(part, format!("write `{shared}`"))
}

/// Of a backslash before a sign that needs none.
pub(crate) fn written_plainly(part: &str, sign: char) -> Message {
    not_shared(part, format!("write `{sign}` without a backslash"))
}

/// Of a sign by a number that is too high for an escape.
pub(crate) fn written_itself(part: &str) -> Message {
    not_shared(part, "write the sign itself")
}

/// Of signs that have a name together, or are computed from others.
pub(crate) fn written_in_brackets(part: &str) -> Message {
    not_shared(
        part,
        "list the signs and ranges themselves, as in `[A-Za-z]`",
    )
}

pub(crate) fn pattern_flags(part: &str) -> Message {
    not_shared(part, "leave flags out; a letter in either case is `[Aa]`")
}

pub(crate) fn named_group(part: &str) -> Message {
    not_shared(part, "write `(…)`: nobody asks for its name")
}

pub(crate) fn repeated_count(part: &str) -> Message {
    not_shared(part, "write `{n}`, `{n,}` or `{n,m}`, without spaces")
}

/// Of a quantifier behind another one, or behind `^`.
pub(crate) fn repeats_no_sign(part: &str) -> Message {
    Message::new(
        format!("`{part}` repeats a sign, a class or a group"),
        "nothing of these before it",
    )
    .help("remove it, or put what it repeats in `(?:…)`")
}
