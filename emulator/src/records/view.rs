use crate::fault::Fault;
use crate::org::Org;
use crate::store::quoted;
use crate::{Object, RecordId};

/// How many records the org knows to have been viewed.
///
/// Follows [RecentlyViewed](https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_recentlyviewed.htm).
pub(crate) const VIEWED: u32 = 200;

impl Org {
    /// Keeps that the user viewed a record, if its object is one of which that is kept.
    pub(crate) fn view(&self, object: &Object, id: &RecordId) -> Result<(), Fault> {
        if !object.fields.contains_key("LastViewedDate") {
            return Ok(());
        }
        let now = self.stamp();
        // A row that is replaced goes behind all others: the order of rows is that of views.
        let keep =
            "INSERT OR REPLACE INTO \"emulator recent\" (id, object, at) VALUES (?1, ?2, ?3)";
        self.db
            .prepare_cached(keep)?
            .execute((id.as_str(), &object.name, &now))?;
        let forget = "DELETE FROM \"emulator recent\" WHERE rowid <= (SELECT rowid FROM \"emulator recent\" ORDER BY rowid DESC LIMIT 1 OFFSET ?1)";
        self.db.prepare_cached(forget)?.execute([VIEWED])?;
        let mark = format!(
            "UPDATE {} SET LastViewedDate = ?2, LastReferencedDate = ?2 WHERE Id = ?1",
            quoted(&object.name)
        );
        self.db
            .prepare_cached(&mark)?
            .execute((id.as_str(), &now))?;
        Ok(())
    }

    /// The objects and ids of what was viewed, the last first; of one object or of all.
    pub(crate) fn viewed(
        &self,
        object: Option<&str>,
        most: u32,
    ) -> Result<Vec<(String, String)>, Fault> {
        let list = "SELECT object, id FROM \"emulator recent\" WHERE ?1 IS NULL OR object = ?1 ORDER BY rowid DESC LIMIT ?2";
        let mut statement = self.db.prepare_cached(list)?;
        let rows = statement.query_map((object, most), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
