use std::collections::HashSet;
use std::sync::Arc;

use crate::fault::Fault;
use crate::org::Org;
use crate::store::is_stored;
use crate::{FieldType, Object, RecordId};

use super::Row;
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
    /// Follows [merge()](https://developer.salesforce.com/docs/platform/api/guide/sforce-api-calls-merge.html) and, of
    /// cases, [Merge Duplicate Cases](https://help.salesforce.com/s/articleView?id=service.cases_merge.htm&type=5).
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
        self.touch(&object, master, None, &now)?;
        for field in references(&object, &object.name) {
            if self.is_below_itself(&object, field, master)? {
                let message = format!("{field} would lead from {master} back to itself");
                return Err(Fault::new(400, "CIRCULAR_DEPENDENCY", message));
            }
        }
        Ok(())
    }

    /// Salesforce makes no record a child of itself, be it by way of others.
    fn is_below_itself(&self, object: &Object, field: &str, id: &RecordId) -> Result<bool, Fault> {
        let (mut at, mut passed) = (*id, HashSet::new());
        while passed.insert(at) {
            let row = Row::load(&self.db, object, &at)?;
            let parent = row.and_then(|row| row.text(field)?.parse().ok());
            match parent {
                Some(parent) if parent == *id => return Ok(true),
                Some(parent) => at = parent,
                None => break,
            }
        }
        Ok(false)
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
            for name in references(child, &parent.name) {
                for id in self.ids_with(child, name, &from.to_string().into(), u32::MAX)? {
                    self.touch(child, &id, Some((name, to)), now)?;
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

/// The fields of an object by which a record may refer to one of another object.
fn references<'a>(object: &'a Object, to: &str) -> impl Iterator<Item = &'a str> {
    let fields = object.fields.iter().filter(move |(name, field)| {
        field.r#type == FieldType::Reference
            && is_stored(field)
            && field.to.iter().any(|known| known == to)
            && *name != MASTER
    });
    fields.map(|(name, _)| name.as_str())
}
