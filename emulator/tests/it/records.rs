use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Org, answer, org};

const SOBJECTS: &str = "/services/data/v66.0/sobjects";

async fn send(org: &Org, method: Method, path: &str, body: &Value) -> Answer {
    let request = org.request(method, &format!("{SOBJECTS}{path}"));
    answer(request.body(body.to_string())).await
}

async fn get(org: &Org, path: &str) -> Answer {
    org.get(&format!("{SOBJECTS}{path}")).await
}

#[tokio::test]
async fn an_id_is_taken_in_both_forms_and_told_in_the_long_one() {
    let org = org().await;
    for id in ["001Lo000000000A", "001Lo000000000AIAQ"] {
        let read = get(&org, &format!("/Account/{id}?fields=Id")).await.json();
        assert_eq!(read["Id"], "001Lo000000000AIAQ");
    }
}

#[tokio::test]
async fn an_external_id_creates_updates_and_finds() {
    let org = org().await;
    let path = "/Account/ErpId__c/ERP-9?updateOnly=true";
    let body = json!({ "Name": "Heron" });
    let missing = send(&org, Method::PATCH, path, &body).await;
    assert_eq!(missing.refusal(), (404, "NOT_FOUND".to_owned()));
    let path = "/Account/ErpId__c/ERP-9";
    for (status, created) in [(201, true), (200, false)] {
        let done = send(&org, Method::PATCH, path, &body).await;
        assert_eq!(
            (done.status, &done.json()["created"]),
            (status, &json!(created))
        );
    }
    assert_eq!(get(&org, path).await.json()["Name"], "Heron");
    let gone = send(&org, Method::DELETE, path, &Value::Null).await;
    assert_eq!(gone.status, 204);
    assert_eq!(get(&org, path).await.status, 404);
}

#[tokio::test]
async fn an_older_upsert_does_not_tell_whether_it_has_created() {
    let org = org().await;
    let path = "/services/data/v45.0/sobjects/Account/ErpId__c/ERP-9";
    for status in [201, 204] {
        let body = json!({ "Name": "Heron" }).to_string();
        let done = answer(org.request(Method::PATCH, path).body(body)).await;
        assert_eq!(done.status, status);
        if status == 201 {
            assert_eq!(done.json()["success"], true);
            assert_eq!(done.json().get("created"), None);
        } else {
            assert_eq!(done.text(), "");
        }
    }
}

#[tokio::test]
async fn of_several_records_with_one_key_the_addresses_are_told() {
    let org = org().await;
    let key = json!({ "type": "string", "length": 20, "external_id": true });
    let extension = json!({ "extends": "Account", "fields": { "Key__c": key } });
    assert_eq!(org.post("/emulator/objects", &extension).await.status, 201);
    let change = json!({ "Key__c": "K" });
    for id in ["001Lo0000000001", "001Lo0000000002"] {
        let done = send(&org, Method::PATCH, &format!("/Account/{id}"), &change).await;
        assert_eq!(done.status, 204);
    }
    let urls = json!([
        "/services/data/v66.0/sobjects/Account/001Lo0000000001IAA",
        "/services/data/v66.0/sobjects/Account/001Lo0000000002IAA",
    ]);
    for method in [Method::GET, Method::PATCH, Method::DELETE] {
        let told = send(&org, method, "/Account/Key__c/K", &json!({ "Phone": "1" })).await;
        assert_eq!((told.status, told.json()), (300, urls.clone()));
    }
}

#[tokio::test]
async fn who_cannot_send_patch_says_so_in_a_post() {
    let org = org().await;
    let path = "/Account/001Lo0000000001?_HttpMethod=PATCH";
    let done = send(&org, Method::POST, path, &json!({ "Phone": "1" })).await;
    assert_eq!(done.status, 204, "{}", done.text());
    assert_eq!(
        get(&org, "/Account/001Lo0000000001").await.json()["Phone"],
        "1"
    );
}

#[tokio::test]
async fn a_record_is_created_by_the_key_id_too() {
    let org = org().await;
    let done = send(
        &org,
        Method::POST,
        "/Account/Id",
        &json!({ "Name": "Heron" }),
    )
    .await;
    assert_eq!(done.status, 201, "{}", done.text());
}

#[tokio::test]
async fn dates_are_written_in_one_way_however_they_were_given() {
    let org = org().await;
    let body = json!({
        "Subject": "Call", "StartDateTime": "2026-05-01T09:30:00+02:00", "DurationInMinutes": 90,
    });
    let created = send(&org, Method::POST, "/Event", &body).await.json();
    let path = format!("/Event/{}", created["id"].as_str().unwrap());
    let read = get(&org, &path).await.json();
    assert_eq!(read["StartDateTime"], "2026-05-01T07:30:00.000+0000");
    assert_eq!(read["EndDateTime"], "2026-05-01T09:00:00.000+0000");
    assert_eq!(read["ActivityDate"], "2026-05-01");
    assert_eq!(read["CreatedDate"], "2026-05-01T07:25:37.000+0000");
}

#[tokio::test]
async fn what_an_object_cannot_is_refused() {
    let org = org().await;
    let closed = json!({
        "name": "Log__c", "label": "Log", "plural": "Logs", "prefix": "a09", "fields": {},
        "creatable": false, "updateable": false, "deletable": false, "queryable": false, "retrieveable": false,
    });
    assert_eq!(org.post("/emulator/objects", &closed).await.status, 201);
    let seed = json!({ "Log__c": [{}] });
    assert_eq!(org.post("/emulator/records", &seed).await.status, 204);
    let record = "/Log__c/a09Lo0000000001";
    for (method, path, code) in [
        (
            Method::POST,
            "/Log__c",
            "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
        ),
        (
            Method::PATCH,
            record,
            "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
        ),
        (Method::DELETE, record, "CANNOT_DELETE_ENTITY"),
        (Method::GET, record, "INVALID_TYPE_FOR_OPERATION"),
    ] {
        let refused = send(&org, method, path, &json!({})).await;
        assert_eq!(refused.refusal(), (400, code.to_owned()), "{path}");
    }
    let query = org
        .get("/services/data/v66.0/query?q=SELECT+Id+FROM+Log__c")
        .await;
    let code = "INVALID_TYPE_FOR_OPERATION".to_owned();
    assert_eq!(query.refusal(), (400, code));
}
