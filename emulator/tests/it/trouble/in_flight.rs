use reqwest::Method;
use serde_json::{Value, json};
use specforce_emulator::{Rule, Trouble};

use super::support::{ACCOUNTS, VERSION};
use crate::support::{Org, answer, empty};

const CONTACTS: &str = "/services/data/v66.0/sobjects/Contact";

/// The names of accounts in the order of their stamps.
async fn names(org: &Org) -> Vec<Value> {
    let soql = "SELECT+Name+FROM+Account+ORDER+BY+SystemModstamp,Id";
    let found = org.get(&format!("{VERSION}/query?q={soql}")).await.json();
    let records = found["records"].as_array().unwrap();
    records.iter().map(|row| row["Name"].clone()).collect()
}

async fn patch(org: &Org, path: &str, body: &Value) -> u16 {
    let request = org.request(Method::PATCH, path).body(body.to_string());
    let request = request.header("content-type", "application/json");
    answer(request).await.status
}

fn tick(org: &Org, by: &str) {
    org.emulator.clock().advance(by.parse().unwrap());
}

#[tokio::test]
async fn a_record_becomes_visible_after_one_that_is_stamped_later() {
    let org = empty().await;
    org.emulator
        .trouble(Trouble::InFlight { seconds: 60 })
        .unwrap();
    // A read is no transaction to wait for.
    assert_eq!(names(&org).await, [""; 0]);
    let early = org.create("Early").await;
    assert_eq!(early.status, 201);
    let path = format!("{ACCOUNTS}/{}", early.json()["id"].as_str().unwrap());
    tick(&org, "10s");
    assert_eq!(org.create("Late").await.status, 201);
    assert_eq!(names(&org).await, ["Late"]);
    assert_eq!(org.get(&path).await.status, 404);

    tick(&org, "50s");
    assert_eq!(names(&org).await, ["Early", "Late"]);
    let record = org.get(&path).await.json();
    assert_eq!(record["Name"], "Early");
    for stamp in ["CreatedDate", "LastModifiedDate", "SystemModstamp"] {
        assert_eq!(record[stamp], "2026-05-01T07:25:37.000+0000");
    }
    let next = org.create("Last").await;
    assert_eq!(next.status, 201, "{}", next.text());
}

#[tokio::test]
async fn an_update_and_a_delete_are_seen_late_too() {
    let org = empty().await;
    let mut paths = Vec::new();
    for name in ["Changed", "Deleted"] {
        let created = org.create(name).await.json();
        paths.push(format!("{ACCOUNTS}/{}", created["id"].as_str().unwrap()));
    }
    tick(&org, "1h");
    let rule = Rule::new(Trouble::InFlight { seconds: 5 }).times(2);
    org.emulator.trouble(rule).unwrap();
    assert_eq!(patch(&org, &paths[0], &json!({ "Name": "New" })).await, 204);
    assert_eq!(org.delete(&paths[1]).await.status, 204);
    tick(&org, "4s");
    assert_eq!(names(&org).await, ["Changed", "Deleted"]);
    tick(&org, "1s");
    assert_eq!(names(&org).await, ["New"]);
    let record = org.get(&paths[0]).await.json();
    assert_eq!(record["SystemModstamp"], "2026-05-01T08:25:37.000+0000");
}

#[tokio::test]
async fn a_collection_keeps_its_ids() {
    let org = empty().await;
    org.trouble(&json!("in-flight,seconds=30")).await;
    let records =
        ["One", "Two"].map(|name| json!({ "attributes": { "type": "Account" }, "Name": name }));
    let created = org
        .post(
            &format!("{VERSION}/composite/sobjects"),
            &json!({ "records": records }),
        )
        .await
        .json();
    assert_eq!(org.create("Between").await.status, 201);
    tick(&org, "30s");
    for (row, name) in created.as_array().unwrap().iter().zip(["One", "Two"]) {
        let path = format!("{ACCOUNTS}/{}", row["id"].as_str().unwrap());
        assert_eq!(org.get(&path).await.json()["Name"], name);
    }
    assert_eq!(org.count("Account").await, 3);
}

#[tokio::test]
async fn what_is_refused_is_not_kept() {
    let org = empty().await;
    org.trouble(&json!("in-flight,seconds=1")).await;
    let refused = org.post(ACCOUNTS, &json!({})).await;
    assert_eq!(refused.refusal().1, "REQUIRED_FIELD_MISSING");
    tick(&org, "2s");
    assert_eq!(org.count("Account").await, 0);
}

async fn refusal(org: &Org, path: &str, body: &Value) -> (u16, String) {
    let request = org.request(Method::PATCH, path).body(body.to_string());
    answer(request).await.refusal()
}

fn locked() -> (u16, String) {
    (400, "UNABLE_TO_LOCK_ROW".to_owned())
}

#[tokio::test]
async fn what_is_in_flight_is_not_written_by_others() {
    let org = empty().await;
    let id = org.create("First").await.json()["id"].clone();
    let path = format!("{ACCOUNTS}/{}", id.as_str().unwrap());
    org.emulator
        .trouble(Trouble::InFlight { seconds: 60 })
        .unwrap();
    assert_eq!(patch(&org, &path, &json!({ "Name": "Old" })).await, 204);
    tick(&org, "30s");
    let new = json!({ "Name": "New" });
    assert_eq!(refusal(&org, &path, &new).await, locked());
    assert_eq!(org.delete(&path).await.refusal(), locked());
    tick(&org, "30s");
    assert_eq!(names(&org).await, ["Old"]);
    assert_eq!(patch(&org, &path, &new).await, 204);
    assert_eq!(names(&org).await, ["New"]);
}

#[tokio::test]
async fn an_upsert_in_flight_makes_one_record() {
    let org = empty().await;
    let path = format!("{ACCOUNTS}/ErpId__c/ERP-1");
    org.emulator
        .trouble(Trouble::InFlight { seconds: 60 })
        .unwrap();
    assert_eq!(patch(&org, &path, &json!({ "Name": "Old" })).await, 201);
    let again = format!("{ACCOUNTS}/ErpId__c/erp-1");
    let new = json!({ "Name": "New" });
    assert_eq!(refusal(&org, &again, &new).await, locked());
    tick(&org, "60s");
    assert_eq!(patch(&org, &again, &new).await, 200);
    assert_eq!(names(&org).await, ["New"]);
}

#[tokio::test]
async fn a_collection_of_which_a_row_is_refused_is_seen_at_once() {
    let org = empty().await;
    org.trouble(&json!("in-flight,seconds=60,times=2")).await;
    let path = format!("{ACCOUNTS}/ErpId__c/ERP-1");
    assert_eq!(patch(&org, &path, &json!({ "Name": "Old" })).await, 201);
    let row = |name: &str, key: &str| json!({ "attributes": { "type": "Account" }, "Name": name, "ErpId__c": key });
    let body = json!({ "records": [row("Locked", "ERP-1"), row("Two", "ERP-2")] });
    let path = format!("{VERSION}/composite/sobjects/Account/ErpId__c");
    assert_eq!(patch(&org, &path, &body).await, 200);
    assert_eq!(names(&org).await, ["Two"]);
    tick(&org, "60s");
    assert_eq!(names(&org).await, ["Old", "Two"]);
    let requests = org.emulator.requests();
    assert!(requests.iter().all(|request| request.lost.is_none()));
    assert_eq!(org.emulator.rules()[0].met, 1);
}

#[tokio::test]
async fn what_it_refers_to_stays_until_it_lands() {
    let org = empty().await;
    let parent = org.create("Parent").await.json()["id"].clone();
    let parent = parent.as_str().unwrap();
    let path = format!("{ACCOUNTS}/{parent}");
    org.trouble(&json!("in-flight,seconds=60")).await;
    let contact = json!({ "LastName": "Pike", "AccountId": parent });
    assert_eq!(org.post(CONTACTS, &contact).await.status, 201);
    assert_eq!(org.delete(&path).await.refusal(), locked());
    let refusal = org.emulator.hard_delete(&[parent]).unwrap_err();
    assert_eq!(refusal.code(), "UNABLE_TO_LOCK_ROW");
    // To refer to it and to change it is no harm.
    assert_eq!(org.post(CONTACTS, &contact).await.status, 201);
    assert_eq!(patch(&org, &path, &json!({ "Name": "New" })).await, 204);
    tick(&org, "60s");
    let of = format!("Contact WHERE AccountId = '{parent}'");
    assert_eq!(org.count(&of).await, 2);
    assert_eq!(org.delete(&path).await.status, 204);
}

#[tokio::test]
async fn what_it_finds_a_parent_by_stays_too() {
    let org = empty().await;
    let parent = json!({ "Name": "Parent", "ErpId__c": "ERP-1" });
    let id = org.post(ACCOUNTS, &parent).await.json()["id"].clone();
    let path = format!("{ACCOUNTS}/{}", id.as_str().unwrap());
    org.trouble(&json!("in-flight,seconds=60")).await;
    let contact = json!({ "LastName": "Pike", "Account": { "ErpId__c": "ERP-1" } });
    assert_eq!(org.post(CONTACTS, &contact).await.status, 201);
    let other = json!({ "ErpId__c": "ERP-2" });
    assert_eq!(refusal(&org, &path, &other).await, locked());
    tick(&org, "60s");
    assert_eq!(
        org.count("Contact WHERE Account.ErpId__c = 'ERP-1'").await,
        1
    );
    assert_eq!(patch(&org, &path, &other).await, 204);
}

#[tokio::test]
async fn nothing_is_given_a_parent_whose_delete_is_in_flight() {
    let org = empty().await;
    let parent = org.create("Parent").await.json()["id"].clone();
    org.trouble(&json!("in-flight,seconds=60")).await;
    let path = format!("{ACCOUNTS}/{}", parent.as_str().unwrap());
    assert_eq!(org.delete(&path).await.status, 204);
    let contact = json!({ "LastName": "Pike", "AccountId": parent });
    assert_eq!(org.post(CONTACTS, &contact).await.refusal(), locked());
}

#[tokio::test]
async fn what_is_hidden_meanwhile_lands_all_the_same() {
    let org = empty().await;
    org.trouble(&json!("in-flight,seconds=60")).await;
    let contact = json!({ "LastName": "Pike", "Phone": "1" });
    assert_eq!(org.post(CONTACTS, &contact).await.status, 201);
    org.emulator.hide_fields(["Contact.Phone"]).unwrap();
    tick(&org, "60s");
    assert_eq!(org.count("Contact").await, 1);
    org.emulator.show_fields();
    assert_eq!(org.count("Contact WHERE Phone = '1'").await, 1);
}

#[tokio::test]
async fn what_does_not_land_is_told() {
    let org = empty().await;
    org.trouble(&json!("in-flight,seconds=60")).await;
    assert_eq!(org.create("Late").await.status, 201);
    assert!(org.emulator.requests()[0].done);
    let size = json!({ "type": "string", "length": 10, "required": true });
    let size = json!({ "extends": "Account", "fields": { "Size__c": size } });
    assert_eq!(org.post("/emulator/objects", &size).await.status, 201);
    tick(&org, "60s");
    let request = org.emulator.requests().remove(0);
    assert_eq!((request.status, request.done), (Some(201), false));
    let lost = request.lost.unwrap();
    assert!(lost.contains("REQUIRED_FIELD_MISSING"), "{lost}");
    assert_eq!(org.count("Account").await, 0);
}

#[tokio::test]
async fn what_would_land_otherwise_does_not_land() {
    let org = empty().await;
    org.trouble(&json!("in-flight,seconds=60")).await;
    assert_eq!(org.create("Late").await.status, 201);
    let code = json!({ "type": "string", "length": 10, "unique": true, "default": "A" });
    let code = json!({ "extends": "Account", "fields": { "Code__c": code } });
    assert_eq!(org.post("/emulator/objects", &code).await.status, 201);
    tick(&org, "60s");
    let request = org.emulator.requests().remove(0);
    assert_eq!(
        request.lost.as_deref(),
        Some("it would write something else now")
    );
    assert_eq!(org.count("Account").await, 0);
}

#[tokio::test]
async fn a_composite_that_writes_what_it_has_read_is_seen_at_once() {
    let org = empty().await;
    let id = org.create("Read").await.json()["id"].clone();
    let account = format!("{ACCOUNTS}/{}", id.as_str().unwrap());
    let read = json!({ "method": "GET", "url": account, "referenceId": "read" });
    let write = |name: &str| json!({ "method": "POST", "url": ACCOUNTS, "referenceId": "write", "body": { "Name": name } });
    let path = format!("{VERSION}/composite");
    for (name, seen) in [("@{read.Name} again", 2), ("New", 2)] {
        org.trouble(&json!("in-flight,seconds=60")).await;
        let body = json!({ "compositeRequest": [read, write(name)] });
        assert_eq!(org.post(&path, &body).await.status, 200);
        assert_eq!(org.count("Account").await, seen, "{name}");
    }
    tick(&org, "60s");
    assert_eq!(org.count("Account").await, 3);
}

#[tokio::test]
async fn what_time_does_is_not_undone_with_it() {
    let org = empty().await;
    let id = org.create("Binned").await.json()["id"].clone();
    org.delete(&format!("{ACCOUNTS}/{}", id.as_str().unwrap()))
        .await;
    tick(&org, "400h");
    org.trouble(&json!("in-flight,seconds=60")).await;
    assert_eq!(org.create("Late").await.status, 201);
    assert_eq!(org.count_of("queryAll", "Account").await, 0);
}
