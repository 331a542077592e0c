//! Queries with aggregate functions: a row for each group.

use rusqlite::params_from_iter;
use specforce_soql::{Aggregation, GroupBy, Operand, Query, Selected};

use crate::FieldType;
use crate::fault::Fault;

use super::columns::{Column, column, keys, name};
use super::condition::Place;
use super::filter::{cut, direction};
use super::function::aggregate;
use super::read::{List, Reader};
use super::refusal::malformed;
use super::shape::key;
use super::sql::{Sql, prepared};
use super::tables::Tables;
use super::term::Term;
use super::write;

/// As many groups as one answer may have.
const MOST: usize = 2000;

/// A query for groups.
pub(super) struct Groups {
    sql: Sql,
    /// Keys of the answer, and what their values are.
    properties: Vec<(String, FieldType)>,
}

/// Whether a query is for groups rather than for records.
pub(super) fn is_grouped(query: &Query) -> bool {
    let makes_one = |selected: &Selected| matches!(selected, Selected::Operand { operand: Operand::Call(call), .. } if aggregate(call).is_some());
    query.group_by.is_some() || query.having.is_some() || query.select.iter().any(makes_one)
}

impl Groups {
    pub(super) fn new(tables: &mut Tables, query: &Query) -> Result<Self, Fault> {
        let keys = keys(tables, query.group_by.as_ref())?;
        tables.groups = Some(keys.iter().map(|key| key.sql.clone()).collect());
        let mut columns = Vec::new();
        let mut properties: Vec<(String, FieldType)> = Vec::new();
        let mut unnamed = 0;
        for selected in &query.select {
            let Selected::Operand { operand, alias } = selected else {
                return Err(malformed(
                    "Grouped query cannot use child relationships or FIELDS in the select list",
                ));
            };
            let column = column(tables, &keys, operand, "SELECT")?;
            let ty = column.ty();
            let name = name(&column, operand, alias.as_ref(), &mut unnamed);
            let property = self::key(&name);
            if properties
                .iter()
                .any(|(known, _)| known.eq_ignore_ascii_case(&property))
            {
                return Err(malformed(format!("duplicate alias: {name}")));
            }
            properties.push((property, ty));
            columns.push(column);
        }
        if keys.is_empty() && query.limit.is_some() {
            return Err(malformed(
                "Non-grouped query that uses overall aggregate functions cannot also use LIMIT",
            ));
        }
        let mut orders = Vec::new();
        for order in &query.order_by {
            let term = tables.ordered(order)?;
            let column = column(tables, &keys, &order.operand, "ORDER BY")?;
            orders.push((columns.len() + 1, direction(order, &term)));
            columns.push(column);
        }
        let plain = query
            .group_by
            .as_ref()
            .is_none_or(|by| by.aggregation == Aggregation::Plain);
        for (number, key) in keys.iter().enumerate() {
            if !plain {
                orders.push((columns.len() + 1, ""));
                columns.push(Column::Grouping(number));
            }
            orders.push((columns.len() + 1, ""));
            columns.push(Column::Term(key.clone()));
        }
        let sql = whole(tables, query, &keys, &columns, &orders)?;
        Ok(Self { sql, properties })
    }

    pub(super) fn read(&self, reader: Reader) -> Result<List, Fault> {
        let mut statement = prepared(reader.db, &self.sql.text)?;
        let mut rows = statement.query(params_from_iter(&self.sql.params))?;
        let mut list = List::default();
        while let Some(row) = rows.next()? {
            if list.count == MOST {
                let message = "Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch";
                return Err(Fault::new(400, "EXCEEDED_ID_LIMIT", message));
            }
            let out = list.next_record();
            out.extend_from_slice(b"{\"attributes\":{\"type\":\"AggregateResult\"}");
            for (column, (key, ty)) in self.properties.iter().enumerate() {
                out.push(b',');
                out.extend_from_slice(key.as_bytes());
                write::value(out, row.get_ref(column)?, *ty);
            }
            out.push(b'}');
        }
        Ok(list)
    }
}

/// A `SELECT` for each set of keys, and the order of all.
fn whole(
    tables: &mut Tables,
    query: &Query,
    keys: &[Term],
    columns: &[Column],
    orders: &[(usize, &str)],
) -> Result<Sql, Fault> {
    let sets = sets(query.group_by.as_ref());
    let mut whole = Sql::default();
    for (number, kept) in sets.iter().enumerate() {
        if number > 0 {
            whole.push(" UNION ALL ");
        }
        let one = one(tables, query, keys, columns, kept)?;
        whole.append(one);
    }
    if !keys.is_empty() && !orders.is_empty() {
        let orders: Vec<String> = orders
            .iter()
            .map(|(at, how)| format!("{at}{how}"))
            .collect();
        whole.push(&format!(" ORDER BY {}", orders.join(", ")));
    }
    cut(&mut whole, query);
    Ok(whole)
}

fn one(
    tables: &mut Tables,
    query: &Query,
    keys: &[Term],
    columns: &[Column],
    kept: &[bool],
) -> Result<Sql, Fault> {
    let filter = tables.filter(query)?;
    let having = match &query.having {
        Some(having) => {
            let place = Place {
                keyword: "HAVING",
                top: false,
            };
            Some(tables.condition(having, false, place)?)
        }
        None => None,
    };
    let columns: Vec<String> = columns
        .iter()
        .map(|column| column.sql(keys, kept))
        .collect();
    let mut sql = Sql::of(format!(
        "SELECT {} FROM {}",
        columns.join(", "),
        tables.from()
    ));
    if let Some(filter) = filter {
        sql.push(" WHERE ").append(filter);
    }
    let by = keys.iter().zip(kept).filter(|(_, kept)| **kept);
    let by: Vec<&str> = by.map(|(key, _)| key.sql.as_str()).collect();
    if !by.is_empty() {
        sql.push(&format!(" GROUP BY {}", by.join(", ")));
    } else if !keys.is_empty() {
        sql.push(" GROUP BY 'all'");
    }
    if let Some(having) = having {
        sql.push(" HAVING ").append(having);
    }
    Ok(sql)
}

/// Which keys make groups, once for the groups themselves and once for each kind of subtotal.
fn sets(by: Option<&GroupBy>) -> Vec<Vec<bool>> {
    let Some(by) = by else {
        return vec![Vec::new()];
    };
    let count = by.operands.len();
    match by.aggregation {
        Aggregation::Plain => vec![vec![true; count]],
        Aggregation::Rollup => {
            let first = |kept: usize| (0..count).map(|key| key < kept).collect();
            (0..=count).rev().map(first).collect()
        }
        Aggregation::Cube => {
            let choice = |bits: usize| {
                (0..count)
                    .map(|key| bits & (1 << (count - 1 - key)) != 0)
                    .collect()
            };
            (0..1 << count).rev().map(choice).collect()
        }
    }
}
