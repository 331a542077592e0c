//! JMESPath.

use super::words::{listed, nearest, with_meant, with_near};
use super::yaml::closing;
use crate::fault::Message;

/// `found` is what stands at the place, up to the end of the text; `open` the bracket that is open before it.
pub(crate) fn bad_jmespath(reason: &str, found: &str, open: Option<char>) -> Message {
    let said = jmespath_reason(reason);
    let message = Message::new(format!("bad JMESPath: {said}"), "unexpected here");
    match jmespath_cure(reason, found, open) {
        Some(cure) => message.help(cure),
        None => message,
    }
}

/// What the reader of JMESPath says begins so where a quote is not closed, and behind it the quote.
const UNCLOSED: &str = "Unclosed ";

/// What it says begins so where what stands between backticks is no JSON.
const NO_JSON: &str = "Unable to parse literal JSON ";

/// Said of an expression that is read and cannot be evaluated.
pub(crate) const NOT_EVALUATED: &str = "it cannot be evaluated";

/// What the reader of JMESPath says, in our words.
fn jmespath_reason(reason: &str) -> String {
    let plain = match reason {
        "Unexpected nud token" => "expected an expression",
        "Unexpected led token" | "Did not parse the complete expression" => {
            "the expression is complete before this"
        }
        "'=' is not valid. Did you mean '=='?" => "`=` compares nothing",
        "Expected identifier, '*', '{', '[', '&', or '[?'" => "expected a name",
        "invalid token after ','" => "expected another argument",
        "Expected ')' to close '('" => "expected `)`",
        "Quoted strings can't be a function name" => "a function's name stands without quotes",
        _ if reason.starts_with(UNCLOSED) => "a quote is not closed",
        _ if reason.starts_with(NO_JSON) => "between backticks stands JSON",
        _ => {
            let mut rest = reason.chars();
            let first = rest.next().map(|first| first.to_ascii_lowercase());
            let said: String = first.into_iter().chain(rest).collect();
            return said.replace('\'', "`");
        }
    };
    plain.to_owned()
}

/// How to mend a JMESPath, where it is plain.
fn jmespath_cure(reason: &str, found: &str, open: Option<char>) -> Option<String> {
    if let Some(literal) = reason.strip_prefix(NO_JSON) {
        let text = literal.rsplit_once(": ").map_or(literal, |(text, _)| text);
        return Some(format!("a text is written `'{text}'`"));
    }
    let first = found.chars().next();
    let word = found.split(|c: char| !c.is_alphanumeric()).next();
    Some(match (first, reason) {
        (Some('`'), _) if reason.starts_with(UNCLOSED) => "close it with a backtick".to_owned(),
        (Some(quote), _) if reason.starts_with(UNCLOSED) => format!("close it with `{quote}`"),
        (None, _) => format!("close it with `{}`", closing(open?)),
        (_, "Expected ']'") => "close it with `]`".to_owned(),
        (Some('='), _) => "write `==`".to_owned(),
        (Some('&'), _) => "write `&&`".to_owned(),
        _ if word == Some("and") => "write `&&`".to_owned(),
        (Some(')'), "Did not parse the complete expression") => "remove it".to_owned(),
        (Some('$'), _) => "a path begins at its first name, without `$.`".to_owned(),
        (Some(sign), _) if sign.is_ascii_digit() || sign == '-' => {
            let end = found.find(|c: char| !"-.0123456789".contains(c));
            let number = &found[..end.unwrap_or(found.len())];
            format!("a number stands between backticks: `` `{number}` ``")
        }
        _ => return None,
    })
}

pub(crate) fn untypable(functions: &[&str]) -> Message {
    Message::new(
        "this part of JMESPath has no typed form",
        "what it gives is known only when it runs",
    )
    .help(format!(
        "paths, `@`, literals, `!`, `&&`, comparisons, `[?condition]` and the functions {} have one",
        listed(functions),
    ))
}

pub(crate) fn unknown_function(name: &str, known: &[&str]) -> Message {
    let message = Message::new(
        format!("there is no function `{name}` here"),
        format!("expected one of {}", listed(known)),
    );
    with_meant(message, nearest(name, known.iter().copied()))
}

pub(crate) fn arguments(name: &str, form: &str) -> Message {
    Message::new(
        format!("`{name}` takes other arguments"),
        format!("expected `{form}`"),
    )
}

pub(crate) fn unknown_property(name: &str, near: Option<&str>) -> Message {
    let message = Message::new(
        format!("there is no property `{name}` here"),
        "not a property",
    );
    with_near(
        message,
        near,
        "a path begins at the input, or at what `@` is",
    )
}

pub(crate) fn not_taken(path: &str) -> Message {
    Message::new(
        format!("nothing here says what `{path}` is"),
        "of unknown type",
    )
    .help("add a property that is taken from it, so that its type is known")
}

pub(crate) fn may_be_absent(name: &str) -> Message {
    Message::new(
        format!("`{name}` may be left out, so this may have no value"),
        "expected a value that is always there",
    )
}

pub(crate) fn no_value() -> Message {
    Message::new("this has no value of its own", "a list on its way")
        .help("only `length`, `sum`, `map` and conditions look into it")
}

pub(crate) fn incomparable() -> Message {
    Message::new(
        "these two cannot be compared",
        "different types, or none that has an order",
    )
}

pub(crate) fn needs(function: &str, what: &str) -> Message {
    Message::new(
        format!("`{function}` needs {what}"),
        format!("expected {what}"),
    )
}

pub(crate) fn bad_literal() -> Message {
    Message::new(
        "this literal has no typed form",
        "expected a string, a number, `true` or `false`",
    )
}

pub(crate) fn no_truth() -> Message {
    Message::new("an `any` is neither true nor false", "expected a condition")
}

/// `computed`: the type that the property could have, if it is one that is computed.
pub(crate) fn other_type(name: &str, computed: Option<&str>) -> Message {
    let title = format!("`from` computes another type than `{name}` has");
    match computed {
        Some(computed) => Message::new(title, format!("this gives `{computed}`"))
            .help(format!("write `type: {computed}`")),
        None => Message::new(title, "expected a number or a truth that is always there"),
    }
}
