use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Org, answer, empty, org};

const DATA: &str = "/services/data/v66.0";

async fn create(org: &Org, object: &str, record: &Value) -> String {
    let created = org.post(&format!("{DATA}/sobjects/{object}"), record).await;
    created.json()["id"].as_str().unwrap().to_owned()
}

/// The names of what was viewed, the last first.
async fn names(org: &Org) -> Vec<String> {
    let items = org.get(&format!("{DATA}/recent")).await.json();
    let items = items.as_array().unwrap().iter();
    items
        .map(|item| item["Name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn creating_reading_and_updating_is_viewing() {
    let org = org().await;
    assert_eq!(names(&org).await, [""; 0]);
    let heron = create(&org, "Account", &json!({ "Name": "Heron" })).await;
    let pike = json!({ "FirstName": "Ada", "LastName": "Pike", "AccountId": heron });
    create(&org, "Contact", &pike).await;
    assert_eq!(names(&org).await, ["Ada Pike", "Heron"]);

    let path = format!("{DATA}/sobjects/Account/{heron}");
    assert_eq!(org.get(&path).await.status, 200);
    assert_eq!(names(&org).await, ["Heron", "Ada Pike"]);

    let other = format!("{DATA}/sobjects/Account/ErpId__c/ERP-1001");
    assert_eq!(org.get(&other).await.status, 200);
    let update = org
        .request(Method::PATCH, &path)
        .body(r#"{"Name":"Grey Heron"}"#);
    assert_eq!(answer(update).await.status, 204);
    assert_eq!(names(&org).await[0], "Grey Heron");
    assert_eq!(names(&org).await.len(), 3);
}

#[tokio::test]
async fn an_item_says_what_it_is_and_where() {
    let org = empty().await;
    create(&org, "Account", &json!({ "Name": "Heron" })).await;
    let id = create(&org, "Case", &json!({ "Subject": "No heat" })).await;
    let items = org.get(&format!("{DATA}/recent?limit=1")).await.json();
    let url = format!("{DATA}/sobjects/Case/{id}");
    let expected =
        json!([{ "attributes": { "type": "Case", "url": url }, "Id": id, "Name": "00000001" }]);
    assert_eq!(items, expected);
}

#[tokio::test]
async fn the_record_says_when() {
    let org = org().await;
    let query = format!(
        "{DATA}/query?q=SELECT+LastViewedDate,LastReferencedDate,SystemModstamp+FROM+Account+WHERE+Id='001Lo0000000001'"
    );
    let before = org.get(&query).await.json();
    assert_eq!(before["records"][0]["LastViewedDate"], Value::Null);
    org.get(&format!("{DATA}/sobjects/Account/001Lo0000000001"))
        .await;
    let after = org.get(&query).await.json();
    for name in ["LastViewedDate", "LastReferencedDate"] {
        assert_eq!(after["records"][0][name], "2026-05-01T07:25:37.000+0000");
    }
    let changed = |page: &Value| page["records"][0]["SystemModstamp"].clone();
    assert_eq!(changed(&before), changed(&after));
}

#[tokio::test]
async fn what_is_deleted_or_of_an_object_without_views_is_not_there() {
    let org = empty().await;
    create(&org, "Task", &json!({ "Subject": "Call back" })).await;
    let id = create(&org, "Account", &json!({ "Name": "Heron" })).await;
    let path = format!("{DATA}/sobjects/Account/{id}");
    assert_eq!(answer(org.request(Method::DELETE, &path)).await.status, 204);
    assert_eq!(names(&org).await, [""; 0]);
}

#[tokio::test]
async fn there_are_at_most_two_hundred() {
    let org = empty().await;
    for part in 0..2 {
        let records: Vec<Value> = (0..150)
            .map(|at| json!({ "attributes": { "type": "Account" }, "Name": format!("A{}", part * 150 + at) }))
            .collect();
        let path = format!("{DATA}/composite/sobjects");
        assert_eq!(
            org.post(&path, &json!({ "records": records })).await.status,
            200
        );
    }
    let names = names(&org).await;
    assert_eq!(
        (names.len(), names[0].as_str(), names[199].as_str()),
        (200, "A299", "A100")
    );
    let refused = org.post(&format!("{DATA}/recent"), &json!({})).await;
    assert_eq!(refused.refusal(), (405, "METHOD_NOT_ALLOWED".to_owned()));
}
