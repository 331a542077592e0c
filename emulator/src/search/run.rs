//! The way of a search from its tree to its answer.

use specforce_soql::{Name, Operand, Path, Query, Returning, Search, Selected, Source};

use crate::fault::Fault;
use crate::org::Org;
use crate::query::{Hits, Part};

use super::needle::Needle;
use super::share::{self, Found};
use super::{labels, objects, refusal};

/// The last version whose answer is a list and nothing around it.
const BARE: u32 = 36;

/// A search and how it is to be answered.
pub(crate) struct Ask<'a> {
    pub(crate) search: &'a Search,
    /// The whole of it, to show where it is wrong.
    pub(crate) text: &'a str,
    /// What is looked for, as it is written.
    pub(crate) term: &'a str,
    /// Such as `v66.0`, for addresses.
    pub(crate) version: &'a str,
    /// The number of the version.
    pub(crate) release: u32,
}

/// The search of a text, and what stands within its braces.
pub(crate) fn parse(text: &str) -> Result<(Search, &str), Fault> {
    let Some((before, _)) = text.split_once('{') else {
        let message = "No search term found. The search term must be enclosed in braces.";
        return Err(refusal::malformed(message));
    };
    let search = text
        .parse()
        .map_err(|error| refusal::syntax(text, &error))?;
    Ok((search, &text[before.len() + 1..closing_brace(text)]))
}

/// Where the term ends.
fn closing_brace(text: &str) -> usize {
    let mut escaped = false;
    let closes = |(at, c): (usize, char)| {
        let closes = c == '}' && !escaped;
        escaped = c == '\\' && !escaped;
        closes.then_some(at)
    };
    text.char_indices().find_map(closes).unwrap_or(text.len())
}

impl Org {
    /// The answer to a search, as JSON.
    pub(crate) fn search(&self, ask: &Ask) -> Result<Vec<u8>, Fault> {
        refusal::check(ask)?;
        let wanted = objects::wanted(&self.catalog, ask.search)?;
        let mut hits = Vec::new();
        for returning in &wanted {
            hits.push(self.look(ask, returning, wanted.len())?);
        }
        let found = wanted.iter().zip(&hits).map(|(returning, hits)| Found {
            count: hits.count(),
            limited: returning.limit.is_some(),
        });
        let shares = share::shares(&found.collect::<Vec<_>>(), ask.search.limit);
        let mut lists = Vec::new();
        for (hits, share) in hits.iter().zip(shares) {
            lists.push(hits.read(self, ask.version, share)?);
        }
        lists.retain(|list| !list.is_empty());
        let records = lists.join(b",".as_slice());
        if ask.release <= BARE {
            return Ok([b"[".as_slice(), &records, b"]"].concat());
        }
        let labels = labels::labels(&self.catalog, ask.search, &wanted)?;
        Ok([
            b"{\"searchRecords\":[".as_slice(),
            &records,
            b"]",
            &labels,
            b"}",
        ]
        .concat())
    }

    /// What is found of one of several objects.
    fn look(&self, ask: &Ask, returning: &Returning, objects: usize) -> Result<Hits, Fault> {
        let query = query(returning, share::most(returning, objects));
        let object = self.catalog.object(returning.object.as_str());
        let rows = match object {
            Some(object) => {
                let needle = Needle::new(&ask.search.term, ask.term, object);
                self.haystack(object, ask.search.group, needle.as_ref())?
            }
            None => Vec::new(),
        };
        let part = Part {
            text: ask.text,
            from: closing_brace(ask.text),
            version: ask.version,
            query: &query,
        };
        self.hits(part, &rows)
    }
}

/// What is read of an object, as a query that does not say what is looked for.
fn query(returning: &Returning, most: u32) -> Query {
    let mut select = returning.fields.clone();
    if select.is_empty() {
        select.extend(Name::new("Id").map(|id| Selected::Operand {
            operand: Operand::Field(id.into()),
            alias: None,
        }));
    }
    Query {
        select,
        from: vec![Source {
            path: Path::from(returning.object.clone()),
            alias: None,
        }],
        scope: None,
        filter: returning.filter.clone(),
        with: None,
        group_by: None,
        having: None,
        order_by: returning.order_by.clone(),
        limit: Some(returning.limit.map_or(most, |limit| limit.min(most))),
        offset: returning.offset,
        purposes: Vec::new(),
        updates: Vec::new(),
    }
}
