//! The versions of Knowledge articles: how they are published, edited and archived.
//!
//! Follows [Manage Knowledge with REST APIs](https://developer.salesforce.com/docs/atlas.en-us.knowledge_dev.meta/knowledge_dev/knowledge_development_rest_manage.htm).

mod archive;
mod edit;
mod publish;

use rusqlite::OptionalExtension;
use rusqlite::types::Value as Sql;
use serde_json::Map;

use crate::RecordId;
use crate::fault::Fault;
use crate::org::Org;

use super::Row;
use super::draft::Draft;

/// The object of versions.
pub(crate) const VERSION: &str = "Knowledge__kav";
/// The object of articles, which all versions in all languages have in common.
pub(super) const ARTICLE: &str = "KnowledgeArticle";

pub(super) const DRAFT: &str = "Draft";
pub(super) const ONLINE: &str = "Online";
const ARCHIVED: &str = "Archived";

/// For an action that a version is not ready for.
fn not_ready() -> Fault {
    let message = "You can't perform this action. Be sure the action is valid for the current state of the article, and that you have permission to perform it.";
    Fault::new(400, "INVALID_API_INPUT", message)
}

impl Org {
    /// A version that has this status.
    fn version(&self, id: &RecordId, status: &str) -> Result<Row, Fault> {
        let object = self.whole(VERSION)?;
        let row = self.living(&object, id)?;
        if row.text("PublishStatus") == Some(status) {
            Ok(row)
        } else {
            Err(not_ready())
        }
    }

    /// Whether a version is in its article's own language, and no translation; `None` where there is no such version.
    pub(crate) fn is_master(&self, id: &RecordId) -> Result<Option<bool>, Fault> {
        let find =
            "SELECT IsMasterLanguage FROM \"Knowledge__kav\" WHERE Id = ?1 AND IsDeleted = 0";
        let mut statement = self.db.prepare_cached(find)?;
        let found = statement.query_row([id.as_str()], |row| row.get(0));
        Ok(found.optional()?)
    }

    /// Of the same article in the same language, the newest version that has a status.
    fn sibling(&self, version: &Row, status: &str) -> Result<Option<RecordId>, Fault> {
        let find = "SELECT Id FROM \"Knowledge__kav\" WHERE KnowledgeArticleId = ?1 AND Language = ?2 AND PublishStatus = ?3 AND IsDeleted = 0 ORDER BY VersionNumber DESC LIMIT 1";
        let text = |name| version.text(name).unwrap_or_default();
        let of = [text("KnowledgeArticleId"), text("Language"), status];
        let mut statement = self.db.prepare_cached(find)?;
        let id: Option<String> = statement.query_row(of, |row| row.get(0)).optional()?;
        id.map(|id| id.parse().map_err(Fault::unexpected))
            .transpose()
    }

    /// Writes fields that no request may give.
    fn change(&mut self, object: &str, before: Row, fields: Vec<(&str, Sql)>) -> Result<(), Fault> {
        let object = self.whole(object)?;
        let mut row = before.clone();
        for (name, value) in fields {
            row.set(name, value);
        }
        let draft = Draft {
            object,
            before: Some(before),
            row,
            given: Vec::new(),
        };
        self.save(draft, &Map::new())
    }

    /// The same for the article of a version.
    fn change_article(&mut self, version: &Row, fields: Vec<(&str, Sql)>) -> Result<(), Fault> {
        let object = self.whole(ARTICLE)?;
        let id = version.text("KnowledgeArticleId").unwrap_or_default();
        let article = self.living(&object, &id.parse().map_err(Fault::unexpected)?)?;
        self.change(ARTICLE, article, fields)
    }
}
