use crate::{Operand, Pattern, Query, Value};

/// What `WHERE` or `HAVING` asks of a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Condition {
    /// All of at least two.
    And(Vec<Self>),
    /// One of at least two.
    Or(Vec<Self>),
    /// The opposite.
    Not(Box<Self>),
    /// `Name = 'Acme'`
    Compare {
        /// What is compared.
        operand: Operand,
        /// How.
        comparison: Comparison,
        /// With what.
        value: Value,
    },
    /// `Name LIKE 'A%'`
    Like {
        /// What is compared.
        operand: Operand,
        /// With what.
        pattern: Pattern,
    },
    /// `Id IN (…)` and `Id NOT IN (…)`
    In {
        /// What is looked for.
        operand: Operand,
        /// Whether it must not be there.
        negated: bool,
        /// Where.
        set: Set,
    },
    /// `Regions__c INCLUDES ('A;B', 'C')` and `EXCLUDES`: values of a multi-select picklist.
    Includes {
        /// The picklist.
        operand: Operand,
        /// Whether it must have none of them.
        negated: bool,
        /// Values, of which one must be there; those of one with `;` between them, together.
        values: Vec<String>,
    },
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`, also written `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// Where `IN` looks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Set {
    /// Among values.
    Values(Vec<Value>),
    /// Among the one field that a query selects: a semi-join, or an anti-join with `NOT`.
    Query(Box<Query>),
}
