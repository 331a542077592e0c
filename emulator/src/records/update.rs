use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::org::Org;
use crate::{FieldType, RecordId};

use super::draft::Draft;
use super::{By, Row, rules};

impl Org {
    /// Changes a record.
    pub(crate) fn update(
        &mut self,
        object: &str,
        id: &RecordId,
        values: &Map<String, Value>,
    ) -> Result<(), Fault> {
        let object = self.whole(object)?;
        if !object.updateable {
            let message = format!("entity type cannot be updated: {}", object.label);
            return Err(Fault::new(
                400,
                "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
                message,
            ));
        }
        let before = self.living(&object, id)?;
        let row = before.clone();
        let mut draft = Draft {
            object: object.clone(),
            before: Some(before),
            row,
            given: Vec::new(),
        };
        self.take(&mut draft, values, By::Request)?;
        keep_booleans(&mut draft)?;
        self.locks.chance()?;
        self.save(draft, values)?;
        self.view(&object, id)
    }

    /// Writes a draft of a record that there is.
    pub(super) fn save(
        &mut self,
        mut draft: Draft,
        values: &Map<String, Value>,
    ) -> Result<(), Fault> {
        rules::before(self, &mut draft)?;
        self.check(&draft)?;
        self.lock(&draft)?;
        self.changed(&draft.object, &mut draft.row, &self.stamp());
        if let Some(before) = &draft.before {
            draft.row.update(before, &self.db, &draft.object)?;
        }
        rules::after(self, &draft, values)
    }

    /// The record of this id, which is neither missing nor deleted.
    pub(super) fn living(&self, object: &crate::Object, id: &RecordId) -> Result<Row, Fault> {
        let row = Row::load(&self.db, object, id)?;
        let row = row.ok_or_else(Fault::not_found)?;
        if row.flag("IsDeleted") {
            return Err(Fault {
                fields: Some(Vec::new()),
                ..Fault::new(404, "ENTITY_IS_DELETED", "entity is deleted")
            });
        }
        Ok(row)
    }
}

/// A boolean is never null.
fn keep_booleans(draft: &mut Draft) -> Result<(), Fault> {
    let object = draft.object.clone();
    let mut fields = object.fields.iter();
    let null = fields.find(|(name, field)| {
        field.r#type == FieldType::Boolean && draft.gives(name) && draft.row.get(name).is_none()
    });
    null.map_or(Ok(()), |(name, field)| {
        let label = field.label_of(name);
        let message = format!("{label}: value not of required type: null");
        Err(Fault::save(
            "INVALID_TYPE_ON_FIELD_IN_RECORD",
            message,
            [name.as_str()],
        ))
    })
}
