use crate::fault::Fault;
use crate::org::Org;
use crate::{FieldType, Object, RecordId};

use super::locks::{Lock, Mode};
use super::{Row, State};

impl Org {
    /// Brings a record back from the recycle bin, and with it those that went with it.
    pub(crate) fn undelete(&mut self, id: &RecordId) -> Result<(), Fault> {
        let object = self
            .whole
            .of_prefix(id.prefix())
            .ok_or_else(Fault::not_found)?;
        if !object.undeletable {
            let message = format!("entity type cannot be undeleted: {}", object.label);
            return Err(refused(message));
        }
        let object = self.whole(&object.name)?;
        let rows = self.binned(id)?;
        if rows.is_empty() {
            return Err(refused("entity is not in the recycle bin"));
        }
        self.has_parents(&object, id, &rows)?;
        rows.iter()
            .try_for_each(|(object, id)| self.bring_back(object, id))
    }

    /// That nothing stays deleted without which the record cannot be.
    fn has_parents(
        &self,
        object: &Object,
        id: &RecordId,
        with_it: &[(String, String)],
    ) -> Result<(), Fault> {
        let row = Row::load(&self.db, object, id)?.ok_or_else(Fault::not_found)?;
        let fields = object.fields.iter();
        let ways =
            fields.filter(|(_, field)| field.r#type == FieldType::Reference && field.cascade);
        for (name, _) in ways {
            let parent = row.text(name).and_then(|id| id.parse::<RecordId>().ok());
            let Some(parent) = parent else { continue };
            let Some(of) = self.whole.of_prefix(parent.prefix()) else {
                continue;
            };
            let comes_back = with_it.iter().any(|(_, id)| id == parent.as_str());
            if !comes_back && self.state_of(of, &parent)? != State::Living {
                return Err(refused(format!("{name}: {parent} is deleted")));
            }
        }
        Ok(())
    }

    fn bring_back(&self, object: &str, id: &str) -> Result<(), Fault> {
        let object = self.whole(object)?;
        let id: RecordId = id.parse().map_err(Fault::unexpected)?;
        self.locks.free(&Lock::Record(id), Mode::Alone)?;
        let before = Row::load(&self.db, &object, &id)?.ok_or_else(Fault::not_found)?;
        let (mut row, now) = (before.clone(), self.stamp());
        row.set("IsDeleted", 0);
        self.changed(&object, &mut row, &now);
        row.update(&before, &self.db, &object)?;
        // The delete stays told: Salesforce documents a log of deletes, and nothing that takes one back.
        self.left_bin(id.as_str(), &now)
    }
}

fn refused(message: impl Into<String>) -> Fault {
    Fault::new(400, "UNDELETE_FAILED", message)
}
