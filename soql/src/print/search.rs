use std::fmt::{self, Display, Formatter, Write as _};

use super::{Joined, clause, clauses, listed};
use crate::term::RESERVED;
use crate::{Piece, Returning, Search, SearchWith, Term, Value};

impl Display for Search {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "FIND {{{}}}", self.term)?;
        if let Some(group) = self.group {
            write!(f, " IN {group} FIELDS")?;
        }
        clauses(f, "RETURNING", &self.returning)?;
        for with in &self.with {
            write!(f, " WITH {with}")?;
        }
        clause(f, "LIMIT", self.limit.as_ref())?;
        clauses(f, "UPDATE", &self.updates)
    }
}

impl Display for Returning {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.object)?;
        if self.fields.is_empty() {
            return Ok(());
        }
        write!(f, "({}", listed(&self.fields))?;
        clause(f, "WHERE", self.filter.as_ref())?;
        clause(f, "USING ListView =", self.list_view.as_ref())?;
        clauses(f, "ORDER BY", &self.order_by)?;
        clause(f, "LIMIT", self.limit.as_ref())?;
        clause(f, "OFFSET", self.offset.as_ref())?;
        f.write_str(")")
    }
}

impl Display for SearchWith {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let text = |text: &String| Value::String(text.clone());
        match self {
            Self::Division(name) => write!(f, "DIVISION = {}", text(name)),
            Self::DataCategory(filters) => {
                write!(f, "DATA CATEGORY {}", Joined(filters, " AND "))
            }
            Self::Highlight => f.write_str("HIGHLIGHT"),
            Self::Snippet(None) => f.write_str("SNIPPET"),
            Self::Snippet(Some(length)) => write!(f, "SNIPPET (target_length = {length})"),
            Self::Network(ids) => {
                let ids: Vec<Value> = ids.iter().map(text).collect();
                write!(f, "NETWORK IN ({})", listed(&ids))
            }
            Self::PricebookId(id) => write!(f, "PricebookId = {}", text(id)),
            Self::Metadata(kind) => write!(f, "METADATA = {}", text(kind)),
            Self::SpellCorrection(on) => write!(f, "SPELL_CORRECTION = {on}"),
        }
    }
}

/// A term within another one.
struct Inner<'a>(&'a Term);

impl Display for Inner<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Term::Phrase(pieces) => phrase(f, pieces),
            term => write!(f, "({term})"),
        }
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let join = |terms: &[Self], between| {
            let terms: Vec<Inner> = terms.iter().map(Inner).collect();
            Joined(&terms, between).to_string()
        };
        match self {
            Self::Phrase(pieces) => phrase(f, pieces),
            Self::Beside(terms) => f.write_str(&join(terms, " ")),
            Self::And(terms) => f.write_str(&join(terms, " AND ")),
            Self::Or(terms) => f.write_str(&join(terms, " OR ")),
            Self::AndNot(term, other) => write!(f, "{} AND NOT {}", Inner(term), Inner(other)),
        }
    }
}

/// A phrase, in quotes where it would be something else without them.
fn phrase(f: &mut Formatter<'_>, pieces: &[Piece]) -> fmt::Result {
    let quote = if needs_quotes(pieces) { "\"" } else { "" };
    f.write_str(quote)?;
    for piece in pieces {
        match piece {
            Piece::One => f.write_str("?")?,
            Piece::Any => f.write_str("*")?,
            Piece::Text(text) => text.chars().try_for_each(|c| escaped(c, f))?,
        }
    }
    f.write_str(quote)
}

fn needs_quotes(pieces: &[Piece]) -> bool {
    let is_operator = |text: &str| {
        ["AND", "OR", "NOT"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word))
    };
    match pieces {
        [] => true,
        [Piece::Text(text)] if is_operator(text) => true,
        pieces => pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Text(text) if text.contains(char::is_whitespace))),
    }
}

fn escaped(c: char, f: &mut Formatter<'_>) -> fmt::Result {
    if RESERVED.contains(c) {
        f.write_str("\\")?;
    }
    f.write_char(c)
}
