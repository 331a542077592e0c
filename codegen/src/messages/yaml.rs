//! YAML itself.

use super::types::nested_too_deep;
use crate::fault::Message;
use crate::parse::place::Place;

pub(crate) fn tab() -> Message {
    Message::new("a tab cannot indent YAML", "a tab").help("indent with spaces")
}

/// `is_first`: whether it is the first sign of its line.
pub(crate) fn bad_yaml(reason: &str, is_first: bool) -> Message {
    let message = Message::new(format!("bad YAML: {reason}"), "the YAML reader stops here");
    if reason.contains("',' or '") {
        message.help(
            "within `{ }` and `[ ]`, put a text that holds `{`, `}`, `[`, `]` or `,` in quotes",
        )
    } else if reason.contains("mapping values are not allowed") {
        message.help("put a text that holds `: ` in quotes, or indent this line as the one above")
    } else if reason.contains("did not find expected") && is_first {
        message.help("indent this line as those that it belongs to")
    } else {
        message
    }
}

pub(crate) fn unknown_escape(escape: &str) -> Message {
    Message::new(
        format!("`{escape}` means nothing between double quotes"),
        "not an escape of YAML",
    )
    .help("put the text in single quotes, or double the backslash")
}

pub(crate) fn unclosed_quote(quote: char) -> Message {
    Message::new(format!("`{quote}` is not closed"), "opened here")
        .help(format!("end the text with another `{quote}`"))
}

pub(crate) fn behind_quote(quote: char) -> Message {
    let message = Message::new("a text ends at its second quote", "this stands behind it");
    if quote == '"' {
        message.help("write a `\"` within the text as `\\\"`, or put the whole in single quotes")
    } else {
        message.help("write a `'` within the text twice, or put the whole in double quotes")
    }
}

pub(crate) fn text_of_lines(quote: char, first: &Place) -> Message {
    Message::new("a text ends at its second quote", "this stands behind it")
        .other(first, "the text begins here")
        .help(format!("close it with `{quote}` where it is to end"))
}

pub(crate) fn question_mark_outside() -> Message {
    Message::new(
        "the `?` of an optional property is part of its key",
        "behind the quotes",
    )
    .help("put it within the quotes, as in `\"serial no?\": string`")
}

pub(crate) fn cannot_begin(sign: char) -> Message {
    let sign = match sign {
        '`' => "a backtick".to_owned(),
        sign => format!("`{sign}`"),
    };
    Message::new(
        format!("a text without quotes cannot begin with {sign}"),
        "expected a quote",
    )
    .help("put the text in quotes")
}

pub(crate) fn unknown_anchor() -> Message {
    Message::new("no anchor has this name", "YAML takes `*` for an alias")
        .help("put it in quotes if it is a text")
}

pub(crate) fn unclosed_bracket(open: char) -> Message {
    Message::new(format!("`{open}` is not closed"), "opened here")
        .help(format!("close it with `{}`", closing(open)))
}

pub(crate) fn open_bracket(open: char, first: &Place) -> Message {
    let close = closing(open);
    Message::new(
        format!("expected `,` or `{close}`"),
        "the YAML reader stops here",
    )
    .other(first, "opened here")
    .help(format!(
        "close the `{open}`, or put a text that holds `{{`, `}}`, `[`, `]` or `,` in quotes"
    ))
}

pub(super) fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

pub(crate) fn no_space(key: &str, value: &str) -> Message {
    Message::new(
        format!("`{key}:{value}` is one word to YAML"),
        "expected a space behind the colon",
    )
    .help(format!("write `{key}: {value}`"))
}

pub(crate) fn no_key() -> Message {
    Message::new(
        "a line of a mapping is a key with its value",
        "expected `key: value`",
    )
}

pub(crate) fn more_than_64_bits(number: &str) -> Message {
    Message::new(
        format!("`{number}` has more than 64 bits"),
        "too large for a whole number",
    )
}

pub(crate) fn no_json_number() -> Message {
    Message::new("JSON has neither infinity nor `.nan`", "expected a number")
}

pub(crate) fn tag() -> Message {
    Message::new("a YAML tag has no meaning here", "expected no `!`")
        .help("remove it, or put the text in quotes")
}

pub(crate) fn several_documents() -> Message {
    Message::new("a file holds one YAML document", "")
        .help("remove the `---` in between, or make two files of it")
}

pub(crate) fn unquoted(found: &str) -> Message {
    Message::new(
        format!("YAML reads this as {found}, not as text"),
        "expected a text",
    )
    .help("put it in quotes: YAML takes an unquoted `{` or `[` for the beginning of a mapping or list")
}

pub(crate) fn repeats_too_much() -> Message {
    Message::new(
        "aliases (`*name`) make far more of this file than is written in it",
        "the YAML reader stops here",
    )
    .help("write out what they stand for, or declare it as a type")
}

pub(crate) fn control_character(sign: char) -> Message {
    let code = u32::from(sign);
    let escape = if code > 0xff {
        format!("\\u{code:04X}")
    } else {
        format!("\\x{code:02X}")
    };
    Message::new(
        format!("U+{code:04X} cannot stand in YAML as it is"),
        "a control character",
    )
    .help(format!(
        "remove it, or write `{escape}` between double quotes"
    ))
}

/// `alias`: the name of one that may stand within what it stands for.
pub(crate) fn nested_without_end(deepest: usize, alias: Option<&str>) -> Message {
    let message = nested_too_deep("this", deepest);
    match alias {
        Some(name) => message.help(format!(
            "where `*{name}` stands within what `&{name}` names, it has no end: write out what it stands for"
        )),
        None => message,
    }
}

pub(crate) fn more_entries(count: usize) -> Message {
    Message::new(
        format!("{count} more entries of this section were not looked at"),
        "each needs an anchor of another entry",
    )
    .help("mend what is told of the others first")
}
