use rusqlite::OptionalExtension;

use crate::fault::Fault;
use crate::org::Org;
use crate::store::quoted;
use crate::{Field, Object, RecordId};

/// How many of the records that hinder a deletion are told, so that a message does not grow with the org.
const TOLD: u32 = 100;

impl Org {
    /// That there is no record which keeps this one from being deleted, as a case does its account.
    pub(super) fn unrestricted(&self, object: &Object, id: &RecordId) -> Result<(), Fault> {
        for child in self.whole.all() {
            let restricts = |field: &Field| field.restrict && field.to.contains(&object.name);
            let mut ways = child.fields.iter().filter(|(_, field)| restricts(field));
            ways.try_for_each(|(way, _)| self.has_none(object, id, child, way))?;
        }
        Ok(())
    }

    fn has_none(
        &self,
        object: &Object,
        id: &RecordId,
        child: &Object,
        way: &str,
    ) -> Result<(), Fault> {
        let ids = self.ids_with(child, way, &id.to_string().into(), TOLD)?;
        if ids.is_empty() {
            return Ok(());
        }
        let names = ids.iter().map(|id| self.name_of(child, id));
        let names: Vec<String> = names.collect::<Result<_, _>>()?;
        let message = format!(
            "Your attempt to delete {} could not be completed because it is associated with the following {}.: {}\n",
            self.name_of(object, id)?,
            child.plural.to_lowercase(),
            names.join(", ")
        );
        Err(Fault::save("DELETE_FAILED", message, [] as [&str; 0]))
    }

    /// What people call a record; its id where nothing names it.
    fn name_of(&self, object: &Object, id: &RecordId) -> Result<String, Fault> {
        let Some(field) = &object.name_field else {
            return Ok(id.to_string());
        };
        let (field, table) = (quoted(field), quoted(&object.name));
        let select = format!("SELECT {field} FROM {table} WHERE Id = ?1");
        let mut statement = self.db.prepare_cached(&select)?;
        let name = statement.query_row([id.as_str()], |row| row.get::<_, Option<String>>(0));
        Ok(name.optional()?.flatten().unwrap_or_else(|| id.to_string()))
    }
}
