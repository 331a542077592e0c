//! Why a text is no YAML: what the reader says, and what it probably comes from.

use super::lines::Lines;
use super::place::{Place, Position};
use crate::fault::{Fault, Message};
use crate::messages;

/// How deep the YAML reader goes.
const DEEPEST: usize = 128;

/// How many anchors are looked at for an alias.
const MOST: usize = 100;

/// What the YAML reader says of a text, and where.
pub(super) struct Syntax<'a> {
    pub(super) file: usize,
    pub(super) lines: &'a Lines<'a>,
    /// What it says, with its positions.
    pub(super) said: &'a str,
    pub(super) position: Position,
    /// Where what it was reading began, if it tells.
    pub(super) began: Option<Position>,
}

impl Syntax<'_> {
    pub(super) fn fault(&self) -> Fault {
        let (position, message) = self
            .refused()
            .or_else(|| self.quotes())
            .or_else(|| self.beginning())
            .or_else(|| self.brackets())
            .or_else(|| self.colon())
            .unwrap_or_else(|| (self.position, self.plain()));
        Fault::new(&Place::told(self.file, position), message)
    }

    /// What no YAML holds, and what is deeper than it is read.
    fn refused(&self) -> Option<(Position, Message)> {
        if self.said.starts_with("recursion limit exceeded") {
            let message = messages::nested_without_end(DEEPEST, self.alias());
            return Some((self.position, message));
        }
        // The place of these is told in bytes.
        let place = self
            .said
            .strip_prefix("control characters are not allowed")?;
        let byte = place.strip_prefix(" at position ");
        let byte = byte.and_then(|byte| byte.parse().ok()).unwrap_or(0);
        let sign = self.lines.text.get(byte..)?.chars().next()?;
        let position = self.lines.position(byte);
        Some((position, messages::control_character(sign)))
    }

    /// The name of an anchor that has an alias below it.
    fn alias(&self) -> Option<&str> {
        let text = self.lines.text;
        let ends = |sign: char| !(sign.is_ascii_alphanumeric() || "-_".contains(sign));
        let anchors = text.match_indices('&').map(|(at, _)| {
            let rest = &text[at + 1..];
            rest.split_at(rest.find(ends).unwrap_or(rest.len()))
        });
        let mut named = anchors.filter(|(name, _)| !name.is_empty()).take(MOST);
        let (name, _) = named.find(|(name, below)| below.contains(&format!("*{name}")))?;
        Some(name)
    }

    /// A quote that is not closed, what stands behind one that is, and what cannot stand between two.
    fn quotes(&self) -> Option<(Position, Message)> {
        if self.says("unknown escape character") {
            let escape: String = self.rest().chars().take(2).collect();
            return Some((self.position, messages::unknown_escape(&escape)));
        }
        if self.says("unexpected end of stream") && self.says("a quoted scalar") {
            let began = self.began?;
            let quote = self.lines.text[self.byte(began)..].chars().next()?;
            return Some((began, messages::unclosed_quote(quote)));
        }
        let before = self.lines.text[..self.byte(self.position)]
            .chars()
            .next_back();
        let is_behind = self.says("did not find expected") && matches!(before, Some('"' | '\''));
        match (is_behind, self.rest().starts_with('?')) {
            (false, _) => None,
            (true, true) => Some((self.position, messages::question_mark_outside())),
            (true, false) => Some((self.position, self.behind_quote(before?))),
        }
    }

    /// What stands behind a quoted text; one that began above was probably to end there.
    fn behind_quote(&self, quote: char) -> Message {
        let close = self.byte(self.position) - 1;
        let open = self.lines.text[..close].rfind(quote);
        let open = open.map(|open| self.lines.position(open));
        match open.filter(|open| open.line < self.position.line) {
            Some(open) => messages::text_of_lines(quote, &Place::told(self.file, open)),
            None => messages::behind_quote(quote),
        }
    }

    /// A sign that no text without quotes begins with.
    fn beginning(&self) -> Option<(Position, Message)> {
        if self.says("violates indentation") {
            return Some((self.position, messages::tab()));
        }
        let (position, is_sign) = match self.began {
            Some(began) => (began, self.says("an alias") || self.says("an anchor")),
            None => (self.position, self.says("cannot start any token")),
        };
        if self.says("unknown anchor") {
            return Some((position, messages::unknown_anchor()));
        }
        let sign = self.lines.text[self.byte(position)..].chars().next();
        let line = self.line(position.line);
        match sign.filter(|_| is_sign)? {
            _ if line.trim_start_matches(' ').starts_with('\t') => {
                Some((self.position, messages::tab()))
            }
            sign => Some((position, messages::cannot_begin(sign))),
        }
    }

    /// A bracket that is not closed.
    fn brackets(&self) -> Option<(Position, Message)> {
        let is_end = self.rest().trim().is_empty();
        if is_end && self.says("expected node content") {
            let open = self.lines.text.trim_end().chars().next_back();
            let open = open.filter(|sign| matches!(sign, '{' | '['))?;
            return Some((self.position, messages::unclosed_bracket(open)));
        }
        let began = self.began.filter(|_| self.says("expected ',' or"))?;
        let open = self.lines.text[self.byte(began)..].chars().next()?;
        if is_end {
            return Some((began, messages::unclosed_bracket(open)));
        }
        let place = Place::told(self.file, began);
        let message = messages::open_bracket(open, &place);
        (began.line != self.position.line).then_some((self.position, message))
    }

    /// A colon without a space behind it, which makes no key.
    fn colon(&self) -> Option<(Position, Message)> {
        let line = if self.says("could not find expected ':'") {
            self.began?.line
        } else if self.says("mapping values are not allowed") {
            self.position.line.checked_sub(1)?
        } else {
            return None;
        };
        let written = self.line(line);
        let column = written.len() - written.trim_start_matches(' ').len() + 1;
        let position = Position { line, column };
        match written.trim().split_once(':') {
            Some((key, value)) if is_key(key) && !value.is_empty() && !value.contains(' ') => {
                Some((position, messages::no_space(key, value)))
            }
            _ if self.says("could not find") => Some((position, messages::no_key())),
            _ => None,
        }
    }

    fn plain(&self) -> Message {
        let said = self.said.split(" at line ").next().unwrap_or(self.said);
        let line = self.line(self.position.line);
        let indent = line.len() - line.trim_start_matches(' ').len();
        let is_first = self.position.column == indent + 1 && !self.rest().trim().is_empty();
        messages::bad_yaml(said, is_first)
    }

    fn says(&self, what: &str) -> bool {
        self.said.contains(what)
    }

    fn byte(&self, position: Position) -> usize {
        self.lines.byte(position)
    }

    /// The text from the place on.
    fn rest(&self) -> &str {
        &self.lines.text[self.byte(self.position)..]
    }

    fn line(&self, number: usize) -> &str {
        self.lines.line(number)
    }
}

fn is_key(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || "_-?$".contains(c))
}
