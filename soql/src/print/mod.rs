//! Tree to text, keywords in capitals and one space between two words.

mod search;

use std::fmt::{self, Display, Formatter};

use crate::{
    Aggregation, Argument, Call, CategoryFilter, CategoryRelation, Comparison, Condition,
    Direction, FieldGroup, GroupBy, Nulls, Operand, Order, Purpose, Query, SearchGroup, Selected,
    Set, Source, Tracking, Typeof, With,
};

/// Items with something between them.
struct Joined<'a, T>(&'a [T], &'static str);

impl<T: Display> Display for Joined<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut between = "";
        for item in self.0 {
            write!(f, "{between}{item}")?;
            between = self.1;
        }
        Ok(())
    }
}

fn listed<T>(items: &[T]) -> Joined<'_, T> {
    Joined(items, ", ")
}

/// A clause, where it is.
fn clause(f: &mut Formatter<'_>, word: &str, value: Option<&impl Display>) -> fmt::Result {
    value.map_or(Ok(()), |value| write!(f, " {word} {value}"))
}

fn clauses<T: Display>(f: &mut Formatter<'_>, word: &str, values: &[T]) -> fmt::Result {
    clause(
        f,
        word,
        (!values.is_empty()).then(|| listed(values)).as_ref(),
    )
}

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "SELECT {} FROM {}",
            listed(&self.select),
            listed(&self.from)
        )?;
        clause(f, "USING SCOPE", self.scope.as_ref())?;
        clause(f, "WHERE", self.filter.as_ref())?;
        clause(f, "WITH", self.with.as_ref())?;
        clause(f, "GROUP BY", self.group_by.as_ref())?;
        clause(f, "HAVING", self.having.as_ref())?;
        clauses(f, "ORDER BY", &self.order_by)?;
        clause(f, "LIMIT", self.limit.as_ref())?;
        clause(f, "OFFSET", self.offset.as_ref())?;
        clauses(f, "FOR", &self.purposes)?;
        clauses(f, "UPDATE", &self.updates)
    }
}

impl Display for Selected {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operand { operand, alias } => {
                write!(f, "{operand}")?;
                alias.as_ref().map_or(Ok(()), |alias| write!(f, " {alias}"))
            }
            Self::Fields(group) => write!(f, "FIELDS({group})"),
            Self::Query(query) => write!(f, "({query})"),
            Self::Typeof(choice) => write!(f, "{choice}"),
        }
    }
}

impl Display for Typeof {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "TYPEOF {}", self.relationship)?;
        for (object, fields) in &self.when {
            write!(f, " WHEN {object} THEN {}", listed(fields))?;
        }
        clauses(f, "ELSE", &self.otherwise)?;
        f.write_str(" END")
    }
}

impl Display for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path)?;
        self.alias
            .as_ref()
            .map_or(Ok(()), |alias| write!(f, " {alias}"))
    }
}

impl Display for Operand {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(path) => write!(f, "{path}"),
            Self::Call(call) => write!(f, "{call}"),
        }
    }
}

impl Display for Call {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}({})", self.function, listed(&self.arguments))
    }
}

impl Display for Argument {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operand(operand) => write!(f, "{operand}"),
            Self::Value(value) => write!(f, "{value}"),
        }
    }
}

/// A condition within another one.
struct Inner<'a>(&'a Condition);

impl Display for Inner<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Condition::And(_) | Condition::Or(_) | Condition::Not(_) => write!(f, "({})", self.0),
            condition => write!(f, "{condition}"),
        }
    }
}

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let join = |conditions: &[Self], word| {
            let conditions: Vec<Inner> = conditions.iter().map(Inner).collect();
            Joined(&conditions, word).to_string()
        };
        match self {
            Self::And(conditions) => f.write_str(&join(conditions, " AND ")),
            Self::Or(conditions) => f.write_str(&join(conditions, " OR ")),
            Self::Not(condition) => write!(f, "NOT {}", Inner(condition)),
            Self::Compare {
                operand,
                comparison,
                value,
            } => write!(f, "{operand} {comparison} {value}"),
            Self::Like { operand, pattern } => write!(f, "{operand} LIKE {pattern}"),
            Self::In {
                operand,
                negated,
                set,
            } => write!(
                f,
                "{operand} {} ({set})",
                if *negated { "NOT IN" } else { "IN" }
            ),
            Self::Includes {
                operand,
                negated,
                values,
            } => {
                let word = if *negated { "EXCLUDES" } else { "INCLUDES" };
                let values = values.iter().cloned().map(crate::Value::String);
                let values: Vec<crate::Value> = values.collect();
                write!(f, "{operand} {word} ({})", listed(&values))
            }
        }
    }
}

impl Display for Set {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Values(values) => write!(f, "{}", listed(values)),
            Self::Query(query) => write!(f, "{query}"),
        }
    }
}

impl Display for GroupBy {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let operands = listed(&self.operands);
        match self.aggregation {
            Aggregation::Plain => write!(f, "{operands}"),
            Aggregation::Rollup => write!(f, "ROLLUP({operands})"),
            Aggregation::Cube => write!(f, "CUBE({operands})"),
        }
    }
}

impl Display for Order {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.operand)?;
        f.write_str(match self.direction {
            None => "",
            Some(Direction::Ascending) => " ASC",
            Some(Direction::Descending) => " DESC",
        })?;
        f.write_str(match self.nulls {
            None => "",
            Some(Nulls::First) => " NULLS FIRST",
            Some(Nulls::Last) => " NULLS LAST",
        })
    }
}

impl Display for With {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::SecurityEnforced => f.write_str("SECURITY_ENFORCED"),
            Self::UserMode => f.write_str("USER_MODE"),
            Self::SystemMode => f.write_str("SYSTEM_MODE"),
            Self::DataCategory(filters) => {
                write!(f, "DATA CATEGORY {}", Joined(filters, " AND "))
            }
        }
    }
}

impl Display for CategoryFilter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let categories = listed(&self.categories);
        write!(f, "{} {} ({categories})", self.group, self.relation)
    }
}

/// What stands for each variant.
macro_rules! words {
    ($($ty:ident { $($variant:ident => $word:literal),+ $(,)? })+) => {$(
        impl Display for $ty {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$variant => $word),+ })
            }
        }
    )+};
}

words! {
    FieldGroup { All => "ALL", Standard => "STANDARD", Custom => "CUSTOM" }
    CategoryRelation { At => "AT", Above => "ABOVE", Below => "BELOW", AboveOrBelow => "ABOVE_OR_BELOW" }
    Purpose { View => "VIEW", Reference => "REFERENCE" }
    SearchGroup { All => "ALL", Name => "NAME", Email => "EMAIL", Phone => "PHONE", Sidebar => "SIDEBAR" }
    Tracking { Tracking => "TRACKING", Viewstat => "VIEWSTAT" }
    Comparison {
        Equal => "=",
        NotEqual => "!=",
        Less => "<",
        LessOrEqual => "<=",
        Greater => ">",
        GreaterOrEqual => ">=",
    }
}
