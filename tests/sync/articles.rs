//! Rows that fit no longer.

use serde_json::{Value, json};
use specforce::runtime::Method;
use specforce::runtime::sync::{Options, SyncError};

use crate::messages::Messages;
use crate::org::{Org, rows};

#[tokio::test]
async fn only_published_articles_come_in_the_language_that_is_asked_for() {
    let org = Org::demo().await;
    let to = org.ndjson();
    let input = json!({ "language": "en_US" });
    org.run("articles", &input, &to, &Options::default())
        .await
        .result
        .unwrap();
    let lines = org.lines("Article");
    let from = "Knowledge__kav WHERE PublishStatus = 'Online' AND Language = 'en_US'";
    assert_eq!(lines.len(), org.count(from).await);
    assert!(
        lines
            .iter()
            .all(|line| line["publish_status"] == "Online" && line["language"] == "en_US")
    );
}

#[tokio::test]
async fn an_article_that_is_archived_is_a_delete_of_its_version() {
    let org = Org::demo().await;
    let to = org.ndjson();
    org.sync("articles", &to).await;
    let before = rows(&org.lines("Article"));
    // It has no translations, which would be archived with it.
    let is_it = |article: &Value| article["title"] == "Change a door seal";
    let (id, article) = before.iter().find(|(_, article)| is_it(article)).unwrap();
    let path = format!("/knowledgeManagement/articleVersions/masterVersions/{id}");
    org.request(
        Method::PATCH,
        &path,
        &json!({ "publishStatus": "Archived" }),
    )
    .await;
    org.wait(6);
    let report = org.sync("articles", &to).await;
    assert_eq!((report.upserted, report.deleted), (0, 1));
    assert!(!rows(&org.lines("Article")).contains_key(id), "{article}");
}

#[tokio::test]
async fn a_version_that_is_replaced_is_a_delete_and_the_new_one_a_row() {
    // The old version is archived, or nothing is left of it.
    for number in [json!("NextVersion"), Value::Null] {
        replaced(&number).await;
    }
}

async fn replaced(number: &Value) {
    let org = Org::demo().await;
    let to = org.ndjson();
    org.sync("articles", &to).await;
    let before = rows(&org.lines("Article"));
    let is_it = |article: &Value| article["title"] == "Change a door seal";
    let (id, article) = before.iter().find(|(_, article)| is_it(article)).unwrap();
    let versions = "/knowledgeManagement/articleVersions/masterVersions";
    let draft = json!({ "articleId": article["knowledge_article_id"] });
    let draft = org.request(Method::POST, versions, &draft).await;
    let draft = draft["id"].as_str().unwrap().to_owned();
    let path = format!("{versions}/{draft}");
    let mut published = json!({ "publishStatus": "Online" });
    if !number.is_null() {
        published["versionNumber"] = number.clone();
    }
    org.request(Method::PATCH, &path, &published).await;
    org.wait(10);
    let report = org.sync("articles", &to).await;
    assert_eq!((report.upserted, report.deleted), (1, 1), "{number}");
    let after = rows(&org.lines("Article"));
    assert!(after.contains_key(&draft) && !after.contains_key(id));
}

#[tokio::test]
async fn the_body_is_the_field_that_the_input_names() {
    let org = Org::demo().await;
    let input = json!({ "body_field": "summary" });
    let to = org.ndjson();
    org.run("articles", &input, &to, &Options::default())
        .await
        .result
        .unwrap();
    let lines = org.lines("Article");
    assert!(lines.iter().any(|line| line["body"].is_string()));
    assert!(lines.iter().all(|line| line["body"] == line["summary"]));
}

#[tokio::test]
async fn another_input_needs_a_full_run() {
    let org = Org::demo().await;
    let to = org.ndjson();
    org.sync("articles", &to).await;
    let (input, options) = (json!({ "language": "de" }), Options::default());
    let error = org
        .run("articles", &input, &to, &options)
        .await
        .result
        .unwrap_err();
    assert!(matches!(error, SyncError::State(_)), "{error}");
    let full = Options {
        full: true,
        ..options
    };
    org.run("articles", &input, &to, &full)
        .await
        .result
        .unwrap();
    let from = "Knowledge__kav WHERE PublishStatus = 'Online' AND Language = 'de'";
    assert_eq!(rows(&org.lines("Article")).len(), org.count(from).await);
}

#[tokio::test]
async fn a_draft_that_never_was_a_row_is_no_delete() {
    let org = Org::demo().await;
    let to = org.ndjson();
    org.sync("articles", &to).await;
    let before = org.lines("Article");
    let is_it = |article: &&Value| article["title"] == "Change a door seal";
    let article = before.iter().find(is_it).unwrap();
    let draft = json!({ "articleId": article["knowledge_article_id"] });
    let versions = "/knowledgeManagement/articleVersions/masterVersions";
    org.request(Method::POST, versions, &draft).await;
    org.wait(6);
    let report = org.sync("articles", &to).await;
    assert_eq!((report.upserted, report.deleted), (0, 0));
    assert_eq!(org.lines("Article"), before);
}

#[tokio::test]
async fn where_nobody_can_tell_what_is_gone_there_is_a_warning() {
    let org = Org::demo().await;
    let to = Messages::default().destination();
    let report = org.sync("articles", &to).await;
    assert_eq!(report.warnings, [""; 0], "what has just come is there");
    let report = org.sync("articles", &to).await;
    let [warning] = &report.warnings[..] else {
        panic!("{:?}", report.warnings)
    };
    assert!(warning.contains("some may be gone"), "{warning}");
    let report = org.sync("articles", &org.sqlite()).await;
    assert!(report.warnings.is_empty(), "{:?}", report.warnings);
}
