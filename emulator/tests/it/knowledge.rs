use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Org, answer, org};

const VERSION: &str = "/services/data/v66.0/sobjects/Knowledge__kav";
const MANAGE: &str = "/services/data/v66.0/knowledgeManagement";
const MASTERS: &str = "/services/data/v66.0/knowledgeManagement/articleVersions/masterVersions";
const ACTIONS: &str = "/services/data/v66.0/actions/standard";

/// What a version is: its id, status and number, and whether it is the latest.
type Version = (String, String, u64, bool);

async fn query(org: &Org, soql: &str) -> Vec<Value> {
    let soql = soql.replace(' ', "+");
    let path = format!("/services/data/v66.0/query?q={soql}");
    let found = org.get(&path).await;
    assert_eq!(found.status, 200, "{}", found.text());
    found.json()["records"].as_array().unwrap().clone()
}

/// The versions of the article with a title, in an article's own language.
async fn versions(org: &Org, title: &str) -> Vec<Version> {
    let soql = format!(
        "SELECT Id, PublishStatus, VersionNumber, IsLatestVersion FROM Knowledge__kav WHERE Title = '{title}' ORDER BY VersionNumber, Id"
    );
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let versions = query(org, &soql).await.into_iter().map(|row| {
        let number = row["VersionNumber"].as_u64().unwrap();
        let latest = row["IsLatestVersion"].as_bool().unwrap();
        (
            text(&row["Id"]),
            text(&row["PublishStatus"]),
            number,
            latest,
        )
    });
    versions.collect()
}

/// Their statuses, numbers, and whether they are the latest.
async fn states(org: &Org, title: &str) -> Vec<(String, u64, bool)> {
    let versions = versions(org, title).await.into_iter();
    versions
        .map(|(_, status, number, latest)| (status, number, latest))
        .collect()
}

fn state(status: &str, number: u64, latest: bool) -> (String, u64, bool) {
    (status.to_owned(), number, latest)
}

async fn send(org: &Org, method: Method, path: &str, body: &Value) -> Answer {
    answer(org.request(method, path).body(body.to_string())).await
}

async fn set(org: &Org, id: &str, change: Value) -> Answer {
    send(org, Method::PATCH, &format!("{MASTERS}/{id}"), &change).await
}

async fn delete(org: &Org, path: &str) -> Answer {
    answer(org.request(Method::DELETE, path)).await
}

/// The article of a version.
async fn article(org: &Org, version: &str) -> String {
    let soql = format!("SELECT KnowledgeArticleId FROM Knowledge__kav WHERE Id = '{version}'");
    let rows = query(org, &soql).await;
    rows[0]["KnowledgeArticleId"].as_str().unwrap().to_owned()
}

/// A draft of what is online.
async fn draft(org: &Org, online: &str) -> String {
    let body = json!({ "articleId": article(org, online).await });
    let made = org.post(MASTERS, &body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()["id"].as_str().unwrap().to_owned()
}

fn not_ready() -> (u16, String) {
    (400, "INVALID_API_INPUT".to_owned())
}

#[tokio::test]
async fn a_new_article_is_a_draft_until_it_is_published() {
    let org = org().await;
    let body = json!({ "Title": "Enamel", "UrlName": "enamel" });
    let created = org.post(VERSION, &body).await;
    assert_eq!(created.status, 201, "{}", created.text());
    assert_eq!(states(&org, "Enamel").await, [state("Draft", 1, true)]);
    let id = created.json()["id"].as_str().unwrap().to_owned();
    let online = json!({ "publishStatus": "Online" });
    assert_eq!(set(&org, &id, online.clone()).await.status, 204);
    assert_eq!(states(&org, "Enamel").await, [state("Online", 1, true)]);
    let soql = format!(
        "SELECT FirstPublishedDate, LastPublishedDate, KnowledgeArticle.LastPublishedDate FROM Knowledge__kav WHERE Id = '{id}'"
    );
    let row = query(&org, &soql).await.remove(0);
    let now = "2026-05-01T07:25:37.000+0000";
    assert_eq!(row["FirstPublishedDate"], now);
    assert_eq!(row["LastPublishedDate"], now);
    assert_eq!(row["KnowledgeArticle"]["LastPublishedDate"], now);
    assert_eq!(set(&org, &id, online).await.refusal(), not_ready());
}

#[tokio::test]
async fn an_edit_is_a_version_of_its_own_that_takes_the_place_of_the_published_one() {
    let org = org().await;
    let title = "Change a door seal";
    let online = versions(&org, title).await.remove(0).0;
    let edited = draft(&org, &online).await;
    let both = [state("Online", 1, true), state("Draft", 2, true)];
    assert_eq!(states(&org, title).await, both);
    assert_eq!(article(&org, &edited).await, article(&org, &online).await);

    let change = json!({ "Summary": "With gloves" });
    let path = |id: &str| format!("{VERSION}/{id}");
    let refused = send(&org, Method::PATCH, &path(&online), &change).await;
    let read_only = (400, "INSUFFICIENT_ACCESS_OR_READONLY".to_owned());
    assert_eq!(refused.refusal(), read_only);
    let changed = send(&org, Method::PATCH, &path(&edited), &change).await;
    assert_eq!(changed.status, 204);
    let again = json!({ "articleId": article(&org, &online).await });
    assert_eq!(org.post(MASTERS, &again).await.refusal(), not_ready());

    org.emulator.clock().advance("1h".parse().unwrap());
    let next = json!({ "publishStatus": "Online", "versionNumber": "NextVersion" });
    assert_eq!(set(&org, &edited, next).await.status, 204);
    let after = versions(&org, title).await;
    let expected = [
        (online.clone(), "Archived".to_owned(), 1, false),
        (edited, "Online".to_owned(), 2, true),
    ];
    assert_eq!(after, expected);
    let soql = format!(
        "SELECT ArchivedDate, SystemModstamp, ArticleArchivedDate FROM Knowledge__kav WHERE Id = '{online}'"
    );
    let row = query(&org, &soql).await.remove(0);
    let now = "2026-05-01T08:25:37.000+0000";
    assert_eq!(row["ArchivedDate"], now);
    assert_eq!(row["SystemModstamp"], now);
    assert_eq!(row["ArticleArchivedDate"], Value::Null);
}

#[tokio::test]
async fn a_small_edit_keeps_the_number_and_nothing_of_what_it_replaces() {
    let org = org().await;
    let title = "Change a door seal";
    let online = versions(&org, title).await.remove(0).0;
    let edited = draft(&org, &online).await;
    let published = set(&org, &edited, json!({ "publishStatus": "online" })).await;
    assert_eq!(published.status, 204);
    let expected = [(edited, "Online".to_owned(), 1, true)];
    assert_eq!(versions(&org, title).await, expected);
    let gone = org.get(&format!("{VERSION}/{online}")).await;
    assert_eq!(gone.refusal(), (404, "NOT_FOUND".to_owned()));
}

#[tokio::test]
async fn an_article_is_archived_with_its_translations_and_restored_as_a_draft() {
    let org = org().await;
    let title = "Which firing curve for which clay";
    let online = versions(&org, title).await.remove(1).0;
    let archived = set(&org, &online, json!({ "publishStatus": "Archived" })).await;
    assert_eq!(archived.status, 204, "{}", archived.text());
    let both = [state("Archived", 1, false), state("Archived", 2, true)];
    assert_eq!(states(&org, title).await, both);
    let article = article(&org, &online).await;
    let soql = format!(
        "SELECT COUNT(Id) FROM Knowledge__kav WHERE KnowledgeArticleId = '{article}' AND PublishStatus = 'Archived'"
    );
    assert_eq!(query(&org, &soql).await[0]["expr0"], 3);
    let soql = format!("SELECT ArchivedDate FROM KnowledgeArticle WHERE Id = '{article}'");
    let row = query(&org, &soql).await.remove(0);
    assert_eq!(row["ArchivedDate"], "2026-05-01T07:25:37.000+0000");

    let restore = json!({ "articleId": article, "versionNumber": 1 });
    let made = org.post(MASTERS, &restore).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let draft = versions(&org, title).await.remove(2);
    assert_eq!(draft, (id.clone(), "Draft".to_owned(), 3, true));
    assert_eq!(
        set(&org, &id, json!({ "publishStatus": "Online" }))
            .await
            .status,
        204
    );
    let all = [
        state("Archived", 1, false),
        state("Archived", 2, false),
        state("Online", 3, true),
    ];
    assert_eq!(states(&org, title).await, all);
}

#[tokio::test]
async fn an_article_with_a_draft_is_not_archived() {
    let org = org().await;
    let online = versions(&org, "The breaker trips").await.remove(1).0;
    for status in ["Archived", "draft"] {
        let refused = set(&org, &online, json!({ "publishStatus": status })).await;
        assert_eq!(refused.refusal(), not_ready(), "{status}");
    }
}

#[tokio::test]
async fn what_is_unpublished_is_archived_and_a_draft_stands_for_it() {
    let org = org().await;
    let title = "Change a door seal";
    let online = versions(&org, title).await.remove(0).0;
    let done = set(&org, &online, json!({ "publishStatus": "draft" })).await;
    assert_eq!(done.status, 204, "{}", done.text());
    let both = [state("Archived", 1, false), state("Draft", 2, true)];
    assert_eq!(states(&org, title).await, both);
}

#[tokio::test]
async fn an_article_goes_with_its_last_version_and_never_while_it_is_published() {
    let org = org().await;
    let online = versions(&org, "Change a door seal").await.remove(0).0;
    let article_of_it = article(&org, &online).await;
    let articles = "/services/data/v66.0/sobjects/KnowledgeArticle";
    for path in [
        format!("{MASTERS}/{online}"),
        format!("{VERSION}/{online}"),
        format!("{articles}/{article_of_it}"),
    ] {
        let refused = delete(&org, &path).await;
        let code = "INSUFFICIENT_ACCESS_OR_READONLY".to_owned();
        assert_eq!(refused.refusal(), (400, code), "{path}");
    }
    let draft = versions(&org, "Read the panel as JSON").await.remove(0).0;
    let article = format!("{articles}/{}", article(&org, &draft).await);
    assert_eq!(
        delete(&org, &format!("{MASTERS}/{draft}")).await.status,
        204
    );
    assert_eq!(org.get(&article).await.status, 404);
    let undelete = json!({ "ids": [draft] });
    assert_eq!(org.post("/emulator/undelete", &undelete).await.status, 204);
    assert_eq!(org.get(&article).await.status, 200);
}

#[tokio::test]
async fn a_translation_is_no_master_version() {
    let org = org().await;
    let title = "Welche Brennkurve für welchen Ton";
    let online = versions(&org, title).await.remove(0).0;
    let archive = json!({ "publishStatus": "Archived" });
    let refused = set(&org, &online, archive.clone()).await;
    assert_eq!(refused.refusal(), (404, "NOT_FOUND".to_owned()));
    let path = format!("{MANAGE}/articleVersions/translations/{online}");
    assert_eq!(send(&org, Method::PATCH, &path, &archive).await.status, 204);
    assert_eq!(states(&org, title).await, [state("Archived", 1, true)]);
}

#[tokio::test]
async fn actions_tell_what_became_of_each_version() {
    let org = org().await;
    let online = versions(&org, "Change a door seal").await.remove(0).0;
    let draft = versions(&org, "Read the panel as JSON").await.remove(0).0;
    let path = |name: &str| format!("{ACTIONS}/{name}");
    let ids = json!([online, draft]);
    let input = json!({ "inputs": [{ "articleVersionIdList": ids, "pubAction": "PUBLISH_ARTICLE_NEW_VERSION" }] });
    let done = org
        .post(&path("publishKnowledgeArticles"), &input)
        .await
        .json();
    assert_eq!(done[0]["isSuccess"], false);
    assert_eq!(done[0]["outputValues"][&draft[..15]], "Success");
    assert!(
        done[0]["outputValues"][&online[..15]]
            .as_str()
            .unwrap()
            .starts_with("You can't")
    );

    let input = json!({ "inputs": [{ "action": "EDIT_AS_DRAFT_ARTICLE", "unpublish": false, "articleVersionId": draft }] });
    let done = org
        .post(&path("createDraftFromOnlineKnowledgeArticle"), &input)
        .await;
    let expected = json!([{
        "actionName": "createDraftFromOnlineKnowledgeArticle",
        "errors": null,
        "isSuccess": true,
        "outputValues": { draft.clone(): "Success" },
    }]);
    assert_eq!((done.status, done.json()), (200, expected));

    let input = json!({ "inputs": [{ "articleVersionIdList": online }] });
    let done = org.post(&path("archiveKnowledgeArticles"), &input).await;
    assert_eq!(done.json()[0]["isSuccess"], true, "{}", done.text());
    let restore = "RESTORE_KNOWLEDGE_ARTICLE_VERSION";
    let input =
        json!({ "inputs": [{ "action": restore, "articleId": article(&org, &draft).await }] });
    let done = org
        .post(&path("restoreKnowledgeArticleVersion"), &input)
        .await;
    assert_eq!(done.status, 400);
    assert_eq!(
        done.json()[0]["errors"][0]["statusCode"],
        "INVALID_API_INPUT"
    );
}

#[tokio::test]
async fn settings_tell_the_languages() {
    let org = org().await;
    let settings = org.get(&format!("{MANAGE}/settings")).await.json();
    assert_eq!(settings["defaultLanguage"], "en_US");
    assert_eq!(settings["knowledgeEnabled"], true);
    assert_eq!(
        settings["languages"][1],
        json!({ "active": true, "name": "da" })
    );
}
