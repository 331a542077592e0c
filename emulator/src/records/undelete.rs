use crate::RecordId;
use crate::fault::Fault;
use crate::org::Org;
use crate::store::quoted;

impl Org {
    /// Brings a record back from the recycle bin, and with it those that went with it.
    pub(crate) fn undelete(&mut self, id: &RecordId) -> Result<(), Fault> {
        let object = self
            .catalog
            .of_prefix(id.prefix())
            .ok_or_else(Fault::not_found)?;
        if !object.undeletable {
            let message = format!("entity type cannot be undeleted: {}", object.label);
            return Err(Fault::new(400, "UNDELETE_FAILED", message));
        }
        let rows = self.binned(id)?;
        if rows.is_empty() {
            return Err(Fault::new(
                400,
                "UNDELETE_FAILED",
                "entity is not in the recycle bin",
            ));
        }
        let now = self.stamp();
        for (object, id) in &rows {
            let restore = format!(
                "UPDATE {} SET IsDeleted = 0, SystemModstamp = ?2, LastModifiedDate = ?2, LastModifiedById = ?3 WHERE Id = ?1",
                quoted(object)
            );
            self.db
                .prepare_cached(&restore)?
                .execute((id, &now, self.user.as_str()))?;
            self.db
                .prepare_cached("DELETE FROM \"emulator deleted\" WHERE id = ?1")?
                .execute([id])?;
        }
        Ok(())
    }
}
