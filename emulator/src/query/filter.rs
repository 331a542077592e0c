//! Which rows a query is about, and in which order.

use specforce_soql::{Condition, Direction, Nulls, Operand, Order, Path, Query, Set, With};

use crate::fault::Fault;

use super::condition::Place;
use super::refusal::malformed;
use super::sql::Sql;
use super::tables::Tables;
use super::term::Term;

/// How many queries may stand in a `WHERE`.
const SUB_SELECTS: usize = 2;

/// The last version in which a query that does not say which articles it wants gets those that are published.
const ONLINE_ONLY: u32 = 46;

/// The highest `OFFSET`.
const OFFSET: u32 = 2000;

impl Tables<'_> {
    /// What must hold for a row, if anything must.
    pub(super) fn filter(&mut self, query: &Query) -> Result<Option<Sql>, Fault> {
        if let Some(With::DataCategory(_)) = query.with {
            return Err(malformed(
                "WITH DATA CATEGORY is not supported by the emulator",
            ));
        }
        // Where nothing else has an index, the living have one.
        let bare = query.filter.is_none() && query.scope.is_none();
        let seen = self.seen();
        let seen = seen.map(|seen| if bare { seen.replace('+', "") } else { seen });
        let mut pieces: Vec<Sql> = seen.into_iter().map(Sql::of).collect();
        pieces.extend(self.scope(query)?);
        if let Some(condition) = &query.filter {
            if sub_selects(condition) > SUB_SELECTS {
                return Err(malformed(format!(
                    "Maximum {SUB_SELECTS} semi join sub-selects are allowed"
                )));
            }
            let place = Place {
                keyword: "WHERE",
                top: true,
            };
            pieces.push(self.condition(condition, false, place)?);
        }
        pieces.extend(self.online_only(query));
        Ok((!pieces.is_empty()).then(|| Sql::joined(pieces, " AND ")))
    }

    fn scope(&self, query: &Query) -> Result<Option<Sql>, Fault> {
        let Some(scope) = &query.scope else {
            return Ok(None);
        };
        if *scope == "everything" {
            return Ok(None);
        }
        if *scope == "mine" && self.root.fields.contains_key("OwnerId") {
            let mut sql = Sql::of(format!("{}.\"OwnerId\" = ", self.alias()));
            sql.bind(self.context.user.to_string());
            return Ok(Some(sql));
        }
        Err(malformed(format!(
            "USING SCOPE {scope} is not supported for {}",
            self.root.name
        )))
    }

    fn online_only(&self, query: &Query) -> Option<Sql> {
        let asks = query
            .filter
            .as_ref()
            .is_some_and(|filter| names(filter, "PublishStatus"));
        let applies =
            self.root.name.ends_with("__kav") && self.context.release() <= ONLINE_ONLY && !asks;
        applies.then(|| Sql::of(format!("{}.\"PublishStatus\" = 'Online'", self.alias())))
    }

    /// `ORDER BY` and what makes it complete, so that the same query always gives the same order.
    pub(super) fn order(&mut self, orders: &[Order]) -> Result<String, Fault> {
        let id = format!("{}.\"Id\"", self.alias());
        let mut keys = Vec::new();
        for order in orders {
            let term = self.ordered(order)?;
            keys.push(format!("{}{}", term.sql, direction(order, &term)));
            if term.sql == id {
                return Ok(keys.join(", "));
            }
        }
        keys.push(id);
        Ok(keys.join(", "))
    }

    pub(super) fn ordered(&mut self, order: &Order) -> Result<Term, Fault> {
        let term = self.operand(&order.operand, "ORDER BY")?;
        if term.aggregate && self.groups.is_none() {
            return Err(malformed(
                "aggregate functions are allowed in ORDER BY only where rows are grouped",
            ));
        }
        if term.long || !term.ty.is_sortable() {
            let message = format!("field '{}' can not be sorted in a query call", term.name);
            return Err(self.at_term("MALFORMED_QUERY", &term, "ORDER BY", &message));
        }
        Ok(term)
    }
}

/// Nothing stands first unless the query says otherwise, also where the order is downwards.
pub(super) fn direction(order: &Order, term: &Term) -> &'static str {
    let down = order.direction == Some(Direction::Descending);
    let last = order.nulls == Some(Nulls::Last);
    match (down, last) {
        (false, false) => "",
        (true, _) if term.required => " DESC",
        (false, true) => " NULLS LAST",
        (true, false) => " DESC NULLS FIRST",
        (true, true) => " DESC NULLS LAST",
    }
}

pub(super) fn check_offset(query: &Query) -> Result<(), Fault> {
    match query.offset {
        Some(offset) if offset > OFFSET => {
            let message = format!("Maximum SOQL offset allowed is {OFFSET}");
            Err(Fault::new(400, "NUMBER_OUTSIDE_VALID_RANGE", message))
        }
        _ => Ok(()),
    }
}

/// `LIMIT` and `OFFSET`.
pub(super) fn cut(sql: &mut Sql, query: &Query) {
    if query.limit.is_some() || query.offset.is_some() {
        let limit = query.limit.map_or(-1, i64::from);
        sql.push(" LIMIT ")
            .bind(limit)
            .push(" OFFSET ")
            .bind(i64::from(query.offset.unwrap_or(0)));
    }
}

pub(super) fn sub_selects(condition: &Condition) -> usize {
    match condition {
        Condition::And(all) | Condition::Or(all) => all.iter().map(sub_selects).sum(),
        Condition::Not(inner) => sub_selects(inner),
        Condition::In {
            set: Set::Query(_), ..
        } => 1,
        _ => 0,
    }
}

/// Whether a condition asks for a field of the object itself.
fn names(condition: &Condition, field: &str) -> bool {
    let is_it = |operand: &Operand| matches!(operand, Operand::Field(Path { field: name, .. }) if *name == field);
    match condition {
        Condition::And(all) | Condition::Or(all) => all.iter().any(|one| names(one, field)),
        Condition::Not(inner) => names(inner, field),
        Condition::Compare { operand, .. }
        | Condition::Like { operand, .. }
        | Condition::In { operand, .. }
        | Condition::Includes { operand, .. } => is_it(operand),
    }
}
