//! Why a search is refused, in the words of Salesforce where they are known.

use specforce_soql::{Error, Piece, SearchWith};

use crate::fault::Fault;
use crate::query::refusal;

use super::run::Ask;

const MALFORMED: &str = "MALFORMED_SEARCH";

/// How many characters a search has at least, wildcards aside.
const SHORTEST: usize = 2;

pub(crate) fn malformed(message: impl Into<String>) -> Fault {
    Fault::new(400, MALFORMED, message)
}

/// A text that is no search, or no part of one.
pub(crate) fn syntax(text: &str, error: &Error) -> Fault {
    let reserved = error
        .message()
        .strip_suffix(", expected a backslash before it");
    let Some(reserved) = reserved.and_then(|found| found.split('`').nth(1)) else {
        return refusal::syntax(MALFORMED, text, error);
    };
    // Salesforce tells the column before it.
    let (line, column) = (error.line(), error.column() - 1);
    let message = format!("line {line}:{column} mismatched character '{reserved}' expecting '}}'");
    refusal::placed(MALFORMED, text, line, column.max(1), &message)
}

/// What is refused whatever the objects and fields are.
pub(super) fn check(ask: &Ask) -> Result<(), Fault> {
    if length(ask) < SHORTEST {
        let message = format!(
            "search term must be longer than one character: {}",
            ask.term
        );
        return Err(Fault::new(400, "INVALID_SEARCH", message));
    }
    let returning = &ask.search.returning;
    if returning.len() > 1 && returning.iter().any(|one| one.offset.unwrap_or(0) > 0) {
        return Err(malformed("OFFSET is for a search of one object"));
    }
    if returning.iter().any(|one| one.list_view.is_some()) {
        return Err(unsupported("USING ListView"));
    }
    ask.search.with.iter().try_for_each(supported)
}

fn length(ask: &Ask) -> usize {
    let pieces = ask.search.term.phrases().concat();
    let texts = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.chars().filter(|c| !c.is_whitespace()).count(),
        Piece::One | Piece::Any => 0,
    });
    texts.sum()
}

fn supported(with: &SearchWith) -> Result<(), Fault> {
    let what = match with {
        SearchWith::SpellCorrection(_) => return Ok(()),
        SearchWith::Metadata(kind) if kind.eq_ignore_ascii_case("LABELS") => return Ok(()),
        SearchWith::Metadata(kind) => {
            return Err(malformed(format!("METADATA is LABELS, not {kind}")));
        }
        SearchWith::Division(_) => "WITH DIVISION",
        SearchWith::DataCategory(_) => "WITH DATA CATEGORY",
        SearchWith::Highlight => "WITH HIGHLIGHT",
        SearchWith::Snippet(_) => "WITH SNIPPET",
        SearchWith::Network(_) => "WITH NETWORK",
        SearchWith::PricebookId(_) => "WITH PricebookId",
    };
    Err(unsupported(what))
}

fn unsupported(what: &str) -> Fault {
    malformed(format!("{what} is not supported by the emulator"))
}
