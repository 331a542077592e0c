use crate::Piece;
use crate::pattern::push;

/// Characters that mean something in a search, unless a backslash stands before them.
pub(crate) const RESERVED: &str = "?&|!{}[]()^~*:\\\"'+-";

/// What a search looks for: the text within the braces of `FIND {…}`.
///
/// It follows [FIND {SearchQuery}](https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_find.htm).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Term {
    /// `Acme`, `mi*` or `"john smith"`: a word, or several in this order. No two texts stand beside each other; where
    /// nothing is within the braces, there is none.
    Phrase(Vec<Piece>),
    /// `john smith`: at least two without a word between them. Salesforce takes `AND` for it, and `OR` in articles.
    Beside(Vec<Self>),
    /// `john AND smith`: all of at least two.
    And(Vec<Self>),
    /// `john AND NOT smith`: the first without the second.
    AndNot(Box<Self>, Box<Self>),
    /// `john OR smith`: one of at least two.
    Or(Vec<Self>),
}

impl Term {
    /// The words of a text as people type it: only `*` and `?` have a meaning.
    pub fn of_words(text: &str) -> Self {
        let mut words: Vec<Self> = text.split_whitespace().map(word).collect();
        match words.len() {
            0 => Self::Phrase(Vec::new()),
            1 => words.remove(0),
            _ => Self::Beside(words),
        }
    }

    /// Each [`Term::Phrase`] in it, in order.
    pub fn phrases(&self) -> Vec<&[Piece]> {
        match self {
            Self::Phrase(pieces) => vec![pieces],
            Self::Beside(terms) | Self::And(terms) | Self::Or(terms) => {
                terms.iter().flat_map(Self::phrases).collect()
            }
            Self::AndNot(term, other) => [term.phrases(), other.phrases()].concat(),
        }
    }
}

fn word(text: &str) -> Term {
    let mut pieces = Vec::new();
    for c in text.chars() {
        match c {
            '*' => pieces.push(Piece::Any),
            '?' => pieces.push(Piece::One),
            c => push(&mut pieces, c),
        }
    }
    Term::Phrase(pieces)
}
