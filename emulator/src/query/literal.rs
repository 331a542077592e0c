use rusqlite::types::Value as SqlValue;
use specforce_soql::Value;

use crate::fault::Fault;
use crate::{FieldType, RecordId, stamp};

use super::refusal;
use super::tables::Tables;
use super::term::{Term, is_text};

/// How long a text may be that a field is compared with.
const LONGEST: usize = 4_000;

/// A value as the column of a field has it.
#[derive(Debug, Clone)]
pub(super) enum Bound {
    Null,
    One(SqlValue),
    /// From the first up to, and without, the second.
    Span(SqlValue, SqlValue),
}

impl Tables<'_> {
    /// A value that a field is compared with, which must be of its type.
    pub(super) fn bound(&self, term: &Term, value: &Value, keyword: &str) -> Result<Bound, Fault> {
        let one = |value: SqlValue| Ok(Bound::One(value));
        if let Value::String(text) = value {
            check_length(text.chars().count())?;
        }
        match (term.ty, value) {
            (_, Value::Null) => Ok(Bound::Null),
            (FieldType::Id | FieldType::Reference, Value::String(text)) => {
                self.id(term, text, keyword)
            }
            (ty, Value::String(text)) if is_text(ty) => match text.as_str() {
                "" => Ok(Bound::Null),
                text => one(text.to_owned().into()),
            },
            (FieldType::Boolean, Value::Boolean(flag)) => one(i64::from(*flag).into()),
            (ty, Value::Number(number)) if ty.is_number() => one(self::number(number.as_str())),
            (FieldType::Currency, Value::Currency { amount, .. }) => {
                one(self::number(amount.as_str()))
            }
            (FieldType::Date, Value::Date(date)) => one(date.to_string().into()),
            (FieldType::Date, Value::DateLiteral(literal)) => {
                let (first, end) = self.context.calendar()?.span(*literal);
                Ok(Bound::Span(
                    first.to_string().into(),
                    end.to_string().into(),
                ))
            }
            (FieldType::Datetime, Value::DateTime(at)) => one(precise(*at).into()),
            (FieldType::Datetime, Value::DateLiteral(literal)) => {
                let calendar = self.context.calendar()?;
                let (first, end) = calendar.span(*literal);
                let start = |day| SqlValue::from(stamp::stamp(calendar.midnight(day)));
                Ok(Bound::Span(start(first), start(end)))
            }
            (FieldType::Time, Value::Time(time)) => one(format!("{time:.3}Z").into()),
            _ => Err(self.of_wrong_type(term, keyword)),
        }
    }

    fn id(&self, term: &Term, text: &str, keyword: &str) -> Result<Bound, Fault> {
        if text.is_empty() {
            return Ok(Bound::Null);
        }
        let id = text.parse::<RecordId>().map_err(|_| {
            let message = format!("invalid ID field: {text}");
            self.at_term("INVALID_QUERY_FILTER_OPERATOR", term, keyword, &message)
        })?;
        Ok(Bound::One(id.to_string().into()))
    }

    fn of_wrong_type(&self, term: &Term, keyword: &str) -> Fault {
        let (ty, quotes) = match term.ty {
            FieldType::Boolean => ("boolean", "should not"),
            FieldType::Int => ("int", "should not"),
            FieldType::Double => ("double", "should not"),
            FieldType::Currency => ("currency", "should not"),
            FieldType::Percent => ("percent", "should not"),
            FieldType::Date => ("date", "should not"),
            FieldType::Datetime => ("dateTime", "should not"),
            FieldType::Time => ("time", "should not"),
            FieldType::Id | FieldType::Reference => ("reference", "should"),
            _ => ("string", "should"),
        };
        let message = format!(
            "value of filter criterion for field '{}' must be of type {ty} and {quotes} be enclosed in quotes",
            term.name
        );
        self.at_term("INVALID_FIELD", term, keyword, &message)
    }

    /// What is wrong with a field that stands behind a keyword.
    pub(super) fn at_term(
        &self,
        code: &'static str,
        term: &Term,
        keyword: &str,
        message: &str,
    ) -> Fault {
        let path = self.at(term.node).path(&term.name);
        let offset = self.place(keyword, &path);
        refusal::at(code, self.context.text, offset, message)
    }
}

/// Follows [SOQL and SOSL Limits](https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_soslsoql.htm).
pub(super) fn check_length(characters: usize) -> Result<(), Fault> {
    if characters > LONGEST {
        return Err(refusal::malformed(format!(
            "A string in a WHERE clause cannot be longer than {LONGEST} characters."
        )));
    }
    Ok(())
}

fn number(text: &str) -> SqlValue {
    match text.parse::<i64>() {
        Ok(number) => number.into(),
        Err(_) => text.parse::<f64>().unwrap_or(f64::NAN).into(),
    }
}

/// Stamps are whole seconds, but a query may ask for less.
fn precise(at: jiff::Timestamp) -> String {
    let at = jiff::tz::Offset::UTC.to_datetime(at);
    at.strftime("%Y-%m-%dT%H:%M:%S.%3f+0000").to_string()
}
