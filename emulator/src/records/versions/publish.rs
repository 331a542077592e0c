use rusqlite::types::Value as Sql;

use crate::RecordId;
use crate::fault::Fault;
use crate::org::Org;
use crate::records::Row;

use super::{DRAFT, ONLINE, VERSION};

impl Org {
    /// Publishes a draft in the place of the version that is online.
    ///
    /// As the next version it has that archived. Otherwise it takes over the number of the version that it replaces,
    /// of which nothing is left.
    pub(crate) fn publish(&mut self, id: &RecordId, as_next: bool) -> Result<(), Fault> {
        let draft = self.version(id, DRAFT)?;
        let now = Sql::Text(self.stamp());
        let mut fields = vec![
            ("PublishStatus", ONLINE.to_owned().into()),
            ("LastPublishedDate", now.clone()),
        ];
        if draft.get("FirstPublishedDate").is_none() {
            fields.push(("FirstPublishedDate", now));
        }
        fields.extend(self.displace(&draft, as_next)?);
        self.outdate(&draft)?;
        if draft.flag("IsMasterLanguage") {
            self.tell_article(&draft)?;
        }
        self.change(VERSION, draft, fields)
    }

    /// Takes away the version that is online, if there is one. Gives the number that the draft takes over.
    fn displace(
        &mut self,
        draft: &Row,
        as_next: bool,
    ) -> Result<Option<(&'static str, Sql)>, Fault> {
        let Some(id) = self.sibling(draft, ONLINE)? else {
            return Ok(None);
        };
        let online = self.version(&id, ONLINE)?;
        self.follow(&id, draft)?;
        if as_next {
            self.retire(online, false)?;
            return Ok(None);
        }
        self.replace(&id)?;
        let number = online.get("VersionNumber").cloned();
        Ok(number.map(|number| ("VersionNumber", number)))
    }

    /// Its translations are translations of the new version now, and behind it.
    fn follow(&self, online: &RecordId, draft: &Row) -> Result<(), Fault> {
        let follow = "UPDATE \"Knowledge__kav\" SET MasterVersionId = ?2, IsOutOfDate = 1, SystemModstamp = ?3 WHERE MasterVersionId = ?1 AND PublishStatus <> 'Archived' AND IsDeleted = 0";
        let id = draft.text("Id").unwrap_or_default();
        let now = self.stamp();
        let mut statement = self.db.prepare_cached(follow)?;
        statement.execute([online.as_str(), id, &now])?;
        Ok(())
    }

    fn replace(&mut self, online: &RecordId) -> Result<(), Fault> {
        let (object, now) = (self.whole(VERSION)?, self.stamp());
        self.delete_with_children(&object, online, online, &now)?;
        self.erase(&object.name, online.as_str(), &now)
    }

    /// What was archived is the latest version no longer.
    fn outdate(&self, draft: &Row) -> Result<(), Fault> {
        let outdate = "UPDATE \"Knowledge__kav\" SET IsLatestVersion = 0, SystemModstamp = ?3 WHERE KnowledgeArticleId = ?1 AND Language = ?2 AND PublishStatus = 'Archived' AND IsLatestVersion = 1";
        let text = |name| draft.text(name).unwrap_or_default();
        let now = self.stamp();
        let of = [text("KnowledgeArticleId"), text("Language"), &now];
        self.db.prepare_cached(outdate)?.execute(of)?;
        Ok(())
    }

    fn tell_article(&mut self, draft: &Row) -> Result<(), Fault> {
        let now = Sql::Text(self.stamp());
        let first = draft.get("FirstPublishedDate").cloned();
        let fields = vec![
            ("FirstPublishedDate", first.unwrap_or(now.clone())),
            ("LastPublishedDate", now),
            ("ArchivedDate", Sql::Null),
            ("ArchivedById", Sql::Null),
        ];
        self.change_article(draft, fields)
    }
}
