use crate::RecordId;
use crate::fault::Fault;
use crate::org::Org;

impl Org {
    /// Deletes a record, with those that cannot be without it, so that the recycle bin has none of them. It may be in
    /// the bin already.
    pub(crate) fn hard_delete(&mut self, id: &RecordId) -> Result<(), Fault> {
        let object = self.whole.of_prefix(id.prefix());
        let object = object.ok_or_else(Fault::not_found)?.name.clone();
        let binned = self.binned(id)?;
        if binned.is_empty() {
            self.delete(&object, id)?;
        }
        let now = self.stamp();
        for (object, id) in self.binned(id)? {
            self.erase(&object, &id, &now)?;
        }
        Ok(())
    }

    /// What is in the recycle bin of a record and of those that went there with it.
    pub(super) fn binned(&self, root: &RecordId) -> Result<Vec<(String, String)>, Fault> {
        let list = "SELECT object, id FROM \"emulator deleted\" WHERE (root = ?1 OR id = ?1) AND gone IS NULL";
        let mut statement = self.db.prepare_cached(list)?;
        let rows = statement.query_map([root.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
