use rusqlite::types::Value as Sql;

use crate::fault::Fault;
use crate::org::Org;
use crate::{FieldType, RecordId};

use super::State;
use super::draft::Draft;

impl Org {
    /// That a record may be saved as it is now.
    pub(super) fn check(&self, draft: &Draft) -> Result<(), Fault> {
        required(draft)?;
        let object = draft.object.clone();
        for (name, field) in &object.fields {
            let Some(value) = draft.row.get(name) else {
                continue;
            };
            if !draft.changes(name) {
                continue;
            }
            if field.r#type == FieldType::Reference && draft.gives(name) {
                self.reference(draft, name)?;
            }
            if field.unique {
                self.unique(draft, name, value)?;
            }
        }
        Ok(())
    }

    fn reference(&self, draft: &Draft, name: &str) -> Result<(), Fault> {
        let field = &draft.object.fields[name];
        let text = draft.row.text(name).unwrap_or_default();
        let Ok(id) = text.parse::<RecordId>() else {
            return Ok(());
        };
        let target = self.catalog.of_prefix(id.prefix());
        let Some(target) = target.filter(|target| field.to.contains(&target.name)) else {
            let message = format!("{}: id value of incorrect type: {id}", field.label_of(name));
            let known = self.catalog.of_prefix(id.prefix()).is_some();
            let code = if known {
                "FIELD_INTEGRITY_EXCEPTION"
            } else {
                "MALFORMED_ID"
            };
            return Err(Fault::save(code, message, [name]));
        };
        match self.state_of(target, &id)? {
            State::Living => Ok(()),
            State::Deleted => Err(Fault::save(
                "ENTITY_IS_DELETED",
                "entity is deleted",
                [""; 0],
            )),
            State::Missing => Err(Fault::save(
                "INVALID_CROSS_REFERENCE_KEY",
                "invalid cross reference id",
                [name],
            )),
        }
    }

    fn unique(&self, draft: &Draft, name: &str, value: &Sql) -> Result<(), Fault> {
        let others = self.ids_with(&draft.object, name, value, 2)?;
        let own = draft.row.text("Id");
        let other = others.iter().find(|id| Some(id.as_str()) != own);
        other.map_or(Ok(()), |other| {
            let message = format!(
                "duplicate value found: {name} duplicates value on record with id: {}",
                &other.as_str()[..15]
            );
            Err(Fault::save("DUPLICATE_VALUE", message, [""; 0]))
        })
    }
}

fn required(draft: &Draft) -> Result<(), Fault> {
    let fields = draft.object.fields.iter();
    let missing = fields.filter(|(name, field)| {
        field.required && !field.is_read_only() && draft.row.get(name).is_none()
    });
    let missing: Vec<&String> = missing.map(|(name, _)| name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|name| name.as_str()).collect();
    let message = format!("Required fields are missing: [{}]", names.join(", "));
    Err(Fault::save("REQUIRED_FIELD_MISSING", message, names))
}
