//! What happens to articles.

use serde_json::{Value, json};

use crate::org::text;
use crate::traffic::Traffic;

pub(crate) const OBJECT: &str = "Knowledge__kav";

const VERSIONS: &str = "knowledgeManagement/articleVersions/masterVersions";

/// A draft, which may be published at once.
pub(crate) fn create(traffic: &mut Traffic) {
    let n = traffic.number();
    let draft = json!({ "Title": format!("Article {n}"), "UrlName": format!("article-{n}") });
    let created = traffic.send("POST", "sobjects/Knowledge__kav", &draft);
    if traffic.random.bool()
        && let Some(id) = created["id"].as_str()
    {
        status(traffic, id, "Online");
    }
}

/// Something happens to a version that it is ready for.
pub(crate) fn change(traffic: &mut Traffic) {
    let soql = "SELECT Id, PublishStatus, KnowledgeArticleId FROM Knowledge__kav ORDER BY Id";
    let versions = traffic.org.http.query("query", soql);
    let Some(version) = traffic.random.choice(&versions) else {
        return;
    };
    let (id, article) = (text(&version["Id"]), &version["KnowledgeArticleId"]);
    match (version["PublishStatus"].as_str(), traffic.random.u8(..4)) {
        (Some("Draft"), 0) => {
            let n = traffic.number();
            let summary = json!({ "Summary": format!("Summary {n}") });
            traffic.send("PATCH", &format!("sobjects/{OBJECT}/{id}"), &summary);
        }
        (Some("Draft"), 1) => {
            let next = json!({ "publishStatus": "Online", "versionNumber": "NextVersion" });
            traffic.send("PATCH", &format!("{VERSIONS}/{id}"), &next);
        }
        (Some("Draft"), _) => status(traffic, &id, "Online"),
        (Some("Online"), 0) => status(traffic, &id, "Archived"),
        (Some("Online"), 1) => status(traffic, &id, "Draft"),
        _ => drop(traffic.send("POST", VERSIONS, &json!({ "articleId": article }))),
    }
}

fn status(traffic: &mut Traffic, id: &str, status: &str) {
    let body: Value = json!({ "publishStatus": status });
    traffic.send("PATCH", &format!("{VERSIONS}/{id}"), &body);
}
