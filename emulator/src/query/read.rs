//! Reading rows, a page at a time.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use crate::fault::Fault;
use crate::org::Org;
use crate::store::quoted;
use crate::{Catalog, RecordId};

use super::locators::{Cursor, Locators};
use super::select::Select;
use super::sql::prepared;
use super::write::Writer;

/// Behind every id.
pub(super) const LAST: &str = "~";

/// How many records an answer has, where nobody says it.
pub(crate) const PAGE: usize = 2000;

/// What rows are read with.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) db: &'a Connection,
    pub(super) catalog: &'a Catalog,
    pub(super) version: &'a str,
    /// How many records an answer has at most.
    pub(super) batch: usize,
    pub(super) locators: &'a Locators,
    pub(super) owner: RecordId,
    pub(super) now: Timestamp,
}

impl<'a> Reader<'a> {
    pub(super) fn new(org: &'a Org, version: &'a str, batch: usize) -> Self {
        Self {
            db: &org.db,
            catalog: &org.catalog,
            version,
            batch,
            locators: &org.locators,
            owner: org.user,
            now: org.clock.now(),
        }
    }

    /// A result of which a part can be asked for later, made of rows of an object.
    pub(super) fn cursor(&self, select: Arc<Select>, rows: Vec<i64>) -> Result<Cursor, Fault> {
        let newest = format!("SELECT max(Id) FROM {}", quoted(&select.object));
        let mut newest = self.db.prepare_cached(&newest)?;
        Ok(Cursor {
            newest: newest.query_row([], |row| row.get(0))?,
            select,
            rows: rows.into(),
            owner: self.owner,
            made: self.now,
        })
    }

    /// Where the rows from this one on can be asked for.
    pub(super) fn rest(&self, cursor: Cursor, first: usize) -> Result<String, Fault> {
        let id = self.locators.keep(cursor)?;
        Ok(format!(
            "/services/data/{}/query/{id}-{first}",
            self.version
        ))
    }
}

/// Where records are written.
pub(super) trait Sink {
    /// The text that the record of the row at this place is added to.
    fn next(&mut self, place: usize) -> &mut Vec<u8>;
}

/// Records with commas between them.
#[derive(Default)]
pub(super) struct List {
    pub(super) count: usize,
    pub(super) text: Vec<u8>,
    /// How many there are in all, and where the others are, if these are not all.
    pub(super) rest: Option<(usize, String)>,
}

impl List {
    pub(super) fn next_record(&mut self) -> &mut Vec<u8> {
        if self.count > 0 {
            self.text.push(b',');
        }
        self.count += 1;
        &mut self.text
    }
}

impl Sink for List {
    fn next(&mut self, _: usize) -> &mut Vec<u8> {
        self.next_record()
    }
}

/// The rows of each parent.
pub(super) type Families = HashMap<String, List>;

impl Select {
    /// Writes the records of rows, in their order. A row that is gone is left out, and so is one that took its place,
    /// whose id is behind `newest`.
    pub(super) fn read(
        &self,
        reader: Reader,
        rows: &[i64],
        newest: &str,
        sink: &mut dyn Sink,
    ) -> Result<(), Fault> {
        let page = numbers(rows);
        let families = self.families(reader, &page)?;
        let child = |out: &mut Vec<u8>, number: usize, id: &str| {
            family(out, families[number].get(id));
        };
        let mut statement = prepared(reader.db, &self.sql())?;
        let mut found = statement.query(params![page, newest])?;
        let writer = Writer {
            catalog: reader.catalog,
            version: reader.version,
        };
        while let Some(row) = found.next()? {
            let place: i64 = row.get(1)?;
            let out = sink.next(usize::try_from(place).unwrap_or_default());
            writer.record(out, row, &self.object, &self.shape.items, &child)?;
        }
        Ok(())
    }

    fn sql(&self) -> String {
        let seen = self.seen.as_ref().map(|seen| format!(" AND {seen}"));
        format!(
            "SELECT {} FROM {}{} WHERE {}.\"Id\" <= ?2{}",
            self.shape.columns.join(", "),
            self.of_page(),
            self.joins,
            self.alias,
            seen.unwrap_or_default()
        )
    }

    fn of_page(&self) -> String {
        let (table, alias) = (quoted(&self.object), &self.alias);
        // Rows of a cross join come in the order of what stands on its left.
        format!("json_each(?1) AS page CROSS JOIN {table} AS {alias} ON {alias}.rowid = page.value")
    }

    /// For each child relationship the rows of the page's records.
    fn families(&self, reader: Reader, page: &str) -> Result<Vec<Families>, Fault> {
        if self.children.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!("SELECT {}.\"Id\" FROM {}", self.alias, self.of_page());
        let mut statement = reader.db.prepare_cached(&sql)?;
        let ids = statement.query_map([page], |row| row.get(0))?;
        let ids: Vec<String> = ids.collect::<Result<_, _>>()?;
        let children = self.children.iter();
        children.map(|child| child.read(reader, &ids)).collect()
    }
}

/// Numbers of rows as JSON.
pub(super) fn numbers(rows: &[i64]) -> String {
    let rows: Vec<String> = rows.iter().map(i64::to_string).collect();
    format!("[{}]", rows.join(","))
}

/// The rows of a child relationship; null where there are none.
fn family(out: &mut Vec<u8>, rows: Option<&List>) {
    let Some(rows) = rows else {
        out.extend_from_slice(b"null");
        return;
    };
    let (total, next) = match &rows.rest {
        None => (rows.count, None),
        Some((total, next)) => (*total, Some(next.as_str())),
    };
    rows.answer(out, total, next);
}

impl List {
    /// Writes them as the answer to a query, with where the next ones are if they are not the last.
    pub(super) fn answer(&self, out: &mut Vec<u8>, total: usize, next: Option<&str>) {
        let next = match next {
            Some(next) => format!("\"done\":false,\"nextRecordsUrl\":\"{next}\""),
            None => "\"done\":true".to_owned(),
        };
        let start = format!("{{\"totalSize\":{total},{next},\"records\":[");
        out.extend_from_slice(start.as_bytes());
        out.extend_from_slice(&self.text);
        out.extend_from_slice(b"]}");
    }
}
