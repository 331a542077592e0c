//! The way of a query from its text to its answer.

use std::sync::Arc;

use rusqlite::params_from_iter;
use specforce_soql::{Operand, Query, Selected};

use crate::fault::Fault;
use crate::org::Org;

use super::context::{Context, Sight};
use super::filter::{check_offset, cut};
use super::function::aggregate;
use super::groups::{self, Groups};
use super::locators::Cursor;
use super::read::{self, LAST, List, Reader};
use super::refusal::{self, malformed};
use super::select::Select;
use super::sql::{Sql, prepared};
use super::tables::Tables;

/// As long as a query may be.
const LONGEST: usize = 100_000;

/// A query and how it is to be answered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ask<'a> {
    /// SOQL.
    pub(crate) text: &'a str,
    pub(crate) sight: Sight,
    /// Such as `v66.0`, for addresses.
    pub(crate) version: &'a str,
    /// How many records an answer has at most.
    pub(crate) batch: usize,
}

impl Org {
    /// The answer to a query, as JSON.
    pub(crate) fn query(&mut self, ask: &Ask) -> Result<Vec<u8>, Fault> {
        if ask.text.len() > LONGEST {
            let message = "SOQL statements cannot be longer than 100000 characters.";
            return Err(malformed(message));
        }
        let query: Query = ask
            .text
            .parse()
            .map_err(|error| refusal::syntax("MALFORMED_QUERY", ask.text, &error))?;
        check_offset(&query)?;
        let context = Context::new(self, ask.version, ask.text, ask.sight);
        let reader = Reader::new(self, ask.version, ask.batch);
        let from = &query.from[0].path;
        if !from.parents.is_empty() {
            return Err(malformed(format!(
                "the first object behind FROM has no path: {from}"
            )));
        }
        let root = context.object(from.field.as_str(), 0)?;
        let mut tables = Tables::new(&context, root, &query.from, 0)?;
        if is_count(&query)? {
            let count = count(&mut tables, &query, reader)?;
            return Ok(
                format!("{{\"totalSize\":{count},\"done\":true,\"records\":[]}}").into_bytes(),
            );
        }
        if groups::is_grouped(&query) {
            let list = Groups::new(&mut tables, &query)?.read(reader)?;
            return Ok(answer(list.count, None, &list));
        }
        let select = Select::new(&mut tables, &query)?;
        let mut tables = Tables::new(&context, root, &query.from, 0)?;
        let rows = find(&mut tables, &query, reader, None)?;
        let total = rows.len();
        if total <= ask.batch {
            let mut list = List::default();
            select.read(reader, &rows, LAST, &mut list)?;
            return Ok(answer(total, None, &list));
        }
        let cursor = reader.cursor(Arc::new(select), rows)?;
        let list = page(reader, &cursor, 0)?;
        let next = reader.rest(cursor, ask.batch)?;
        Ok(answer(total, Some(&next), &list))
    }

    /// The next page of a query's result.
    pub(crate) fn query_more(
        &mut self,
        locator: &str,
        version: &str,
        batch: usize,
    ) -> Result<Vec<u8>, Fault> {
        let now = self.clock.now();
        let (id, cursor, first) = self.locators.find(locator, self.user, now)?;
        let reader = Reader::new(self, version, batch);
        let list = page(reader, &cursor, first)?;
        let (end, total) = (first + batch, cursor.rows.len());
        let next = (end < total).then(|| format!("/services/data/{version}/query/{id}-{end}"));
        Ok(answer(total, next.as_deref(), &list))
    }
}

/// Whether a query is for the number of rows alone.
fn is_count(query: &Query) -> Result<bool, Fault> {
    let counts = |selected: &Selected| {
        matches!(selected, Selected::Operand { operand: Operand::Call(call), .. }
            if aggregate(call) == Some("COUNT") && call.arguments.is_empty())
    };
    if !query.select.iter().any(counts) {
        return Ok(false);
    }
    if query.select.len() > 1 || query.group_by.is_some() || query.having.is_some() {
        return Err(malformed(
            "COUNT() stands alone in the select list, without GROUP BY: use COUNT(Id)",
        ));
    }
    if query.order_by.is_empty() {
        Ok(true)
    } else {
        Err(malformed("COUNT() takes no ORDER BY"))
    }
}

fn count(tables: &mut Tables, query: &Query, reader: Reader) -> Result<i64, Fault> {
    let filter = tables.filter(query)?;
    let mut sql = Sql::of(format!(
        "SELECT count(*) FROM (SELECT 1 FROM {}",
        tables.from()
    ));
    if let Some(filter) = filter {
        sql.push(" WHERE ").append(filter);
    }
    cut(&mut sql, query);
    sql.push(")");
    let mut statement = prepared(reader.db, &sql.text)?;
    Ok(statement.query_row(params_from_iter(&sql.params), |row| row.get(0))?)
}

/// The rows of a query, in their order; where some are given, those among them.
pub(super) fn find(
    tables: &mut Tables,
    query: &Query,
    reader: Reader,
    among: Option<&[i64]>,
) -> Result<Vec<i64>, Fault> {
    let mut conditions = Vec::from_iter(tables.filter(query)?);
    conditions.extend(among.map(|rows| within(tables, rows)));
    let order = tables.order(&query.order_by)?;
    let mut sql = Sql::of(format!(
        "SELECT {}.rowid FROM {}",
        tables.alias(),
        tables.from()
    ));
    if !conditions.is_empty() {
        sql.push(" WHERE ").append(Sql::joined(conditions, " AND "));
    }
    sql.push(&format!(" ORDER BY {order}"));
    cut(&mut sql, query);
    let mut statement = prepared(reader.db, &sql.text)?;
    let rows = statement.query_map(params_from_iter(&sql.params), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn within(tables: &Tables, rows: &[i64]) -> Sql {
    let alias = tables.alias();
    let mut sql = Sql::of(format!("{alias}.rowid IN (SELECT value FROM json_each("));
    sql.bind(read::numbers(rows)).push("))");
    sql
}

fn page(reader: Reader, cursor: &Cursor, first: usize) -> Result<List, Fault> {
    let end = (first + reader.batch).min(cursor.rows.len());
    let rows = cursor.rows.get(first..end).unwrap_or_default();
    let mut list = List::default();
    cursor
        .select
        .read(reader, rows, &cursor.newest, &mut list)?;
    Ok(list)
}

fn answer(total: usize, next: Option<&str>, list: &List) -> Vec<u8> {
    let mut answer = Vec::new();
    list.answer(&mut answer, total, next);
    answer
}
