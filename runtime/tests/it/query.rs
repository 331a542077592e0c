//! Queries over all their pages, and over the pages of their children.

use futures_util::{StreamExt as _, TryStreamExt as _};
use serde::Deserialize;
use serde_json::{Value, json};
use specforce_runtime::{ApiVersion, Error};
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, MockServer};

use crate::support::{arrived, builder, client, ok, once, refusal, script};

const MORE: &str = "/services/data/v66.0/query/01gxx-2000";

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "PascalCase")]
struct Account {
    id: String,
    amount: Option<f64>,
}

fn last(records: &Value) -> Value {
    json!({ "totalSize": 3, "done": true, "records": records })
}

fn more(records: &Value, next: &str) -> Value {
    json!({ "totalSize": 3, "done": false, "nextRecordsUrl": next, "records": records })
}

async fn two_pages() -> MockServer {
    let server = MockServer::start().await;
    let soql = "SELECT Id FROM Account WHERE Name = 'A&B +%'";
    let first = ok(&more(
        &json!([{ "Id": "1", "Amount": 1.5 }, { "Id": "2" }]),
        MORE,
    ));
    let at = |resource: &str| path(format!("/services/data/v66.0/{resource}"));
    Mock::given(method("GET"))
        .and(at("query"))
        .and(query_param("q", soql))
        .respond_with(first.clone())
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .and(at("queryAll"))
        .respond_with(first)
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .and(path(MORE))
        .respond_with(ok(&last(&json!([{ "Id": "3", "Amount": null }]))))
        .mount(&server)
        .await;
    server
}

#[tokio::test]
async fn all_pages_are_read() {
    let server = two_pages().await;
    let (client, _) = client(&server.uri());
    let rows: Vec<Account> = client
        .query("SELECT Id FROM Account WHERE Name = 'A&B +%'")
        .try_collect()
        .await
        .unwrap();
    let ids: Vec<_> = rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!((ids, rows[0].amount), (vec!["1", "2", "3"], Some(1.5)));
    let rows: Vec<Value> = client
        .query_all("SELECT Id FROM Account")
        .try_collect()
        .await
        .unwrap();
    assert_eq!(rows[2], json!({ "Id": "3", "Amount": null }));
}

#[tokio::test]
async fn a_page_is_fetched_when_its_first_row_is_asked_for() {
    let server = two_pages().await;
    let mut rows = once(&server.uri()).query_all::<Value>("SELECT Id FROM Account");
    assert_eq!(arrived(&server).await, 0);
    for (row, requests) in [("1", 1), ("2", 1), ("3", 2)] {
        assert_eq!(
            (
                rows.next().await.unwrap().unwrap()["Id"].clone(),
                arrived(&server).await
            ),
            (json!(row), requests)
        );
    }
    assert!(rows.next().await.is_none());
}

#[tokio::test]
async fn no_rows() {
    let server = script([ok(&last(&json!([])))]).await;
    let (builder, _) = builder(&server.uri());
    let client = builder.api_version(ApiVersion::DEFAULT).build().unwrap();
    assert_eq!(
        client
            .query::<Value>("SELECT Id FROM Account")
            .count()
            .await,
        0
    );
}

#[tokio::test]
async fn an_error_ends_the_rows() {
    let server = script([
        ok(&more(&json!([{ "Id": "1" }]), MORE)),
        refusal(404, "INVALID_QUERY_LOCATOR", "gone"),
    ])
    .await;
    let mut rows = once(&server.uri()).query::<Value>("SELECT Id FROM Account");
    rows.next().await.unwrap().unwrap();
    assert_eq!(
        rows.next().await.unwrap().unwrap_err().error_code(),
        Some("INVALID_QUERY_LOCATOR")
    );
    assert!(rows.next().await.is_none());
}

#[tokio::test]
async fn a_row_that_does_not_fit_is_named() {
    let server = script([ok(&last(
        &json!([{ "Id": "1" }, { "Id": "2", "Amount": "much" }]),
    ))])
    .await;
    let rows: Result<Vec<Account>, _> = once(&server.uri())
        .query("SELECT Id FROM Account")
        .try_collect()
        .await;
    let Err(Error::UnexpectedAnswer(unexpected)) = rows else {
        panic!("{rows:?}")
    };
    assert_eq!(unexpected.path, "records[1].Amount");
    assert_eq!(unexpected.excerpt, r#"{"Id":"2","Amount":"much"}"#);
}

#[tokio::test]
async fn rows_are_never_left_out_in_silence() {
    let no_next = json!({ "totalSize": 3, "done": false, "records": [{ "Id": "1" }] });
    let elsewhere = more(&json!([]), "https://evil.example/services/data");
    let upwards = more(&json!([]), "/services/../secur");
    for (page, why) in [
        (no_next, "no next page is named"),
        (elsewhere, "must begin with"),
        (upwards, "`..`"),
    ] {
        let server = script([ok(&page)]).await;
        let rows: Result<Vec<Value>, _> = once(&server.uri())
            .query("SELECT Id FROM Account")
            .try_collect()
            .await;
        let error = rows.unwrap_err();
        assert_eq!(
            (error.kind(), arrived(&server).await),
            ("unexpected-answer", 1)
        );
        assert!(error.to_string().contains(why), "{error}");
    }
    let server = script([ok(&more(&json!([]), MORE))]).await;
    let rows: Result<Vec<Value>, _> = once(&server.uri())
        .query("SELECT Id FROM Account")
        .try_collect()
        .await;
    assert!(
        rows.unwrap_err()
            .to_string()
            .contains("the next page is this one")
    );
    assert_eq!(arrived(&server).await, 2);
}

#[tokio::test]
async fn children_that_go_on_elsewhere_are_fetched() {
    let server = MockServer::start().await;
    let grandchildren = more(&json!([{ "Id": "g1" }]), "/services/data/v66.0/query/g");
    let rows = json!([
        { "Id": "1", "Text": "\"done\":false", "Contacts": more(&json!([{ "Id": "c1" }]), "/services/data/v66.0/query/c"), "Last": 1 },
        { "Id": "2", "Contacts": null },
    ]);
    let pages = [
        ("/services/data/v66.0/query", last(&rows)),
        (
            "/services/data/v66.0/query/c",
            more(
                &json!([{ "Id": "c2", "Cases": grandchildren }]),
                "/services/data/v66.0/query/d",
            ),
        ),
        (
            "/services/data/v66.0/query/d",
            last(&json!([{ "Id": "c3" }])),
        ),
        (
            "/services/data/v66.0/query/g",
            last(&json!([{ "Id": "g2" }])),
        ),
    ];
    for (at, page) in pages {
        Mock::given(path(at))
            .respond_with(ok(&page))
            .mount(&server)
            .await;
    }
    let (client, _) = client(&server.uri());
    let rows: Vec<Value> = client
        .query("SELECT Id, (SELECT Id FROM Contacts) FROM Account")
        .try_collect()
        .await
        .unwrap();
    let cases = last(&json!([{ "Id": "g1" }, { "Id": "g2" }]));
    let contacts = last(&json!([{ "Id": "c1" }, { "Id": "c2", "Cases": cases }, { "Id": "c3" }]));
    assert_eq!(
        rows[0],
        json!({ "Id": "1", "Text": "\"done\":false", "Contacts": contacts, "Last": 1 })
    );
    let names: Vec<_> = rows[0].as_object().unwrap().keys().collect();
    assert_eq!(names, ["Id", "Text", "Contacts", "Last"]);
    assert_eq!(rows[1], json!({ "Id": "2", "Contacts": null }));
}

#[tokio::test]
async fn children_are_never_left_out_in_silence() {
    let children = json!({ "totalSize": 9, "done": false, "records": [] });
    let server = script([ok(&last(&json!([{ "Id": "1", "Contacts": children }])))]).await;
    let rows: Result<Vec<Value>, _> = once(&server.uri())
        .query("SELECT Id FROM Account")
        .try_collect()
        .await;
    assert_eq!(rows.unwrap_err().kind(), "unexpected-answer");
}

#[tokio::test]
async fn pages_that_lead_in_a_circle_are_an_error() {
    let a = "/services/data/v66.0/query/a";
    let b = "/services/data/v66.0/query/b";
    let row = json!([{ "Id": "1" }]);
    let server = script([ok(&more(&row, a)), ok(&more(&row, b)), ok(&more(&row, a))]).await;
    let rows: Result<Vec<Value>, _> = once(&server.uri())
        .query("SELECT Id FROM Account")
        .try_collect()
        .await;
    let error = rows.unwrap_err().to_string();
    assert!(error.contains("the pages lead in a circle"), "{error}");
    assert_eq!(arrived(&server).await, 3);
}
