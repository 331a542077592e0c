//! Merges beyond those of accounts: leads, cases, two records at once, and what is refused.

use serde_json::{Value, json};

use super::support::{ACCOUNTS, VERSION};
use crate::support::{Org, empty};

/// Merges records, and gives status and code of the refusal if it is one.
async fn merge(org: &Org, master: &str, merged: &[&str]) -> Option<(u16, String)> {
    let body = json!({ "master": master, "merged": merged });
    let merged = org.post("/emulator/merge", &body).await;
    (merged.status != 204).then(|| merged.refusal())
}

/// Records of an object, the first of which is to be the master.
async fn three(org: &Org, object: &str, record: &Value) -> [String; 3] {
    let mut ids = [const { String::new() }; 3];
    for id in &mut ids {
        *id = org.created(object, record.clone()).await;
    }
    ids
}

/// That two records of an object are merged into one at once, and what belongs to each goes with them.
async fn two_at_once(object: &str, record: Value, children: &[(&str, &str, Value)]) {
    let org = empty().await;
    let [master, one, other] = three(&org, object, &record).await;
    for (child, field, record) in children {
        for parent in [&one, &other] {
            let mut record = record.clone();
            record[*field] = json!(parent);
            org.created(child, record).await;
        }
    }
    assert_eq!(merge(&org, &master, &[&one, &other]).await, None);
    let gone = format!("{object} WHERE IsDeleted = TRUE AND MasterRecordId = '{master}'");
    assert_eq!(org.count_of("queryAll", &gone).await, 2);
    let soql = format!("SELECT Id FROM {object} WHERE IsDeleted = FALSE");
    let left = org.all(&soql).await;
    assert_eq!((left.len(), &left[0]["Id"]), (1, &json!(master)));
    for (child, field, _) in children {
        let moved = format!("{child} WHERE {field} = '{master}'");
        assert_eq!(org.count(&moved).await, 2, "{child}");
    }
}

#[tokio::test]
async fn leads_are_merged_with_their_tasks() {
    let lead = json!({ "LastName": "Varga", "Company": "Heron" });
    let task = ("Task", "WhoId", json!({ "Subject": "Call" }));
    two_at_once("Lead", lead, &[task]).await;
}

#[tokio::test]
async fn cases_are_merged_with_their_comments_and_tasks() {
    let task = ("Task", "WhatId", json!({ "Subject": "Call" }));
    let comment = ("CaseComment", "ParentId", json!({ "CommentBody": "Late" }));
    two_at_once("Case", json!({ "Subject": "Late" }), &[task, comment]).await;
}

#[tokio::test]
async fn what_is_deleted_is_merged_neither_way() {
    let org = empty().await;
    let [living, other, deleted] = three(&org, "Account", &json!({ "Name": "Heron" })).await;
    org.delete(&format!("{ACCOUNTS}/{deleted}")).await;
    let gone = Some((404, "ENTITY_IS_DELETED".to_owned()));
    assert_eq!(merge(&org, &living, &[&deleted]).await, gone);
    assert_eq!(merge(&org, &deleted, &[&living]).await, gone);
    // Of two, the first is not merged either.
    assert_eq!(merge(&org, &living, &[&other, &deleted]).await, gone);
    assert_eq!(org.count("Account WHERE MasterRecordId = NULL").await, 2);
    assert_eq!(merge(&org, &living, &[&other]).await, None);
    assert_eq!(merge(&org, &living, &[&other]).await, gone);
}

#[tokio::test]
async fn what_is_nowhere_is_not_found() {
    let org = empty().await;
    let [living, other, purged] = three(&org, "Account", &json!({ "Name": "Heron" })).await;
    org.emulator.hard_delete(&[&purged]).unwrap();
    let nowhere = Some((404, "NOT_FOUND".to_owned()));
    for id in [&purged, "001Lo0zzzzzzzzz", "zzzLo0000000001"] {
        assert_eq!(merge(&org, &living, &[id]).await, nowhere, "{id}");
        assert_eq!(merge(&org, id, &[&living]).await, nowhere, "{id}");
        assert_eq!(merge(&org, &living, &[&other, id]).await, nowhere, "{id}");
    }
    assert_eq!(org.count("Account").await, 2);
    let read = org
        .get(&format!("{VERSION}/sobjects/Account/{other}"))
        .await;
    assert_eq!(read.status, 200);
}
