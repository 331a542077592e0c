use serde_json::{Map, json};

use crate::fault::Fault;
use crate::org::Org;
use crate::records::versions::{ARTICLE, DRAFT, ONLINE, VERSION};
use crate::records::{By, Row};
use crate::{Object, RecordId};

use super::Draft;

/// A new version without an article makes the article; only drafts are edited.
pub(super) fn before(org: &mut Org, draft: &mut Draft) -> Result<(), Fault> {
    if let Some(before) = &draft.before {
        let is_draft = before.text("PublishStatus") == Some(DRAFT);
        let edits = !draft.given.is_empty();
        return if edits && !is_draft {
            Err(read_only("Only a draft of an article can be edited"))
        } else {
            Ok(())
        };
    }
    if draft.row.get("KnowledgeArticleId").is_none() {
        let language = draft.row.text("Language").unwrap_or("en_US").to_owned();
        let article = Map::from_iter([("MasterLanguage".to_owned(), json!(language))]);
        let id = org.create(ARTICLE, &article, By::Seed)?;
        draft.row.set("KnowledgeArticleId", id.to_string());
        draft.row.set("ArticleMasterLanguage", language);
        draft.row.set("ArticleCreatedDate", org.stamp());
        draft.row.set("ArticleCreatedById", org.user.to_string());
    }
    Ok(())
}

/// What is published has to be archived first.
pub(super) fn before_delete(org: &Org, object: &Object, row: &Row) -> Result<(), Fault> {
    let is_online = if object.name == VERSION {
        row.text("PublishStatus") == Some(ONLINE)
    } else {
        let of_article = "SELECT EXISTS (SELECT 1 FROM \"Knowledge__kav\" WHERE KnowledgeArticleId = ?1 AND PublishStatus = ?2 AND IsDeleted = 0)";
        let id = row.text("Id").unwrap_or_default();
        let mut statement = org.db.prepare_cached(of_article)?;
        statement.query_row([id, ONLINE], |row| row.get(0))?
    };
    if is_online {
        Err(read_only("A published article cannot be deleted"))
    } else {
        Ok(())
    }
}

/// An article goes with its last version, and comes back with it.
pub(super) fn after_delete(org: &mut Org, row: &Row) -> Result<(), Fault> {
    let (version, article) = (row.text("Id"), row.text("KnowledgeArticleId"));
    let (Some(version), Some(article)) = (version, article) else {
        return Ok(());
    };
    let object = org.whole(VERSION)?;
    let article_value = article.to_owned().into();
    let others = org.ids_with(&object, "KnowledgeArticleId", &article_value, 1)?;
    let ids = (version.parse::<RecordId>(), article.parse::<RecordId>());
    let (Ok(version), Ok(article), true) = (ids.0, ids.1, others.is_empty()) else {
        return Ok(());
    };
    let (object, at) = (org.whole(ARTICLE)?, org.stamp());
    org.delete_with_children(&object, &article, &version, &at)
}

fn read_only(message: &str) -> Fault {
    Fault::save("INSUFFICIENT_ACCESS_OR_READONLY", message, [""; 0])
}
