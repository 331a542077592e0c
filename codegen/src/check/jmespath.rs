//! The text of a JMESPath, and what is wrong with it where it is none.

use std::ops::Range;

use jmespath::ast::Ast;

use crate::fault::Message;
use crate::messages;

pub(super) fn parse(text: &str) -> Result<Ast, Message> {
    if operators(text) > DEEPEST {
        return Err(messages::nested_too_deep("this expression", DEEPEST));
    }
    jmespath::parse(text).map_err(|error| bad(text, &error))
}

/// More than any real expression has; a limit keeps the parser from running out of stack.
const DEEPEST: usize = 64;

/// How many signs there are for each of which the parser calls itself; within quotes it takes none.
fn operators(text: &str) -> usize {
    let calls = |sign: &char| "!([{&|.*=<>".contains(*sign);
    signs(text).filter(calls).count()
}

/// The innermost bracket that is not closed.
fn open(text: &str) -> Option<char> {
    let mut open = Vec::new();
    for sign in signs(text) {
        match sign {
            '(' | '[' => open.push(sign),
            ')' | ']' => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}

/// The characters that are not within quotes.
fn signs(text: &str) -> impl Iterator<Item = char> {
    let mut quote = None;
    let mut signs = text.chars();
    std::iter::from_fn(move || {
        loop {
            let sign = signs.next()?;
            match (quote, sign) {
                (Some(_), '\\') => drop(signs.next()),
                (Some(open), _) if open == sign => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'' | '`') => quote = Some(sign),
                (None, _) => return Some(sign),
            }
        }
    })
}

fn bad(text: &str, error: &jmespath::JmespathError) -> Message {
    let reason = match &error.reason {
        jmespath::ErrorReason::Parse(reason) => reason.as_str(),
        jmespath::ErrorReason::Runtime(_) => messages::NOT_EVALUATED,
    };
    let reason = reason.split(" -- found ").next().unwrap_or(reason);
    let part = part(text, error.offset);
    let found = text.get(error.offset..).unwrap_or_default();
    messages::bad_jmespath(reason, found, open(text)).at(part)
}

/// The word or sign that begins at a byte; the last sign where nothing does.
pub(super) fn part(text: &str, start: usize) -> Range<usize> {
    let rest = text.get(start..).unwrap_or_default();
    let mut signs = rest.chars();
    let Some(first) = signs.next() else {
        let last = text.trim_end().char_indices().next_back();
        return last.map_or(0..0, |(at, sign)| at..at + sign.len_utf8());
    };
    let length = match first {
        '\'' | '"' | '`' => rest[1..].find(first).map_or(rest.len(), |end| end + 2),
        _ => {
            let is_word = |c: &char| c.is_alphanumeric() || *c == '_';
            let word = rest.chars().take_while(is_word).map(char::len_utf8).sum();
            std::cmp::max(word, first.len_utf8())
        }
    };
    start..start + length
}
