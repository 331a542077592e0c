use jiff::SignedDuration;

use crate::fault::Fault;
use crate::org::Org;
use crate::store::quoted;
use crate::{FieldType, Object, RecordId, stamp};

use super::locks::{Lock, Mode};
use super::{Row, rules};

/// How long a deleted record stays in the recycle bin.
const KEPT: SignedDuration = SignedDuration::from_hours(15 * 24);

impl Org {
    /// Moves a record to the recycle bin, and with it those that cannot be without it.
    pub(crate) fn delete(&mut self, object: &str, id: &RecordId) -> Result<(), Fault> {
        let object = self.whole(object)?;
        if !object.deletable {
            let message = format!("entity type cannot be deleted: {}", object.label);
            return Err(Fault::new(400, "CANNOT_DELETE_ENTITY", message));
        }
        let row = self.living(&object, id)?;
        rules::before_delete(self, &object, &row)?;
        self.locks.chance()?;
        let at = self.stamp();
        self.delete_with_children(&object, id, id, &at)?;
        rules::after_delete(self, &object, &row)
    }

    /// `root` is the record whose undeleting brings this one back too.
    pub(super) fn delete_with_children(
        &mut self,
        object: &Object,
        id: &RecordId,
        root: &RecordId,
        at: &str,
    ) -> Result<(), Fault> {
        let row = self.living(object, id)?;
        self.unrestricted(object, id)?;
        self.locks.take(Lock::Record(*id), Mode::Alone)?;
        self.locks.take(Lock::Existence(*id), Mode::Alone)?;
        self.bury(object, id, root, at)?;
        if object.fields.contains_key("IsDeleted") {
            self.bin(object, &row, at)?;
        } else {
            self.erase(&object.name, id.as_str(), at)?;
        }
        for (child, name) in self.cascades(&object.name) {
            for id in self.ids_with(&child, &name, &id.to_string().into(), u32::MAX)? {
                // It may be below the parent by two ways.
                if self.state_of(&child, &id)? == super::State::Living {
                    self.delete_with_children(&child, &id, root, at)?;
                }
            }
        }
        Ok(())
    }

    /// Marks a record, so that only who asks for deleted ones sees it.
    fn bin(&self, object: &Object, row: &Row, at: &str) -> Result<(), Fault> {
        let mut gone = row.clone();
        self.changed(object, &mut gone, at);
        gone.set("IsDeleted", 1);
        gone.update(row, &self.db, object)
    }

    /// Notes that a record was deleted, which outlives the record.
    fn bury(&self, object: &Object, id: &RecordId, root: &RecordId, at: &str) -> Result<(), Fault> {
        let insert = "INSERT OR REPLACE INTO \"emulator deleted\" (object, id, at, root) VALUES (?1, ?2, ?3, ?4)";
        self.db
            .prepare_cached(insert)?
            .execute((&object.name, id.as_str(), at, root.as_str()))?;
        self.db
            .prepare_cached("DELETE FROM \"emulator recent\" WHERE id = ?1")?
            .execute([id.as_str()])?;
        Ok(())
    }

    /// Takes a deleted record out of the recycle bin, from where nothing brings it back.
    pub(super) fn erase(&self, object: &str, id: &str, now: &str) -> Result<(), Fault> {
        let delete = format!("DELETE FROM {} WHERE Id = ?1", quoted(object));
        self.db.prepare_cached(&delete)?.execute([id])?;
        self.left_bin(id, now)
    }

    /// Notes that a record is in the recycle bin no longer, whether it is gone or back.
    pub(super) fn left_bin(&self, id: &str, now: &str) -> Result<(), Fault> {
        let mark = "UPDATE \"emulator deleted\" SET gone = ?2 WHERE id = ?1";
        self.db.prepare_cached(mark)?.execute([id, now])?;
        Ok(())
    }

    fn cascades(&self, parent: &str) -> Vec<(std::sync::Arc<Object>, String)> {
        let mut found = Vec::new();
        for object in self.whole.all() {
            let leads = object.fields.iter().filter(|(_, field)| {
                field.r#type == FieldType::Reference
                    && field.cascade
                    && field.to.iter().any(|to| to == parent)
            });
            found.extend(leads.map(|(name, _)| (object.clone(), name.clone())));
        }
        found
    }

    /// Empties the recycle bin, or of it what was deleted before a time. Gives how many records are gone.
    pub(crate) fn purge(&mut self, before: Option<&str>) -> Result<usize, Fault> {
        let list = "SELECT object, id FROM \"emulator deleted\" WHERE gone IS NULL AND at < ?1";
        let mut statement = self.db.prepare_cached(list)?;
        let rows = statement.query_map([before.unwrap_or("9")], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        let rows: Vec<(String, String)> = rows.collect::<Result<_, _>>()?;
        drop(statement);
        let now = self.stamp();
        for (object, id) in &rows {
            self.erase(object, id, &now)?;
        }
        Ok(rows.len())
    }
}

/// Takes from the recycle bin what has been there for fifteen days.
pub(crate) fn purge_old(org: &mut Org) -> Result<(), Fault> {
    let Ok(end) = org.clock.now().checked_sub(KEPT) else {
        return Ok(());
    };
    org.purge(Some(&stamp::stamp(end)))?;
    Ok(())
}
