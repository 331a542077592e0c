use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, NOW, Org, answer, org};

const SOBJECTS: &str = "/services/data/v66.0/sobjects";
const ID: &str = "001Lo000000000AIAQ";

async fn asked(org: &Org, what: &str, start: &str, end: &str) -> Value {
    let path = format!("{SOBJECTS}/{what}/?start={start}&end={end}");
    let told = org.get(&path).await;
    assert_eq!(told.status, 200, "{}", told.text());
    told.json()
}

async fn delete(org: &Org, path: &str) -> Answer {
    answer(org.request(Method::DELETE, path)).await
}

async fn delete_account(org: &Org) {
    let path = format!("{SOBJECTS}/Account/{ID}");
    assert_eq!(delete(org, &path).await.status, 204);
}

fn set(org: &Org, at: &str) {
    org.emulator.clock().set(at.parse().unwrap());
}

#[tokio::test]
async fn what_was_deleted_is_told_with_its_children() {
    let org = org().await;
    delete_account(&org).await;
    set(&org, "2026-05-01T07:27:10Z");
    let (start, end) = ("2026-05-01T09:25:59%2B02:00", "2026-05-01T07:26:00Z");
    let told = asked(&org, "Account/deleted", start, end).await;
    let expected = json!({
        "deletedRecords": [{ "id": ID, "deletedDate": "2026-05-01T07:25:37.000+0000" }],
        "earliestDateAvailable": "2026-04-16T07:27:00.000+0000",
        "latestDateCovered": "2026-05-01T07:26:00.000+0000",
    });
    assert_eq!(told, expected);
    let told = asked(&org, "Contact/deleted", start, end).await;
    assert_eq!(told["deletedRecords"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_first_minute_is_covered_and_the_last_is_not() {
    let org = org().await;
    delete_account(&org).await;
    for (start, end, count) in [
        ("2026-05-01T07:25:59Z", "2026-05-01T07:26:00Z", 1),
        ("2026-05-01T07:24:00Z", "2026-05-01T07:25:59Z", 0),
        ("2026-05-01T07:26:00Z", "2026-05-01T07:27:00Z", 0),
    ] {
        let told = asked(&org, "Account/deleted", start, end).await;
        assert_eq!(
            told["deletedRecords"].as_array().unwrap().len(),
            count,
            "{start}"
        );
    }
}

#[tokio::test]
async fn what_is_to_come_is_not_covered() {
    let org = org().await;
    for what in ["Account/deleted", "Account/updated"] {
        let told = asked(&org, what, "2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z").await;
        assert_eq!(told["latestDateCovered"], "2026-05-01T07:25:00.000+0000");
    }
}

#[tokio::test]
async fn what_is_brought_back_stays_told_as_deleted_and_was_updated() {
    let org = org().await;
    delete_account(&org).await;
    let undelete = json!({ "ids": [ID] });
    assert_eq!(org.post("/emulator/undelete", &undelete).await.status, 204);
    let (start, end) = ("2026-05-01T07:00:00Z", "2026-05-01T08:00:00Z");
    let told = asked(&org, "Account/deleted", start, end).await;
    assert_eq!(told["deletedRecords"][0]["id"], ID);
    let told = asked(&org, "Account/updated", start, end).await;
    assert_eq!(told["ids"], json!([ID]));
}

#[tokio::test]
async fn it_is_told_after_the_recycle_bin_was_emptied() {
    let org = org().await;
    delete_account(&org).await;
    assert_eq!(delete(&org, "/emulator/recycle-bin").await.status, 200);
    let (start, end) = ("2026-05-01T07:25:00Z", "2026-05-01T08:00:00Z");
    let told = asked(&org, "Account/deleted", start, end).await;
    assert_eq!(told["deletedRecords"][0]["id"], ID);
}

#[tokio::test]
async fn it_is_told_after_the_record_left_the_recycle_bin_of_itself() {
    let org = org().await;
    delete_account(&org).await;
    set(&org, "2026-05-16T07:25:47Z");
    let query = "/services/data/v66.0/queryAll?q=SELECT+Id+FROM+Account+WHERE+IsDeleted=TRUE";
    assert_eq!(org.get(query).await.json()["totalSize"], 0);
    let (start, end) = ("2026-05-01T07:25:00Z", "2026-05-01T08:00:00Z");
    let told = asked(&org, "Account/deleted", start, end).await;
    assert_eq!(told["deletedRecords"][0]["id"], ID);
}

#[tokio::test]
async fn what_has_no_recycle_bin_is_gone_at_once_and_told() {
    let org = org().await;
    let path = format!("{SOBJECTS}/Group/00GLo0000000001");
    assert_eq!(delete(&org, &path).await.status, 204);
    assert_eq!(
        org.get(&path).await.refusal(),
        (404, "NOT_FOUND".to_owned())
    );
    let (start, end) = ("2026-05-01T07:25:00Z", "2026-05-01T08:00:00Z");
    let told = asked(&org, "Group/deleted", start, end).await;
    let deleted = &told["deletedRecords"][0];
    assert_eq!(deleted["deletedDate"], "2026-05-01T07:25:37.000+0000");
}

#[tokio::test]
async fn what_was_created_or_changed_is_told_in_its_order() {
    let org = org().await;
    set(&org, NOW);
    let change = json!({ "Phone": "1" });
    let request = org.request(Method::PATCH, &format!("{SOBJECTS}/Account/{ID}"));
    assert_eq!(answer(request.body(change.to_string())).await.status, 204);
    set(&org, "2026-05-01T07:26:37Z");
    let created = org
        .post(&format!("{SOBJECTS}/Account"), &json!({ "Name": "Acme" }))
        .await
        .json();
    let told = asked(
        &org,
        "Account/updated",
        "2026-05-01T07:25:00Z",
        "2026-05-01T07:27:00Z",
    )
    .await;
    let expected =
        json!({ "ids": [ID, created["id"]], "latestDateCovered": "2026-05-01T07:26:00.000+0000" });
    assert_eq!(told, expected);
    delete_account(&org).await;
    let told = asked(
        &org,
        "Account/updated",
        "2026-05-01T07:25:00Z",
        "2026-05-01T07:27:00Z",
    )
    .await;
    assert_eq!(told["ids"], json!([created["id"]]));
}

#[tokio::test]
async fn what_is_purged_from_the_log_is_not_told_and_stays_in_the_recycle_bin() {
    let org = org().await;
    delete_account(&org).await;
    let earliest = async |object: &str| {
        let (start, end) = ("2026-05-01T07:25:00Z", "2026-05-01T12:00:00Z");
        let told = asked(&org, &format!("{object}/deleted"), start, end).await;
        let count = told["deletedRecords"].as_array().unwrap().len();
        (count, told["earliestDateAvailable"].clone())
    };
    set(&org, "2026-05-01T09:25:37Z");
    assert_eq!(org.emulator.purge_delete_log(), Ok(0));
    let fifteen_days_ago = json!("2026-04-16T09:25:00.000+0000");
    assert_eq!(earliest("Account").await, (1, fifteen_days_ago));
    set(&org, "2026-05-01T09:25:38Z");
    let accounts = format!("{SOBJECTS}/Account");
    let created = org.post(&accounts, &json!({ "Name": "Acme" })).await.json();
    let path = format!("{accounts}/{}", created["id"].as_str().unwrap());
    assert_eq!(delete(&org, &path).await.status, 204);
    let purged = delete(&org, "/emulator/delete-log").await.json();
    assert!(purged["purged"].as_u64() > Some(1), "{purged}");
    assert_eq!(org.emulator.purge_delete_log(), Ok(0));
    let last_purged = json!("2026-05-01T07:25:37.000+0000");
    assert_eq!(earliest("Account").await, (1, last_purged));
    let nothing_purged = json!("2026-04-16T09:25:00.000+0000");
    assert_eq!(earliest("Lead").await, (0, nothing_purged));
    let query = "/services/data/v66.0/queryAll?q=SELECT+Id+FROM+Account+WHERE+IsDeleted=TRUE";
    assert_eq!(org.get(query).await.json()["totalSize"], 2);
}
