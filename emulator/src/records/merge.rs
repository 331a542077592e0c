use std::sync::Arc;

use crate::fault::Fault;
use crate::org::Org;
use crate::store::is_stored;
use crate::{FieldType, Object, RecordId};

use super::locks::{Lock, Mode};

/// How many records may be merged into another at once.
const MOST: usize = 2;

const MASTER: &str = "MasterRecordId";

impl Object {
    /// Whether its records can be merged.
    pub(crate) fn is_mergeable(&self) -> bool {
        self.fields.contains_key(MASTER)
    }
}

impl Org {
    /// Merges records into one of their kind: what refers to them refers to it then, and they go to the recycle bin.
    ///
    /// Follows [merge()](https://developer.salesforce.com/docs/platform/api/guide/sforce-api-calls-merge.html).
    pub(crate) fn merge(&mut self, master: &RecordId, merged: &[RecordId]) -> Result<(), Fault> {
        let object = self.mergeable(master)?;
        if merged.is_empty() || merged.len() > MOST {
            let message = format!("a merge takes 1 to {MOST} records beside the master");
            return Err(Fault::new(400, "INVALID_NUMBER_OF_RECORDS", message));
        }
        let living = |org: &Self, id: &RecordId| {
            let row = org.living(&object, id);
            row.map_err(|fault| fault.about(id))
        };
        living(self, master)?;
        let now = self.stamp();
        for id in merged {
            if id.prefix() != object.prefix || id == master {
                let message = format!("{id} cannot be merged into {master}");
                return Err(Fault::new(400, "INVALID_ID_FIELD", message));
            }
            living(self, id)?;
            self.reparent(&object, id, master, &now)?;
            self.touch(&object, id, Some((MASTER, master)), &now)?;
            self.delete_with_children(&object, id, id, &now)?;
        }
        self.touch(&object, master, None, &now)
    }

    fn mergeable(&self, master: &RecordId) -> Result<Arc<Object>, Fault> {
        let object = self.whole.of_prefix(master.prefix());
        let object = object.filter(|object| object.is_mergeable());
        let object = object.ok_or_else(|| {
            let message = format!("records such as {master} cannot be merged");
            Fault::new(400, "INVALID_TYPE", message)
        })?;
        self.whole(&object.name)
    }

    /// Lets everything that refers to a record refer to another.
    fn reparent(
        &self,
        parent: &Object,
        from: &RecordId,
        to: &RecordId,
        now: &str,
    ) -> Result<(), Fault> {
        for child in self.whole.all() {
            let references = child.fields.iter().filter(|(name, field)| {
                field.r#type == FieldType::Reference
                    && is_stored(field)
                    && field.to.contains(&parent.name)
                    && *name != MASTER
            });
            for (name, _) in references {
                for id in self.ids_with(child, name, &from.to_string().into(), u32::MAX)? {
                    // No record is its own parent.
                    let change = Some((name.as_str(), to)).filter(|_| id != *to);
                    self.touch(child, &id, change, now)?;
                }
            }
        }
        Ok(())
    }

    /// Stamps a record, and gives it a reference.
    fn touch(
        &self,
        object: &Object,
        id: &RecordId,
        change: Option<(&str, &RecordId)>,
        now: &str,
    ) -> Result<(), Fault> {
        let before = self.living(object, id)?;
        self.locks.free(&Lock::Record(*id), Mode::Alone)?;
        let mut row = before.clone();
        self.changed(object, &mut row, now);
        if let Some((name, to)) = change {
            row.set(name, to.to_string());
        }
        row.update(&before, &self.db, object)
    }
}
