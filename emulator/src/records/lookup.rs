use fastrand::Rng;
use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, Params};
use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::org::Org;
use crate::store::quoted;
use crate::{Field, Object, RecordId};

use super::convert;
use super::locks::{Lock, Mode};

impl Org {
    /// The object of this name, as who asks sees it.
    pub(crate) fn object(&self, name: &str) -> Result<std::sync::Arc<Object>, Fault> {
        self.catalog.shared(name).ok_or_else(Fault::not_found)
    }

    /// Living records with this value, the first two and a bit, so that several are seen.
    pub(crate) fn ids_with(
        &self,
        object: &Object,
        name: &str,
        value: &Sql,
        most: u32,
    ) -> Result<Vec<RecordId>, Fault> {
        let sql = format!(
            "SELECT Id FROM {} WHERE {} = ?1 AND {} ORDER BY rowid LIMIT ?2",
            quoted(&object.name),
            quoted(name),
            living(object)
        );
        self.ids(&sql, (value, most))
    }

    /// A living record of an object by chance, but not this one.
    pub(crate) fn any_living(
        &self,
        object: &Object,
        but: Option<&RecordId>,
        random: &mut Rng,
    ) -> Result<Option<RecordId>, Fault> {
        let (table, living) = (quoted(&object.name), living(object));
        let from = format!("FROM {table} WHERE {living} AND Id IS NOT ?1");
        let but = but.map(RecordId::as_str);
        let mut count = self.db.prepare_cached(&format!("SELECT count(*) {from}"))?;
        let count: u32 = count.query_row([but], |row| row.get(0))?;
        let place = random.u32(..count.max(1));
        let any = format!("SELECT Id {from} ORDER BY rowid LIMIT 1 OFFSET ?2");
        Ok(self.ids(&any, (but, place))?.first().copied())
    }

    fn ids(&self, sql: &str, values: impl Params) -> Result<Vec<RecordId>, Fault> {
        let mut statement = self.db.prepare_cached(sql)?;
        let ids = statement.query_map(values, |row| row.get::<_, String>(0))?;
        let ids: Vec<String> = ids.collect::<Result<_, _>>()?;
        Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
    }

    /// Whether a record is there, and whether it is deleted.
    pub(crate) fn state_of(&self, object: &Object, id: &RecordId) -> Result<State, Fault> {
        let deleted = if object.fields.contains_key("IsDeleted") {
            "IsDeleted"
        } else {
            "0"
        };
        let sql = format!(
            "SELECT {deleted} FROM {} WHERE Id = ?1",
            quoted(&object.name)
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let found = statement
            .query_row([id.as_str()], |row| row.get::<_, bool>(0))
            .optional()?;
        Ok(match found {
            None => State::Missing,
            Some(true) => State::Deleted,
            Some(false) => State::Living,
        })
    }

    /// The parent that a nested object tells by an external id of it, which it keeps meanwhile.
    pub(super) fn parent_of(
        &mut self,
        field: &Field,
        given: &Map<String, Value>,
    ) -> Result<RecordId, Fault> {
        let ty = given
            .get("attributes")
            .and_then(|it| it.get("type"))
            .and_then(Value::as_str);
        let to = ty
            .or(field.to.first().map(String::as_str))
            .unwrap_or_default();
        let parent = self.object(to)?;
        let keys = given.iter().find(|(key, _)| *key != "attributes");
        let known = keys.and_then(|(key, value)| Some((parent.field(key)?, value)));
        let ((name, known), value) = match known {
            Some(found @ ((_, known), _)) if known.external_id => found,
            _ => {
                let message = format!(
                    "The external foreign key reference does not reference a valid entity: {to}"
                );
                return Err(Fault::new(400, "INVALID_FIELD", message));
            }
        };
        let told = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        let missing = || {
            let message = format!(
                "Foreign key external ID: {told} not found for field {name} in entity {}",
                parent.name
            );
            Fault::new(400, "INVALID_FIELD", message)
        };
        let value = convert(known, value).map_err(|_| missing())?;
        let ids = self.ids_with(&parent, name, &value, 1)?;
        let id = ids.first().copied().ok_or_else(missing)?;
        let lock = Lock::value(&parent.name, name, &value);
        self.locks.take(lock, Mode::Shared)?;
        Ok(id)
    }
}

/// What is true of a row that is not deleted.
fn living(object: &Object) -> &'static str {
    if object.fields.contains_key("IsDeleted") {
        "IsDeleted = 0"
    } else {
        "TRUE"
    }
}

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Living,
    Deleted,
    Missing,
}
