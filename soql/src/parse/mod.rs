//! Text to tree, by descent.

mod clauses;
mod condition;
mod operand;
mod search;
mod select;
mod term;
mod text;
mod value;

use std::str::FromStr;

use crate::token::{Kind, Token, tokens};
use crate::{Error, Name, Query};

/// How deep brackets and sub-queries may stand in each other, so that no query runs out of stack.
const DEEPEST: usize = 50;

/// Words that no name may be, for they go on with the query.
const RESERVED: [&str; 20] = [
    "AND", "ASC", "DESC", "EXCLUDES", "FIRST", "FROM", "HAVING", "IN", "INCLUDES", "LAST", "LIKE",
    "LIMIT", "NOT", "NULL", "NULLS", "OR", "SELECT", "USING", "WHERE", "WITH",
];

impl FromStr for Query {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Parser::new(text, 0)?.whole(Parser::query)
    }
}

struct Parser<'a> {
    text: &'a str,
    /// The last is the end.
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    /// A parser of what stands from a byte on.
    fn new(text: &'a str, start: usize) -> Result<Self, Error> {
        Ok(Self {
            text,
            tokens: tokens(text, start)?,
            next: 0,
            depth: 0,
        })
    }

    /// What the rest of the text is, all of it.
    fn whole<T>(mut self, part: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        let part = part(&mut self)?;
        match self.peek().kind {
            Kind::End => Ok(part),
            _ => Err(self.unexpected("the end of the query")),
        }
    }

    fn peek(&self) -> &Token {
        self.ahead(0)
    }

    fn ahead(&self, number: usize) -> &Token {
        let last = self.tokens.len() - 1;
        &self.tokens[(self.next + number).min(last)]
    }

    fn slice(&self, token: &Token) -> &'a str {
        &self.text[token.span.clone()]
    }

    fn advance(&mut self) -> &'a str {
        let slice = self.slice(self.peek());
        self.next = (self.next + 1).min(self.tokens.len() - 1);
        slice
    }

    fn is_word(&self, number: usize, word: &str) -> bool {
        let token = self.ahead(number);
        token.kind == Kind::Word && self.slice(token).eq_ignore_ascii_case(word)
    }

    fn is_sign(&self, number: usize, sign: &str) -> bool {
        let token = self.ahead(number);
        token.kind == Kind::Sign && self.slice(token) == sign
    }

    /// Takes the words if they all come next.
    fn take(&mut self, words: &[&str]) -> bool {
        let come = words
            .iter()
            .enumerate()
            .all(|(number, word)| self.is_word(number, word));
        if come {
            self.next += words.len();
        }
        come
    }

    fn take_sign(&mut self, sign: &str) -> bool {
        let comes = self.is_sign(0, sign);
        if comes {
            self.next += 1;
        }
        comes
    }

    fn expect(&mut self, word: &str) -> Result<(), Error> {
        if self.take(&[word]) {
            Ok(())
        } else {
            Err(self.unexpected(&format!("`{word}`")))
        }
    }

    fn expect_sign(&mut self, sign: &str) -> Result<(), Error> {
        if self.take_sign(sign) {
            Ok(())
        } else {
            Err(self.unexpected(&format!("`{sign}`")))
        }
    }

    /// Takes one of the words, and gives what it stands for.
    fn one_of<T: Copy>(&mut self, words: &[(&str, T)]) -> Result<T, Error> {
        for (word, value) in words {
            if self.take(&[word]) {
                return Ok(*value);
            }
        }
        let words: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        Err(self.unexpected(&words.join(" or ")))
    }

    /// What stands between commas, at least once.
    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Result<T, Error>) -> Result<Vec<T>, Error> {
        let mut items = vec![item(self)?];
        while self.take_sign(",") {
            items.push(item(self)?);
        }
        Ok(items)
    }

    fn in_brackets<T>(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.expect_sign("(")?;
        let inner = self.deeper(inner)?;
        self.expect_sign(")")?;
        Ok(inner)
    }

    fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        if self.depth == DEEPEST {
            let message = format!("nested more than {DEEPEST} deep");
            return Err(self.error(message));
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn name(&mut self, what: &str) -> Result<Name, Error> {
        let token = self.peek();
        let slice = self.slice(token);
        // There is an object `Group`, and one `Order`, whose word is looked for where an alias may come.
        let groups = self.is_word(0, "GROUP") && self.is_word(1, "BY");
        let is_reserved = groups || RESERVED.iter().any(|word| slice.eq_ignore_ascii_case(word));
        match Name::new(slice).filter(|_| token.kind == Kind::Word && !is_reserved) {
            Some(name) => {
                self.advance();
                Ok(name)
            }
            None => Err(self.unexpected(what)),
        }
    }

    fn error(&self, message: impl Into<String>) -> Error {
        Error::at(self.text, self.peek().span.start, message)
    }

    fn unexpected(&self, expected: &str) -> Error {
        let token = self.peek();
        let found = match token.kind {
            Kind::End => "unexpected end of the query".to_owned(),
            _ => format!("unexpected `{}`", self.slice(token)),
        };
        self.error(format!("{found}, expected {expected}"))
    }
}
