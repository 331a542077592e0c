use rusqlite::OptionalExtension;
use rusqlite::types::Value as Sql;
use serde_json::Map;

use crate::RecordId;
use crate::fault::Fault;
use crate::org::Org;
use crate::records::Row;
use crate::records::draft::Draft;

use super::{ARCHIVED, DRAFT, ONLINE, VERSION, not_ready};

/// What a draft does not have of the version that it is made from.
const OWN: [&str; 14] = [
    "Id",
    "CreatedDate",
    "CreatedById",
    "LastModifiedDate",
    "LastModifiedById",
    "SystemModstamp",
    "LastViewedDate",
    "LastReferencedDate",
    "OwnerId",
    "ArchivedDate",
    "ArchivedById",
    "ArticleArchivedDate",
    "ArticleArchivedById",
    "TranslationCompletedDate",
];

impl Org {
    /// Makes a draft of the version that is online, which stays so or is archived.
    pub(crate) fn edit(&mut self, id: &RecordId, unpublish: bool) -> Result<RecordId, Fault> {
        let online = self.version(id, ONLINE)?;
        let draft = self.draft_of(&online)?;
        if unpublish {
            self.retire(online, false)?;
        }
        Ok(draft)
    }

    /// Makes a draft of a version that is archived: the one of this number, or the newest.
    pub(crate) fn restore(
        &mut self,
        article: &RecordId,
        number: Option<i64>,
    ) -> Result<RecordId, Fault> {
        let id = self.master(article, ARCHIVED, number)?;
        let id = id.ok_or_else(not_ready)?;
        let archived = self.version(&id, ARCHIVED)?;
        self.draft_of(&archived)
    }

    /// The version of an article that is online, in the article's own language.
    pub(crate) fn online(&self, article: &RecordId) -> Result<Option<RecordId>, Fault> {
        self.master(article, ONLINE, None)
    }

    fn master(
        &self,
        article: &RecordId,
        status: &str,
        number: Option<i64>,
    ) -> Result<Option<RecordId>, Fault> {
        let find = "SELECT Id FROM \"Knowledge__kav\" WHERE KnowledgeArticleId = ?1 AND PublishStatus = ?2 AND VersionNumber = coalesce(?3, VersionNumber) AND IsMasterLanguage = 1 AND IsDeleted = 0 ORDER BY VersionNumber DESC LIMIT 1";
        let mut statement = self.db.prepare_cached(find)?;
        let found = statement.query_row((article.as_str(), status, number), |row| row.get(0));
        let id: Option<String> = found.optional()?;
        id.map(|id| id.parse().map_err(Fault::unexpected))
            .transpose()
    }

    /// There is at most one draft of an article in a language.
    fn draft_of(&mut self, version: &Row) -> Result<RecordId, Fault> {
        if self.sibling(version, DRAFT)?.is_some() {
            return Err(not_ready());
        }
        let mut row = version.clone();
        for name in OWN {
            row.set(name, Sql::Null);
        }
        row.set("PublishStatus", DRAFT.to_owned());
        row.set("IsLatestVersion", 1);
        row.set("VersionNumber", self.last_number(version)? + 1);
        let draft = Draft {
            object: self.whole(VERSION)?,
            before: None,
            row,
            given: Vec::new(),
        };
        self.add(draft, &Map::new())
    }

    /// The highest number of a version of the same article in the same language.
    fn last_number(&self, version: &Row) -> Result<i64, Fault> {
        let last = "SELECT max(VersionNumber) FROM \"Knowledge__kav\" WHERE KnowledgeArticleId = ?1 AND Language = ?2 AND IsDeleted = 0";
        let text = |name| version.text(name).unwrap_or_default();
        let of = [text("KnowledgeArticleId"), text("Language")];
        let mut statement = self.db.prepare_cached(last)?;
        Ok(statement.query_row(of, |row| row.get(0))?)
    }
}
