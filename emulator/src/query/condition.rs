//! Conditions as SQL of two values: a row that has nothing in a field is unlike every value, and `NOT` is the plain
//! opposite. So `NOT` goes down to the comparisons, and each of them says itself what it makes of null.

use specforce_soql::{Comparison, Condition, Operand, Path, Value};

use crate::FieldType;
use crate::fault::Fault;

use super::compare::{self, compared, includes, like};
use super::literal::{Bound, check_length};
use super::refusal::malformed;
use super::sql::Sql;
use super::tables::Tables;
use super::term::{Term, is_text};

/// Where a condition stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) keyword: &'static str,
    /// Whether nothing but `AND` is around it.
    pub(super) top: bool,
}

impl Tables<'_> {
    /// A condition, or its opposite.
    pub(super) fn condition(
        &mut self,
        condition: &Condition,
        negated: bool,
        place: Place,
    ) -> Result<Sql, Fault> {
        match condition {
            Condition::Not(inner) => {
                let within = Place {
                    top: false,
                    ..place
                };
                self.condition(inner, !negated, within)
            }
            Condition::And(all) => self.several(all, !negated, negated, place),
            Condition::Or(any) => self.several(any, negated, negated, place),
            Condition::Compare {
                operand,
                comparison,
                value,
            } => {
                let term = self.compared(operand, place)?;
                let bound = self.bound(&term, value, place.keyword)?;
                self.fits(&term, *comparison, place)?;
                Ok(compared(&term.sql, *comparison, negated, bound))
            }
            Condition::Like { operand, pattern } => {
                let term = self.compared(operand, place)?;
                if !is_text(term.ty) || term.ty == FieldType::Multipicklist {
                    return Err(self.invalid_operator(&term, place));
                }
                check_length(compare::length(pattern))?;
                Ok(like(&term.sql, negated, &[compare::pattern(pattern)]))
            }
            Condition::Includes {
                operand,
                negated: excludes,
                values,
            } => {
                let term = self.compared(operand, place)?;
                if term.ty != FieldType::Multipicklist {
                    return Err(self.invalid_operator(&term, place));
                }
                for value in values {
                    check_length(value.chars().count())?;
                }
                Ok(includes(&term.sql, negated != *excludes, values))
            }
            Condition::In {
                operand,
                negated: not,
                set,
            } => self.within(operand, negated != *not, set, place),
        }
    }

    fn several(
        &mut self,
        conditions: &[Condition],
        all: bool,
        negated: bool,
        place: Place,
    ) -> Result<Sql, Fault> {
        let within = Place {
            top: place.top && all,
            ..place
        };
        let pieces = conditions
            .iter()
            .map(|one| self.condition(one, negated, within));
        let pieces: Vec<Sql> = pieces.collect::<Result<_, _>>()?;
        if all {
            return Ok(Sql::joined(pieces, " AND "));
        }
        let any = Sql::joined(pieces, " OR ");
        let floor = (!negated).then(|| self.floor(conditions, place)).flatten();
        Ok(match floor {
            Some(floor) => Sql::joined(vec![floor, any], " AND "),
            None => any,
        })
    }

    /// What follows for one field from any of several conditions, such as `t >= 5` from `t > 5 OR (t = 5 AND …)`: an
    /// index finds the rows of a range, but not those of alternatives in their order.
    fn floor(&mut self, any: &[Condition], place: Place) -> Option<Sql> {
        let (path, _) = least(any.first()?)?;
        let term = self.field(path, place.keyword).ok()?;
        let mut lowest: Option<&Value> = None;
        for condition in any {
            let (other, value) = least(condition)?;
            if other != path {
                return None;
            }
            lowest = Some(match (lowest, value) {
                (None, value) => value,
                (Some(Value::DateTime(a)), Value::DateTime(b)) => {
                    if a <= b {
                        lowest?
                    } else {
                        value
                    }
                }
                (Some(Value::Date(a)), Value::Date(b)) => {
                    if a <= b {
                        lowest?
                    } else {
                        value
                    }
                }
                _ => return None,
            });
        }
        match self.bound(&term, lowest?, place.keyword).ok()? {
            Bound::One(value) if matches!(term.ty, FieldType::Date | FieldType::Datetime) => {
                let mut sql = Sql::of(format!("{} >= ", term.sql));
                sql.bind(value);
                Some(sql)
            }
            _ => None,
        }
    }

    /// A field, or what a function makes of one, that can be looked into.
    pub(super) fn compared(&mut self, operand: &Operand, place: Place) -> Result<Term, Fault> {
        let term = self.operand(operand, place.keyword)?;
        if term.ty == FieldType::Address {
            let message = "Address fields can only be filtered using Distance expressions";
            return Err(self.at_term("INVALID_FIELD", &term, place.keyword, message));
        }
        if term.long {
            let message = format!("field '{}' can not be filtered in a query call", term.name);
            return Err(self.at_term("INVALID_FIELD", &term, place.keyword, &message));
        }
        if term.aggregate && place.keyword == "WHERE" {
            let message = "aggregate functions are allowed in HAVING only, not in WHERE";
            return Err(malformed(message));
        }
        let grouped = |groups: &Vec<String>| groups.contains(&term.sql);
        if place.keyword == "HAVING"
            && !term.aggregate
            && !self.groups.as_ref().is_some_and(grouped)
        {
            let message = format!("Field must be grouped or aggregated: {}", term.name);
            return Err(self.at_term("MALFORMED_QUERY", &term, place.keyword, &message));
        }
        Ok(term)
    }

    /// Whether a field of this type can be compared so.
    fn fits(&self, term: &Term, comparison: Comparison, place: Place) -> Result<(), Fault> {
        let equals = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        let unordered = matches!(term.ty, FieldType::Boolean | FieldType::Multipicklist);
        if unordered && !equals {
            return Err(self.invalid_operator(term, place));
        }
        Ok(())
    }

    pub(super) fn invalid_operator(&self, term: &Term, place: Place) -> Fault {
        let ty = match term.ty {
            FieldType::Reference => "id".to_owned(),
            FieldType::Datetime => "dateTime".to_owned(),
            ty => format!("{ty:?}").to_ascii_lowercase(),
        };
        let message = format!("invalid operator on {ty} field");
        let code = "INVALID_QUERY_FILTER_OPERATOR";
        self.at_term(code, term, place.keyword, &message)
    }
}

/// A bound from below that a condition puts on a field.
fn least(condition: &Condition) -> Option<(&Path, &Value)> {
    match condition {
        Condition::Compare {
            operand: Operand::Field(path),
            comparison: Comparison::Equal | Comparison::Greater | Comparison::GreaterOrEqual,
            value: value @ (Value::DateTime(_) | Value::Date(_)),
        } => Some((path, value)),
        Condition::And(all) => all.iter().find_map(least),
        _ => None,
    }
}
