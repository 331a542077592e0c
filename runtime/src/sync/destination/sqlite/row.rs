use std::borrow::Cow;
use std::fmt;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Statement, ToSql};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::Kind;
use crate::sync::Column;

/// Binds the properties of a row's JSON, each to the parameter of its column; those it does not have to null.
pub(super) fn bind(
    json: &str,
    columns: &[Column],
    statement: &mut Statement<'_>,
) -> Result<(), serde_json::Error> {
    statement.clear_bindings();
    let mut from = serde_json::Deserializer::from_str(json);
    from.deserialize_map(Binder { columns, statement })?;
    from.end()
}

struct Binder<'a, 's> {
    columns: &'a [Column],
    statement: &'a mut Statement<'s>,
}

impl<'de> Visitor<'de> for Binder<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a row")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        // Properties mostly come in the order of the columns.
        let mut next = 0;
        while let Some(found) = map.next_key_seed(Name {
            columns: self.columns,
            next,
        })? {
            let Some(at) = found else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let json: &RawValue = map.next_value()?;
            let cell = Cell::of(self.columns[at].kind, json.get());
            let bound = self.statement.raw_bind_parameter(at + 1, cell);
            bound.map_err(serde::de::Error::custom)?;
            next = at + 1;
        }
        Ok(())
    }
}

/// Finds the column that a property is kept in.
#[derive(Clone, Copy)]
struct Name<'a> {
    columns: &'a [Column],
    next: usize,
}

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        let has = |column: &Column| column.name == name;
        let behind = self.columns[self.next..].iter().position(has);
        let found = behind.map(|at| self.next + at);
        Ok(found.or_else(|| self.columns.iter().position(has)))
    }
}

/// What a column takes.
#[derive(Debug, PartialEq)]
enum Cell<'a> {
    Null,
    Integer(i64),
    Real(f64),
    Text(Cow<'a, str>),
}

impl<'a> Cell<'a> {
    /// What does not fit the kind, such as an integer of more than 64 bits, is given as JSON, of which the column makes what
    /// its own type can hold.
    fn of(kind: Kind, json: &'a str) -> Self {
        if json == "null" {
            return Self::Null;
        }
        let fitting = match kind {
            Kind::String | Kind::Enum(_) => text(json).map(Self::Text),
            Kind::Integer => json.parse().ok().map(Self::Integer),
            Kind::Number => json.parse().ok().map(Self::Real),
            Kind::Boolean => json.parse().ok().map(|yes: bool| Self::Integer(yes.into())),
            Kind::Json | Kind::List(_) => None,
        };
        fitting.unwrap_or(Self::Text(json.into()))
    }
}

/// The text of a JSON string.
fn text(json: &str) -> Option<Cow<'_, str>> {
    let inner = json.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        return serde_json::from_str(json).ok().map(Cow::Owned);
    }
    Some(Cow::Borrowed(inner))
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>, rusqlite::Error> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Real(number) => ValueRef::Real(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}
