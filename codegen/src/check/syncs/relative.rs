//! What a condition compares with today: a record may stop fitting without being changed, which nothing tells.

use std::ops::Range;

use specforce_soql::{Condition, DateLiteral, Query, Set, Value};

use super::condition::is_open_behind;

/// A span of days told from today that a query compares with.
pub(super) fn of_query(query: &Query) -> Option<DateLiteral> {
    let conditions = query.filter.iter().chain(&query.having);
    conditions.into_iter().find_map(of_condition)
}

fn of_condition(condition: &Condition) -> Option<DateLiteral> {
    match condition {
        Condition::And(all) | Condition::Or(all) => all.iter().find_map(of_condition),
        Condition::Not(inner) => of_condition(inner),
        Condition::Compare { value, .. } => of_value(value),
        Condition::In { set, .. } => match set {
            Set::Values(values) => values.iter().find_map(of_value),
            Set::Query(query) => of_query(query),
        },
        Condition::Like { .. } | Condition::Includes { .. } => None,
    }
}

fn of_value(value: &Value) -> Option<DateLiteral> {
    match value {
        Value::DateLiteral(literal) => Some(*literal),
        _ => None,
    }
}

/// Where the name of a literal stands in a condition.
pub(super) fn part(text: &str, literal: DateLiteral) -> Option<Range<usize>> {
    let written = literal.to_string();
    let name = written.split(':').next()?;
    let upper = text.to_ascii_uppercase();
    let mut found = upper.match_indices(name).map(|(at, _)| at);
    let at = found.find(|at| !is_open_behind(&text[..*at], false))?;
    Some(at..at + name.len())
}
