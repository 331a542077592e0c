//! Records that a search has found, read as a query reads them.

use specforce_soql::Query;

use crate::fault::Fault;
use crate::org::Org;

use super::context::{Context, Sight};
use super::filter::check_offset;
use super::read::{LAST, List, PAGE, Reader};
use super::refusal;
use super::run::find;
use super::select::Select;
use super::tables::Tables;

/// What a search asks of one object.
#[derive(Clone, Copy)]
pub(crate) struct Part<'a> {
    /// The whole search, to show where it is wrong.
    pub(crate) text: &'a str,
    /// Where in it the objects stand.
    pub(crate) from: usize,
    pub(crate) version: &'a str,
    /// The same as a query.
    pub(crate) query: &'a Query,
}

/// The rows of an object that fit, and what is read of each.
pub(crate) struct Hits {
    select: Select,
    rows: Vec<i64>,
}

impl Org {
    /// Those of the rows that a query asks for, in its order.
    pub(crate) fn hits(&self, part: Part, rows: &[i64]) -> Result<Hits, Fault> {
        let Part { text, query, .. } = part;
        check_offset(query)?;
        let context = Context::new(self, part.version, text, Sight::Living);
        let name = query.from[0].path.field.as_str();
        let object_at = refusal::find(text, part.from, "RETURNING", name);
        let root = context.object(name, object_at)?;
        // Keywords are looked for where they stand in no brackets.
        let bracket = text.get(object_at..).and_then(|rest| rest.find('('));
        let start = bracket.map_or(object_at, |bracket| object_at + bracket + 1);
        let mut tables = Tables::new(&context, root, &query.from, start)?;
        let select = Select::new(&mut tables, query)?;
        let mut tables = Tables::new(&context, root, &query.from, start)?;
        let rows = find(
            &mut tables,
            query,
            Reader::new(self, part.version, PAGE),
            Some(rows),
        )?;
        Ok(Hits { select, rows })
    }
}

impl Hits {
    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.rows.len()
    }

    /// The first records as JSON, with commas between them.
    pub(crate) fn read(&self, org: &Org, version: &str, most: usize) -> Result<Vec<u8>, Fault> {
        let rows = &self.rows[..most.min(self.rows.len())];
        let mut list = List::default();
        let reader = Reader::new(org, version, PAGE);
        self.select.read(reader, rows, LAST, &mut list)?;
        Ok(list.text)
    }
}
