//! The term of a search, which has signs of its own.

use std::str::FromStr;

use super::DEEPEST;
use crate::pattern::push;
use crate::term::RESERVED;
use crate::{Error, Piece, Term};

impl FromStr for Term {
    type Err = Error;

    /// The text of a term, without braces.
    fn from_str(text: &str) -> Result<Self, Error> {
        let mut reader = Reader::new(text, 0);
        let term = reader.term()?;
        match reader.peek() {
            None => Ok(term),
            Some(_) => Err(reader.unexpected("the end of the search term")),
        }
    }
}

/// What reads a term, character by character.
pub(super) struct Reader<'a> {
    text: &'a str,
    /// The next character's byte.
    pub(super) at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at, depth: 0 }
    }

    /// A term up to the brace behind it, or to the end.
    pub(super) fn term(&mut self) -> Result<Term, Error> {
        if self.ends() {
            return Ok(Term::Phrase(Vec::new()));
        }
        self.or()
    }

    fn or(&mut self) -> Result<Term, Error> {
        let mut terms = vec![self.and()?];
        while self.take("OR") {
            terms.push(self.and()?);
        }
        Ok(joined(terms, Term::Or))
    }

    /// `AND` and `AND NOT` are read from right to left: `a AND NOT b AND c` is `a AND NOT (b AND c)`.
    fn and(&mut self) -> Result<Term, Error> {
        let mut terms = vec![self.beside()?];
        while self.take("AND") {
            if self.take("NOT") {
                let other = self.deeper(Self::and)?;
                if let Some(term) = terms.pop() {
                    terms.push(Term::AndNot(Box::new(term), Box::new(other)));
                }
                break;
            }
            terms.push(self.beside()?);
        }
        Ok(joined(terms, Term::And))
    }

    fn beside(&mut self) -> Result<Term, Error> {
        let mut terms = vec![self.single()?];
        while !self.ends() && !self.comes("AND") && !self.comes("OR") {
            terms.push(self.single()?);
        }
        Ok(joined(terms, Term::Beside))
    }

    fn single(&mut self) -> Result<Term, Error> {
        self.skip_blanks();
        match self.peek() {
            Some('(') => self.in_brackets(),
            Some('"') => self.quoted(),
            _ if self.comes("AND") || self.comes("OR") => {
                Err(self.unexpected("a search term: put the word in double quotes"))
            }
            Some(c) if c == '\\' || c == '*' || c == '?' || !RESERVED.contains(c) => self.word(),
            Some(c) if c != ')' && c != '}' => Err(self.reserved()),
            _ => Err(self.unexpected("a search term")),
        }
    }

    fn in_brackets(&mut self) -> Result<Term, Error> {
        self.at += 1;
        let term = self.deeper(Self::or)?;
        self.skip_blanks();
        if self.peek() != Some(')') {
            return Err(self.unexpected("`)`"));
        }
        self.at += 1;
        Ok(term)
    }

    fn word(&mut self) -> Result<Term, Error> {
        let mut pieces = Vec::new();
        while let Some(c) = self.peek() {
            if c.is_whitespace() || matches!(c, '(' | ')' | '"' | '}') {
                break;
            }
            self.piece(&mut pieces, c)?;
        }
        Ok(Term::Phrase(pieces))
    }

    fn quoted(&mut self) -> Result<Term, Error> {
        let start = self.at;
        self.at += 1;
        let mut pieces = Vec::new();
        while let Some(c) = self.peek().filter(|c| *c != '}') {
            if c == '"' {
                self.at += 1;
                return Ok(Term::Phrase(pieces));
            }
            self.piece(&mut pieces, c)?;
        }
        Err(Error::at(self.text, start, "a phrase that no `\"` closes"))
    }

    fn piece(&mut self, pieces: &mut Vec<Piece>, c: char) -> Result<(), Error> {
        match c {
            '*' => pieces.push(Piece::Any),
            '?' => pieces.push(Piece::One),
            '\\' => {
                let escaped = self.text[self.at + 1..].chars().next();
                let Some(escaped) = escaped.filter(|c| RESERVED.contains(*c)) else {
                    return Err(self.error("an escape that there is not"));
                };
                push(pieces, escaped);
                self.at += 1;
            }
            c if RESERVED.contains(c) => return Err(self.reserved()),
            c => push(pieces, c),
        }
        self.at += self.peek().map_or(0, char::len_utf8);
        Ok(())
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn skip_blanks(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Whether nothing of the term follows, or nothing of what stands in its brackets.
    fn ends(&mut self) -> bool {
        self.skip_blanks();
        matches!(self.peek(), None | Some('}' | ')'))
    }

    /// Whether an operator comes next, whatever its case.
    fn comes(&mut self, operator: &str) -> bool {
        self.skip_blanks();
        let rest = &self.text[self.at..];
        let word = rest.find(|c: char| c.is_whitespace() || RESERVED.contains(c));
        rest[..word.unwrap_or(rest.len())].eq_ignore_ascii_case(operator)
            && !rest[operator.len()..].starts_with(['*', '?', '\\'])
    }

    fn take(&mut self, operator: &str) -> bool {
        let comes = self.comes(operator);
        if comes {
            self.at += operator.len();
        }
        comes
    }

    fn deeper(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Result<Term, Error>,
    ) -> Result<Term, Error> {
        if self.depth == DEEPEST {
            return Err(self.error(format!("nested more than {DEEPEST} deep")));
        }
        self.depth += 1;
        let term = inner(self);
        self.depth -= 1;
        term
    }

    fn error(&self, message: impl Into<String>) -> Error {
        Error::at(self.text, self.at, message)
    }

    fn reserved(&self) -> Error {
        self.unexpected("a backslash before it")
    }

    fn unexpected(&self, expected: &str) -> Error {
        let found = match self.peek() {
            None => "unexpected end of the query".to_owned(),
            Some(c) => format!("unexpected `{c}`"),
        };
        self.error(format!("{found}, expected {expected}"))
    }
}

/// The one that there is, or all of them together.
fn joined(mut terms: Vec<Term>, join: impl FnOnce(Vec<Term>) -> Term) -> Term {
    if terms.len() == 1 {
        terms.remove(0)
    } else {
        join(terms)
    }
}
