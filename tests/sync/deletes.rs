//! How a destination learns what is gone.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::json;
use specforce::runtime::sync::Report;
use specforce::runtime::sync::destination::Destination;

use crate::messages::Messages;
use crate::options::until;
use crate::org::{Org, rows};

#[tokio::test]
async fn a_deleted_record_is_told_once_and_comes_back_when_it_is_undeleted() {
    let org = Org::empty().await;
    let to = org.ndjson();
    let id = org.create("Account", json!({ "Name": "Acme" })).await;
    org.wait(6);
    org.sync("accounts", &to).await;
    org.delete("Account", &id).await;
    org.wait(6);
    assert_eq!(org.sync("accounts", &to).await.deleted, 1);
    org.wait(60);
    assert_eq!(org.sync("accounts", &to).await.deleted, 0);
    assert_eq!(
        org.lines("Account")[1..],
        [json!({ "id": id, "_deleted": true })]
    );
    org.emulator.undelete(&[&id]).unwrap();
    org.wait(6);
    assert_eq!(org.sync("accounts", &to).await.upserted, 1);
    assert_eq!(rows(&org.lines("Account")).len(), 1);
}

#[tokio::test]
async fn a_record_that_left_the_recycle_bin_is_told_by_the_list() {
    let org = Org::empty().await;
    let to = org.ndjson();
    let id = org.create("Account", json!({ "Name": "Acme" })).await;
    org.wait(6);
    org.sync("accounts", &to).await;
    org.delete("Account", &id).await;
    org.emulator.empty_recycle_bin().unwrap();
    org.wait(10);
    assert_eq!(org.sync("accounts", &to).await.deleted, 1);
    org.wait(60);
    assert_eq!(org.sync("accounts", &to).await.deleted, 0);
}

#[tokio::test]
async fn a_record_that_leaves_the_recycle_bin_after_it_was_told_is_not_told_again() {
    let org = Org::empty().await;
    let to = org.ndjson();
    let ids = [
        org.create("Account", json!({ "Name": "One" })).await,
        org.create("Account", json!({ "Name": "Two" })).await,
    ];
    org.wait(6);
    org.sync("accounts", &to).await;
    for id in &ids {
        org.delete("Account", id).await;
        org.emulator.clock().advance("31s".parse().unwrap());
    }
    // Between the first and the last second of a minute, which the list does not tell apart.
    org.wait(5);
    let first = org.sync("accounts", &to).await.deleted;
    org.emulator.empty_recycle_bin().unwrap();
    let mut told = first;
    for _ in 0..4 {
        org.wait(2);
        told += org.sync("accounts", &to).await.deleted;
    }
    assert_eq!(told, 2);
    assert_eq!(org.lines("Account").len(), 4);
}

#[tokio::test]
async fn what_was_gone_before_the_first_run_is_not_told() {
    let org = Org::empty().await;
    let id = org.create("Account", json!({ "Name": "Acme" })).await;
    org.delete("Account", &id).await;
    org.wait(60);
    let report = org.sync("accounts", &org.ndjson()).await;
    assert_eq!((report.upserted, report.deleted), (0, 0));
}

#[tokio::test]
async fn thousands_of_deletes_are_told_once_each_and_states_stay_small() {
    let org = Org::empty().await;
    org.accounts(4_400).await;
    org.wait(6);
    let messages = Messages::default();
    let to = messages.destination();
    org.sync("accounts", &to).await;
    org.delete_all("Account").await;
    org.wait(10);
    let first = until(|report| report.deleted > 0);
    let ran = org.run("accounts", &json!({}), &to, &first).await;
    assert_eq!(ran.report.unwrap().deleted, 2_000);
    assert_eq!(org.sync("accounts", &to).await.deleted, 2_400);
    org.wait(60);
    assert_eq!(org.sync("accounts", &to).await.deleted, 0);
    let lines = messages.lines();
    let gone = lines
        .iter()
        .filter(|line| line["record"]["_sdc_deleted_at"].is_string());
    let ids: BTreeSet<&str> = gone
        .filter_map(|line| line["record"]["id"].as_str())
        .collect();
    assert_eq!(ids.len(), 4_400);
    let states = lines.iter().filter(|line| line["type"] == "STATE");
    assert!(states.map(|state| state.to_string().len()).max() < Some(1_000));
}

/// How many deletes a destination is told of a record that only the recycle bin tells at first, and the list then.
async fn told_twice(to: fn(&Org) -> Arc<dyn Destination>) -> (u64, u64) {
    let org = Org::empty().await;
    let to = to(&org);
    let id = org.create("Account", json!({ "Name": "Acme" })).await;
    org.wait(6);
    org.sync("accounts", &to).await;
    org.wait(6);
    org.delete("Account", &id).await;
    // The list ends with the last whole minute that has settled.
    org.wait(5);
    let first = org.sync("accounts", &to).await.deleted;
    let mut again = 0;
    for _ in 0..4 {
        org.wait(2);
        again += org.sync("accounts", &to).await.deleted;
    }
    (first, again)
}

#[tokio::test]
async fn a_delete_that_the_list_does_not_tell_yet_is_told_by_the_recycle_bin() {
    assert_eq!(told_twice(Org::ndjson).await, (1, 0));
    assert_eq!(told_twice(Org::sqlite).await, (1, 0));
    // Nobody knows what a target of Singer's has.
    assert_eq!(
        told_twice(|_| Messages::default().destination()).await,
        (1, 1)
    );
}

#[tokio::test]
async fn a_clock_that_is_put_back_asks_for_no_deletes() {
    let org = Org::empty().await;
    let to = org.ndjson();
    org.create("Account", json!({ "Name": "Acme" })).await;
    org.wait(60);
    org.sync("accounts", &to).await;
    org.wait(-30);
    let report = org.sync("accounts", &to).await;
    assert_eq!((report.deleted, report.warnings.len()), (0, 0));
}

#[tokio::test]
async fn a_record_that_was_undeleted_is_not_lost_by_the_list_that_tells_its_delete_later() {
    let org = Org::empty().await;
    let to = org.ndjson();
    let clock = org.emulator.clock();
    let set = |at: &str| clock.set(format!("2026-05-01T{at}Z").parse().unwrap());
    let id = org.create("Account", json!({ "Name": "Acme" })).await;
    org.wait(6);
    org.sync("accounts", &to).await;
    set("07:50:30");
    org.delete("Account", &id).await;
    set("07:50:40");
    org.emulator.undelete(&[&id]).unwrap();
    // What has settled are ten seconds more, and of the list whole minutes.
    set("07:55:50");
    org.sync("accounts", &to).await;
    set("08:10:00");
    assert_eq!(org.sync("accounts", &to).await.deleted, 0);
    assert!(rows(&org.lines("Account")).contains_key(&id));
}

/// An org of which a destination knows the deletes up to so long ago that Salesforce refuses to list what comes then,
/// though that is not longer than the list is kept.
async fn refused(to: fn(&Org) -> Arc<dyn Destination>) -> (Org, Arc<dyn Destination>, Report) {
    let org = Org::empty().await;
    let to = to(&org);
    org.create("Account", json!({ "Name": "Acme" })).await;
    org.wait(6);
    org.sync("accounts", &to).await;
    org.wait(15 * 24 * 60 - 3);
    let report = org.sync("accounts", &to).await;
    (org, to, report)
}

#[tokio::test]
async fn a_list_that_is_refused_is_asked_for_again_where_no_ids_can_be_compared() {
    let (org, to, mut report) = refused(|_| Messages::default().destination()).await;
    for _ in 0..2 {
        let [warning] = &report.warnings[..] else {
            panic!("{:?}", report.warnings)
        };
        assert!(warning.contains("is asked again by the next"), "{warning}");
        report = org.sync("accounts", &to).await;
    }
}

#[tokio::test]
async fn else_ids_are_compared_and_what_may_be_under_way_is_asked_for_again() {
    let (org, to, report) = refused(Org::sqlite).await;
    let [warning] = &report.warnings[..] else {
        panic!("{:?}", report.warnings)
    };
    assert!(warning.contains("all ids were compared"), "{warning}");
    let state = json!(to.status().unwrap()[0].state);
    assert_eq!(state["deleted"], "2026-05-15T07:23:00.000Z");
    assert_eq!(org.sync("accounts", &to).await.warnings, [""; 0]);
}
