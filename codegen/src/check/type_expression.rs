use std::ops::Range;

use crate::fault::Message;
use crate::messages;

/// A type as it is written: names are not looked up yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TypeExpression {
    /// A name, and the part of the text that it is.
    Name(String, Range<usize>),
    List(Box<Self>),
    Map(Box<Self>),
    Nullable(Box<Self>),
}

impl TypeExpression {
    /// Reads `string`, `list<T>`, `map<T>`, `T | null`, or a name.
    pub(crate) fn parse(text: &str) -> Result<Self, Message> {
        let mut reader = Reader { text, at: 0 };
        reader.skip_space();
        let parsed = reader.one(0)?;
        match reader.rest() {
            "" => Ok(parsed),
            rest => {
                let before = text[..reader.at].trim();
                Err(messages::left_over(before, rest).at(reader.at..text.len()))
            }
        }
    }
}

/// Deeper than any real type; a limit keeps the parser from running out of stack.
const DEEPEST: usize = 32;

/// Whether the name of a type may hold the character.
pub(super) fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-' || c == '.'
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn one(&mut self, depth: usize) -> Result<TypeExpression, Message> {
        if depth > DEEPEST {
            return Err(messages::nested_too_deep("this type", DEEPEST));
        }
        let (name, part) = self.name()?;
        let mut parsed = match name {
            "list" => TypeExpression::List(self.held(name, depth)?),
            "map" => TypeExpression::Map(self.held(name, depth)?),
            _ if self.rest().starts_with('<') => {
                return Err({
                    let held = self.held_text();
                    messages::holds_nothing(name, held, last_of(held)).at(part)
                });
            }
            _ => TypeExpression::Name(name.to_owned(), part),
        };
        if self.takes('|') {
            match self.name()? {
                ("null", _) => parsed = TypeExpression::Nullable(Box::new(parsed)),
                (_, part) => return Err(messages::only_null().at(part)),
            }
        }
        Ok(parsed)
    }

    fn held(&mut self, name: &str, depth: usize) -> Result<Box<TypeExpression>, Message> {
        self.expect('<', name)?;
        let inner = self.one(depth + 1)?;
        if name == "map" && self.rest().starts_with(',') {
            let value = before_closing(&self.rest()[1..]);
            let end = self.at + 1 + value.len();
            return Err(messages::keys_are_strings(value.trim()).at(self.at..end));
        }
        self.expect('>', name)?;
        Ok(Box::new(inner))
    }

    /// What stands between the `<` that comes next and the `>` that closes it.
    fn held_text(&self) -> &'a str {
        before_closing(&self.rest()[1..]).trim()
    }

    fn name(&mut self) -> Result<(&'a str, Range<usize>), Message> {
        let rest = self.rest();
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let part = self.at..self.at + length;
        if length == 0 {
            return Err(messages::expected_type().at(self.at..self.text.len()));
        }
        self.at = part.end;
        self.skip_space();
        Ok((&rest[..length], part))
    }

    fn takes(&mut self, sign: char) -> bool {
        let is_there = self.rest().starts_with(sign);
        if is_there {
            self.at += sign.len_utf8();
            self.skip_space();
        }
        is_there
    }

    fn expect(&mut self, sign: char, name: &str) -> Result<(), Message> {
        if self.takes(sign) {
            return Ok(());
        }
        Err(messages::expected_sign(sign, name).at(self.at..self.text.len()))
    }
}

/// The text up to the `>` that no `<` within it belongs to.
fn before_closing(text: &str) -> &str {
    let end = outside(text).find(|(_, c)| *c == '>');
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

/// The last of several types with commas between them.
fn last_of(text: &str) -> &str {
    let comma = outside(text).filter(|(_, c)| *c == ',').last();
    text[comma.map_or(0, |(at, _)| at + 1)..].trim()
}

/// The characters that stand within no `<…>` of the text.
fn outside(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut depth = 0_usize;
    text.char_indices().filter(move |(_, c)| {
        let is_outside = depth == 0;
        match c {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_outside
    })
}
