use rusqlite::types::Value as Sql;

use crate::RecordId;
use crate::fault::Fault;
use crate::org::Org;
use crate::records::Row;

use super::{ARCHIVED, DRAFT, ONLINE, VERSION, not_ready};

impl Org {
    /// Archives the version that is online, of which there is no draft, and with an article its translations.
    pub(crate) fn archive(&mut self, id: &RecordId) -> Result<(), Fault> {
        let online = self.version(id, ONLINE)?;
        if self.sibling(&online, DRAFT)?.is_some() {
            return Err(not_ready());
        }
        if online.flag("IsMasterLanguage") {
            for id in self.translations(id)? {
                let translation = self.version(&id, ONLINE)?;
                self.retire(translation, true)?;
            }
            let fields = vec![
                ("ArchivedDate", self.stamp().into()),
                ("ArchivedById", self.user.to_string().into()),
            ];
            self.change_article(&online, fields)?;
        }
        self.retire(online, true)
    }

    /// Takes a version from what is online. It was the last of its article, or another stands in its place.
    pub(super) fn retire(&mut self, online: Row, is_last: bool) -> Result<(), Fault> {
        let (now, user) = (Sql::Text(self.stamp()), Sql::Text(self.user.to_string()));
        let mut fields = vec![
            ("PublishStatus", ARCHIVED.to_owned().into()),
            ("ArchivedDate", now.clone()),
            ("ArchivedById", user.clone()),
        ];
        if is_last {
            fields.extend([("ArticleArchivedDate", now), ("ArticleArchivedById", user)]);
        } else {
            fields.push(("IsLatestVersion", Sql::Integer(0)));
        }
        self.change(VERSION, online, fields)
    }

    fn translations(&self, master: &RecordId) -> Result<Vec<RecordId>, Fault> {
        let find = "SELECT Id FROM \"Knowledge__kav\" WHERE MasterVersionId = ?1 AND PublishStatus = 'Online' AND IsDeleted = 0";
        let mut statement = self.db.prepare_cached(find)?;
        let ids = statement.query_map([master.as_str()], |row| row.get(0))?;
        let ids: Vec<String> = ids.collect::<Result<_, _>>()?;
        Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
    }
}
