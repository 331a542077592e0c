//! A SOQL condition with inputs in it.

use std::ops::Range;

use specforce_soql::{Condition, Error, Query};

use super::relative;
use crate::check::jmespath::part;
use crate::check::template::text_pieces;
use crate::fault::Message;
use crate::ir::{TextPiece, WherePiece};
use crate::messages;

/// What a condition stands behind so that it can be read; the object is of no matter.
const BEFORE: &str = "SELECT Id FROM X WHERE ";

/// The pieces of a condition, and whether it is one of alternatives.
pub(super) fn read(text: &str) -> Result<(Vec<WherePiece>, bool), Message> {
    let pieces = pieces(text)?;
    let is_choice = Stood {
        text,
        pieces: &pieces,
    }
    .parse()?;
    Ok((pieces, is_choice))
}

fn pieces(text: &str) -> Result<Vec<WherePiece>, Message> {
    let (mut at, mut quoted) = (0, false);
    let located = text_pieces(text)?.into_iter().map(|piece| match piece {
        TextPiece::Literal(text) => {
            at += text.len();
            quoted = is_open_behind(&text, quoted);
            WherePiece::Literal(text)
        }
        TextPiece::Input(name) => {
            // The names stand in braces.
            let part = at + 1..at + 1 + name.len();
            at = part.end + 1;
            WherePiece::Input { name, quoted, part }
        }
    });
    Ok(located.collect())
}

/// Whether a SOQL string is open at the end of a text, which begins in one or not.
pub(super) fn is_open_behind(text: &str, mut quoted: bool) -> bool {
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' if quoted => drop(signs.next()),
            '\'' => quoted = !quoted,
            _ => {}
        }
    }
    quoted
}

/// A condition with something as long in the place of each input, so that what is wrong with it has its place.
struct Stood<'a> {
    text: &'a str,
    pieces: &'a [WherePiece],
}

impl Stood<'_> {
    fn parse(&self) -> Result<bool, Message> {
        // An input outside of quotes is a value unless only a name can stand there.
        let mut names = Vec::new();
        let query = loop {
            let condition = self.with(&names);
            let query = format!("{BEFORE}{condition}");
            let error = match query.parse::<Query>() {
                Ok(query) => break query,
                Err(error) => error,
            };
            let at = offset(&query, &error);
            match self.inputs().find(|input| input.start == at) {
                Some(input) if names.contains(&input.start) => {
                    return Err(messages::misplaced_input().at(input));
                }
                Some(input) => names.push(input.start),
                None => return Err(self.told(&error, at)),
            }
        };
        self.is_nothing_else(&names)?;
        if let Some(literal) = relative::of_query(&query) {
            let part = relative::part(self.text, literal).unwrap_or(0..self.text.len());
            return Err(messages::relative_date(&self.text[part.clone()]).at(part));
        }
        Ok(matches!(query.filter, Some(Condition::Or(_))))
    }

    /// Behind a condition stands nothing that would go on with the query.
    fn is_nothing_else(&self, names: &[usize]) -> Result<(), Message> {
        let query = format!("{BEFORE}({})", self.with(names));
        match query.parse::<Query>() {
            Ok(_) => Ok(()),
            Err(error) => {
                let at = offset(&query, &error).saturating_sub(1);
                Err(messages::behind_condition().at(part(self.text, at)))
            }
        }
    }

    /// The text with a name in the place of each input that begins there, and a number in that of others.
    fn with(&self, names: &[usize]) -> String {
        let mut text = self.text.to_owned();
        for input in self.inputs() {
            // However many noughts there are, they are no great number.
            let sign = if names.contains(&input.start) {
                "x"
            } else {
                "0"
            };
            text.replace_range(input.clone(), &sign.repeat(input.len()));
        }
        text
    }

    /// Where inputs stand, braces and all.
    fn inputs(&self) -> impl Iterator<Item = Range<usize>> {
        self.pieces.iter().filter_map(|piece| match piece {
            WherePiece::Literal(_) => None,
            WherePiece::Input { part, .. } => Some(part.start - 1..part.end + 1),
        })
    }

    fn told(&self, error: &Error, at: usize) -> Message {
        messages::bad_soql(error.message()).at(part(self.text, at))
    }
}

/// Where in the condition an error is.
fn offset(query: &str, error: &Error) -> usize {
    let mut lines = query.split_inclusive('\n');
    let above: usize = lines.by_ref().take(error.line() - 1).map(str::len).sum();
    let line = lines.next().unwrap_or_default();
    let signs = line.chars().take(error.column() - 1);
    let at = above + signs.map(char::len_utf8).sum::<usize>();
    at.saturating_sub(BEFORE.len())
}
