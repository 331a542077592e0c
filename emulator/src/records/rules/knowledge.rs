use serde_json::{Map, json};

use crate::fault::Fault;
use crate::org::Org;
use crate::records::By;

use super::Draft;

/// A new version without an article makes the article; only drafts are edited.
pub(super) fn before(org: &mut Org, draft: &mut Draft) -> Result<(), Fault> {
    if !draft.is_new() {
        return Ok(());
    }
    if draft.row.get("KnowledgeArticleId").is_none() {
        let language = draft.row.text("Language").unwrap_or("en_US");
        let article = Map::from_iter([("MasterLanguage".to_owned(), json!(language))]);
        let id = org.create("KnowledgeArticle", &article, By::Seed)?;
        draft.row.set("KnowledgeArticleId", id.to_string());
        draft.row.set("ArticleCreatedDate", org.stamp());
        draft.row.set("ArticleCreatedById", org.user.to_string());
    }
    Ok(())
}
