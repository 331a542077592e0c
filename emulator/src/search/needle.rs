use specforce_soql::Term;

use crate::Object;

use super::objects::is_article;
use super::word::{self, Word};
use super::words::Words;

/// How long a term may be before its operators are taken for `OR`, and before it finds nothing, as
/// [FIND {SearchQuery}](https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_find.htm) has it.
const OPERATORS: usize = 4_000;
const LONGEST: usize = 10_000;

/// What is looked for in the words of a record.
#[derive(Debug)]
pub(super) enum Needle {
    /// At least one.
    Phrase(Vec<Word>),
    All(Vec<Self>),
    Any(Vec<Self>),
    Without(Box<Self>, Box<Self>),
}

impl Needle {
    /// What a term means for an object; `None` where there is no word in it. `text` is how it is written.
    pub(super) fn new(term: &Term, text: &str, object: &Object) -> Option<Self> {
        let length = text.chars().count();
        if length > LONGEST {
            return None;
        }
        if length > OPERATORS {
            let phrases = term.phrases().into_iter().map(word::words);
            let phrases = phrases.filter(|words| !words.is_empty());
            return joined(phrases.map(Self::Phrase).collect(), Self::Any);
        }
        Self::of(term, is_article(object))
    }

    fn of(term: &Term, article: bool) -> Option<Self> {
        let all = |terms: &[Term]| {
            terms
                .iter()
                .filter_map(|one| Self::of(one, article))
                .collect()
        };
        match term {
            Term::Phrase(pieces) => {
                let words = word::words(pieces);
                (!words.is_empty()).then_some(Self::Phrase(words))
            }
            Term::Beside(terms) if article => joined(all(terms), Self::Any),
            Term::Beside(terms) | Term::And(terms) => joined(all(terms), Self::All),
            Term::Or(terms) => joined(all(terms), Self::Any),
            Term::AndNot(term, other) => {
                let term = Self::of(term, article)?;
                Some(match Self::of(other, article) {
                    Some(other) => Self::Without(Box::new(term), Box::new(other)),
                    None => term,
                })
            }
        }
    }

    pub(super) fn is_in(&self, words: &Words) -> bool {
        match self {
            Self::Phrase(phrase) => words.have(phrase),
            Self::All(needles) => needles.iter().all(|needle| needle.is_in(words)),
            Self::Any(needles) => needles.iter().any(|needle| needle.is_in(words)),
            Self::Without(needle, other) => needle.is_in(words) && !other.is_in(words),
        }
    }
}

fn joined(needles: Vec<Needle>, join: fn(Vec<Needle>) -> Needle) -> Option<Needle> {
    (!needles.is_empty()).then(|| join(needles))
}
