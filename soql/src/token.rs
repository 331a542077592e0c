use std::ops::Range;

use crate::Error;

/// A piece of a query, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) span: Range<usize>,
}

/// What a token is; its text is what its span holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A keyword, a name, or a currency with its amount.
    Word,
    /// A number, a date or a time.
    Number,
    /// A text with its quotes.
    Text,
    /// A bracket, a comma, or an operator.
    Sign,
    End,
}

const SIGNS: [&str; 12] = [
    "<=", ">=", "!=", "<>", "=", "<", ">", "(", ")", ",", ".", ":",
];

/// The tokens of a query from a byte on, the end among them.
pub(crate) fn tokens(text: &str, mut at: usize) -> Result<Vec<Token>, Error> {
    let mut tokens = Vec::new();
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start().len();
        let rest = &text[at..];
        let (kind, length) = match rest.chars().next() {
            None => (Kind::End, 0),
            Some('\'') => (Kind::Text, quoted(rest).ok_or_else(|| unclosed(text, at))?),
            Some(c) if c.is_ascii_alphabetic() => (Kind::Word, word(rest)),
            Some(c) if c.is_ascii_digit() || begins_number(rest) => (Kind::Number, number(rest)),
            Some(c) => match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
                Some(sign) => (Kind::Sign, sign.len()),
                None => return Err(Error::at(text, at, format!("unexpected character `{c}`"))),
            },
        };
        let span = at..at + length;
        at = span.end;
        tokens.push(Token { kind, span });
        if kind == Kind::End {
            return Ok(tokens);
        }
    }
}

fn unclosed(text: &str, at: usize) -> Error {
    Error::at(text, at, "a text that no `'` closes")
}

/// The length of a text with its quotes.
fn quoted(rest: &str) -> Option<usize> {
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            '\'' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// A currency's amount may have a point.
fn word(rest: &str) -> usize {
    let length = while_is(rest, |c| c.is_ascii_alphanumeric() || c == '_');
    let amount = rest[..length].get(3..).unwrap_or_default();
    let is_currency = !amount.is_empty()
        && amount.bytes().all(|byte| byte.is_ascii_digit())
        && rest[..3].bytes().all(|byte| byte.is_ascii_alphabetic());
    match rest[length..].strip_prefix('.') {
        Some(part) if is_currency && part.starts_with(|c: char| c.is_ascii_digit()) => {
            length + 1 + while_is(part, |c| c.is_ascii_digit())
        }
        _ => length,
    }
}

fn begins_number(rest: &str) -> bool {
    let unsigned = rest.strip_prefix(['-', '+']);
    unsigned.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Numbers, dates and times are told apart when they are read.
fn number(rest: &str) -> usize {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '-' | '+');
    1 + while_is(&rest[1..], is_part)
}

fn while_is(text: &str, is_part: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_part(c)).unwrap_or(text.len())
}
