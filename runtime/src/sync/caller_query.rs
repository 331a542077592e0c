use specforce_soql::{Condition, FieldGroup, Operand, Query, Selected, Set};

use super::Plan;
use crate::{Error, Violations};

/// What a caller's own query selects beside fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Beside {
    /// `FIELDS(STANDARD)` and its like.
    pub(super) groups: Vec<FieldGroup>,
    /// As SOQL: what functions make of fields, fields by what a relationship leads to, rows of child relationships.
    pub(super) items: Vec<String>,
    /// Rows of child relationships are among them.
    pub(super) children: bool,
}

/// What makes one row of several, so that no row is a record.
const AGGREGATES: [&str; 7] = [
    "COUNT",
    "COUNT_DISTINCT",
    "SUM",
    "AVG",
    "MIN",
    "MAX",
    "GROUPING",
];

impl Plan {
    /// A sync of what a caller's own SOQL query reads, by the field that tells when a record was changed. The order of its
    /// rows is that of the sync, whatever `ORDER BY` says; every field that it names must be there.
    ///
    /// See [SOQL SELECT Syntax](https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm).
    ///
    /// # Errors
    /// [`Error::InvalidInput`] of `property`, which holds the query: it is no SOQL, or it reads other than the records of
    /// one object, or a part of them (`LIMIT`, `OFFSET`).
    pub fn of_query(property: &str, soql: &str, cursor: &str) -> Result<Self, Error> {
        let query = soql.parse::<Query>().map_err(|error| error.to_string());
        let plan = query.and_then(|query| match fault(&query) {
            Some(fault) => Err(fault),
            None => Ok(of(query, cursor)),
        });
        plan.map_err(|message| {
            let mut at = Violations::new();
            at.within(property, |at| at.push(message));
            Error::violations(at.into_vec())
        })
    }
}

fn of(query: Query, cursor: &str) -> Plan {
    let object = query.from.first().map(ToString::to_string);
    let mut plan = Plan::new(object.unwrap_or_default(), cursor.to_owned());
    for selected in query.select {
        match selected {
            Selected::Operand {
                operand: Operand::Field(path),
                ..
            } => plan = plan.required_field(path.to_string()),
            Selected::Fields(group) => plan.beside.groups.push(group),
            other => {
                plan.beside.children |= matches!(other, Selected::Query(_));
                plan.beside.items.push(other.to_string());
            }
        }
    }
    plan.condition(query.filter.map(|filter| filter.to_string()))
}

/// Why a sync cannot read by a query.
fn fault(query: &Query) -> Option<String> {
    let [from] = query.from.as_slice() else {
        return Some("a sync reads the records of one object".to_owned());
    };
    if from.alias.is_some() || !from.path.parents.is_empty() {
        return Some(format!("write `FROM {}` without an alias", from.path));
    }
    let grouped = "a row that stands for several records has no `Id`, so no sync can copy it";
    let clauses = [
        (
            query.group_by.is_some() || query.having.is_some(),
            "GROUP BY",
            grouped,
        ),
        (
            query.select.iter().any(aggregates),
            "COUNT() and its like",
            grouped,
        ),
        (
            query.limit.is_some() || query.offset.is_some(),
            "LIMIT and OFFSET",
            "a sync reads all records, and goes on where it stopped",
        ),
        (query.scope.is_some(), "USING SCOPE", CONDITION),
        (query.with.is_some(), "WITH", CONDITION),
        (
            !(query.purposes.is_empty() && query.updates.is_empty()),
            "FOR and UPDATE",
            "a sync changes nothing in the org",
        ),
    ];
    let wrong = clauses.into_iter().find(|(is_wrong, ..)| *is_wrong);
    wrong.map(|(_, clause, why)| format!("leave out {clause}: {why}"))
}

const CONDITION: &str = "a sync reads by the conditions of `WHERE`";

fn aggregates(selected: &Selected) -> bool {
    match selected {
        Selected::Operand {
            operand: Operand::Call(call),
            ..
        } => AGGREGATES.iter().any(|name| call.function == *name),
        _ => false,
    }
}

/// Whether a condition has a semi-join or an anti-join.
pub(super) fn has_subquery(condition: &str) -> bool {
    let query = format!("SELECT Id FROM X WHERE {condition}").parse::<Query>();
    query.is_ok_and(|query| query.filter.as_ref().is_some_and(looks_elsewhere))
}

fn looks_elsewhere(condition: &Condition) -> bool {
    match condition {
        Condition::And(all) | Condition::Or(all) => all.iter().any(looks_elsewhere),
        Condition::Not(inner) => looks_elsewhere(inner),
        Condition::In { set, .. } => matches!(set, Set::Query(_)),
        Condition::Compare { .. } | Condition::Like { .. } | Condition::Includes { .. } => false,
    }
}
