//! `IN` and `NOT IN`, of values and of queries.

use rusqlite::types::Value as SqlValue;
use specforce_soql::{Operand, Query, Selected, Set, Value};

use crate::FieldType;
use crate::fault::Fault;

use super::compare::or_null;
use super::condition::Place;
use super::filter::sub_selects;
use super::literal::Bound;
use super::refusal::{self, malformed};
use super::sql::Sql;
use super::tables::Tables;
use super::term::Term;

/// How many values are bound one by one: `SQLite` takes 32,766 in a whole query.
const MOST: usize = 200;

impl Tables<'_> {
    pub(super) fn within(
        &mut self,
        operand: &Operand,
        negated: bool,
        set: &Set,
        place: Place,
    ) -> Result<Sql, Fault> {
        let term = self.compared(operand, place)?;
        if term.ty == FieldType::Boolean {
            return Err(self.invalid_operator(&term, place));
        }
        match set {
            Set::Values(values) => self.among(&term, negated, values, place),
            Set::Query(query) => self.among_rows(&term, negated, query, place),
        }
    }

    fn among(
        &self,
        term: &Term,
        negated: bool,
        values: &[Value],
        place: Place,
    ) -> Result<Sql, Fault> {
        let sql = &term.sql;
        let (mut ones, mut spans, mut null) = (Vec::new(), Vec::new(), false);
        for value in values {
            match self.bound(term, value, place.keyword)? {
                Bound::Null => null = true,
                Bound::One(value) => ones.push(value),
                Bound::Span(start, end) => spans.push((start, end)),
            }
        }
        let not = if negated { "NOT " } else { "" };
        let mut list = Sql::of(format!("{sql} {not}IN ("));
        list.append(listed(ones)).push(")");
        let mut pieces = vec![list];
        for (start, end) in spans {
            let mut span = Sql::of(format!("{not}({sql} >= "));
            span.bind(start)
                .push(&format!(" AND {sql} < "))
                .bind(end)
                .push(")");
            pieces.push(span);
        }
        let whole = Sql::joined(pieces, if negated { " AND " } else { " OR " });
        // `x NOT IN ()` holds for null too, where it is among the values.
        if negated && null {
            return Ok(Sql::joined(
                vec![whole, Sql::of(format!("{sql} IS NOT NULL"))],
                " AND ",
            ));
        }
        Ok(or_null(whole, sql, null || negated))
    }

    fn among_rows(
        &mut self,
        term: &Term,
        negated: bool,
        query: &Query,
        place: Place,
    ) -> Result<Sql, Fault> {
        if !place.top {
            return Err(malformed(
                "Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions",
            ));
        }
        if term.targets.is_empty() || term.node != 0 {
            return Err(malformed(format!(
                "The left operand field in the where expression for outer query should be an id field, cannot use: '{}'",
                term.name
            )));
        }
        let inner = self.rows_of(term, query)?;
        let not = if negated { "NOT " } else { "" };
        let mut sql = Sql::of(format!("{} {not}IN (", term.sql));
        sql.append(inner).push(")");
        Ok(or_null(sql, &term.sql, negated))
    }

    /// The ids that a query in brackets selects.
    fn rows_of(&mut self, outer: &Term, query: &Query) -> Result<Sql, Fault> {
        let [
            Selected::Operand {
                operand: operand @ Operand::Field(_),
                ..
            },
        ] = query.select.as_slice()
        else {
            return Err(malformed("a sub-select of WHERE selects one field"));
        };
        let name = query.from[0].path.field.as_str();
        let start = refusal::sub_query(self.context.text, self.start, name);
        let root = self.context.object(name, start)?;
        if root.name == self.root.name {
            return Err(malformed(
                "The inner and outer selects should not be on the same object type",
            ));
        }
        if query.filter.as_ref().is_some_and(|it| sub_selects(it) > 0) {
            return Err(malformed("Nested semi join sub-selects are not supported"));
        }
        let mut tables = Tables::new(self.context, root, &query.from, start)?;
        let inner = tables.operand(operand, "SELECT")?;
        if inner.node != 0 {
            return Err(malformed(format!(
                "The inner select field '{}' must be one of the object's own",
                inner.name
            )));
        }
        if inner.targets.is_empty() {
            return Err(malformed(format!(
                "The inner select field '{}' must be an id or reference field",
                inner.name
            )));
        }
        if !inner
            .targets
            .iter()
            .any(|target| outer.targets.contains(target))
        {
            return Err(malformed(format!(
                "The selected field '{}' in the subquery and the left operand field in the where expression in the outer query '{}' should point to the same object type",
                inner.name, outer.name
            )));
        }
        let filter = tables.filter(query)?;
        let mut sql = Sql::of(format!("SELECT {} FROM {}", inner.sql, tables.from()));
        sql.push(&format!(" WHERE {} IS NOT NULL", inner.sql));
        if let Some(filter) = filter {
            sql.push(" AND ").append(filter);
        }
        if query.limit.is_some() || !query.order_by.is_empty() {
            return Err(malformed(
                "a sub-select of WHERE takes no ORDER BY and no LIMIT",
            ));
        }
        Ok(sql)
    }
}

/// Values with commas between, or a list of them in one.
fn listed(values: Vec<SqlValue>) -> Sql {
    let mut list = Sql::default();
    if values.len() > MOST {
        let values: Vec<serde_json::Value> = values.into_iter().map(json).collect();
        list.push("SELECT value FROM json_each(")
            .bind(serde_json::Value::from(values).to_string())
            .push(")");
        return list;
    }
    for (number, value) in values.into_iter().enumerate() {
        list.push(if number > 0 { ", " } else { "" }).bind(value);
    }
    list
}

fn json(value: SqlValue) -> serde_json::Value {
    match value {
        SqlValue::Integer(number) => number.into(),
        SqlValue::Real(number) => number.into(),
        SqlValue::Text(text) => text.into(),
        SqlValue::Null | SqlValue::Blob(_) => serde_json::Value::Null,
    }
}
