use indexmap::IndexMap;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::fault::Fault;
use crate::store::{is_stored, quoted};
use crate::{Field, Object, RecordId};

/// A record as the database has it, by the names of its fields.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Row(IndexMap<String, Sql>);

impl Row {
    pub(crate) fn set(&mut self, name: &str, value: impl Into<Sql>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// A value; `None` for null.
    pub(crate) fn get(&self, name: &str) -> Option<&Sql> {
        self.0.get(name).filter(|value| **value != Sql::Null)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Sql::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        matches!(self.get(name), Some(Sql::Integer(number)) if *number != 0)
    }

    pub(crate) fn number(&self, name: &str) -> Option<f64> {
        match self.get(name) {
            Some(Sql::Real(number)) => Some(*number),
            #[allow(clippy::cast_precision_loss, reason = "no field has so many digits")]
            Some(Sql::Integer(number)) => Some(*number as f64),
            _ => None,
        }
    }

    pub(crate) fn is_given(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The record of this id, deleted or not.
    pub(super) fn load(
        db: &Connection,
        object: &Object,
        id: &RecordId,
    ) -> Result<Option<Self>, Fault> {
        let names: Vec<&String> = object
            .fields
            .iter()
            .filter(|(_, field)| is_own(field))
            .map(|(name, _)| name)
            .collect();
        let columns: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        let sql = format!(
            "SELECT {} FROM {} WHERE Id = ?1",
            columns.join(", "),
            quoted(&object.name)
        );
        let mut statement = db.prepare_cached(&sql)?;
        let row = statement.query_row([id.as_str()], |row| {
            let values = names.iter().enumerate();
            values
                .map(|(at, name)| Ok(((*name).clone(), row.get(at)?)))
                .collect::<Result<_, _>>()
        });
        Ok(row.optional()?.map(Self))
    }

    pub(super) fn insert(&self, db: &Connection, object: &Object) -> Result<(), Fault> {
        let mut sql = format!("INSERT INTO {} (", quoted(&object.name));
        for (at, name) in self.0.keys().enumerate() {
            let comma = if at == 0 { "\"" } else { ", \"" };
            sql.extend([comma, name, "\""]);
        }
        sql.push_str(") VALUES (?");
        sql.push_str(&", ?".repeat(self.0.len().saturating_sub(1)));
        sql.push(')');
        db.prepare_cached(&sql)?
            .execute(params_from_iter(self.0.values()))?;
        Ok(())
    }

    /// Writes what differs from `before`.
    pub(super) fn update(
        &self,
        before: &Self,
        db: &Connection,
        object: &Object,
    ) -> Result<(), Fault> {
        let null = Sql::Null;
        let changed = self
            .0
            .iter()
            .filter(|(name, value)| before.0.get(*name).unwrap_or(&null) != *value);
        let (names, mut values): (Vec<&String>, Vec<&Sql>) = changed.unzip();
        let Some(id) = self.0.get("Id").filter(|_| !names.is_empty()) else {
            return Ok(());
        };
        let columns: Vec<String> = names
            .iter()
            .map(|name| format!("{} = ?", quoted(name)))
            .collect();
        let sql = format!(
            "UPDATE {} SET {} WHERE Id = ?",
            quoted(&object.name),
            columns.join(", ")
        );
        values.push(id);
        db.prepare_cached(&sql)?.execute(params_from_iter(values))?;
        Ok(())
    }
}

/// Whether a column is written, rather than put together from others.
fn is_own(field: &Field) -> bool {
    is_stored(field) && field.computed.is_none()
}
