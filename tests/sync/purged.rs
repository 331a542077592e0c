//! Salesforce purges its list of deletes when it is too long: what is not in it need not be there.

use std::sync::Arc;

use futures_util::TryStreamExt as _;
use serde_json::json;
use specforce::runtime::sync::destination::Destination;
use specforce::runtime::sync::{Change, Report, SyncError};
use specforce::syncs::{Contact, contacts};

use crate::messages::Messages;
use crate::options::until;
use crate::org::{Org, rows};

/// An org that has purged its list since a destination had four accounts: `Binned` is in the recycle bin, `Gone` is not,
/// and `Listed` was deleted later.
async fn purged(to: fn(&Org) -> Arc<dyn Destination>) -> (Org, Arc<dyn Destination>) {
    let org = Org::empty().await;
    let to = to(&org);
    let mut ids = Vec::new();
    for name in ["Binned", "Gone", "Kept", "Listed"] {
        ids.push(org.create("Account", json!({ "Name": name })).await);
    }
    org.wait(6);
    org.sync("accounts", &to).await;
    org.wait(60);
    org.delete("Account", &ids[0]).await;
    org.emulator.hard_delete(&ids[1..2]).unwrap();
    org.wait(3 * 60);
    org.emulator.hard_delete(&ids[3..]).unwrap();
    assert_eq!(org.emulator.purge_delete_log(), Ok(2));
    org.wait(20 * 60);
    (org, to)
}

fn the_warning(report: &Report) -> &str {
    let [warning] = &report.warnings[..] else {
        panic!("{:?}", report.warnings)
    };
    assert!(warning.contains("does not tell all deletes"), "{warning}");
    warning
}

#[tokio::test]
async fn deletes_that_are_in_no_list_are_found() {
    for to in [Org::ndjson, Org::sqlite] {
        let (org, to) = purged(to).await;
        let report = org.sync("accounts", &to).await;
        assert!(the_warning(&report).contains("all ids were compared"));
        assert_eq!(report.deleted, 3);
        org.wait(60);
        let next = org.sync("accounts", &to).await;
        assert_eq!((next.deleted, next.warnings.len()), (0, 0));
    }
}

#[tokio::test]
async fn the_recycle_bin_and_the_list_tell_what_they_have_also_where_no_ids_can_be_compared() {
    let (org, to) = purged(|_| Messages::default().destination()).await;
    let report = org.sync("accounts", &to).await;
    assert!(the_warning(&report).contains("cannot be compared"));
    assert_eq!(report.deleted, 2);
    org.wait(60);
    let next = org.sync("accounts", &to).await;
    assert_eq!((next.deleted, next.warnings.len()), (0, 0));
}

#[tokio::test]
async fn a_run_that_is_stopped_before_ids_are_compared_leaves_it_to_the_next() {
    let (org, to) = purged(Org::ndjson).await;
    let stopped = until(|report| report.deleted > 0);
    let ran = org.run("accounts", &json!({}), &to, &stopped).await;
    let report = ran.report.unwrap();
    assert_eq!((report.complete, report.deleted), (false, 1));
    org.wait(60);
    let report = org.sync("accounts", &to).await;
    assert!(the_warning(&report).contains("all ids were compared"));
    assert_eq!((report.deleted, rows(&org.lines("Account")).len()), (2, 1));
}

#[tokio::test]
async fn what_was_purged_before_the_last_run_is_not_missing() {
    let org = Org::empty().await;
    let to = org.sqlite();
    let ids = [
        org.create("Account", json!({ "Name": "Known" })).await,
        org.create("Account", json!({ "Name": "New" })).await,
    ];
    org.wait(6);
    org.sync("accounts", &to).await;
    org.delete("Account", &ids[0]).await;
    org.wait(6);
    assert_eq!(org.sync("accounts", &to).await.deleted, 1);
    org.wait(3 * 60);
    org.emulator.hard_delete(&ids[1..]).unwrap();
    assert_eq!(org.emulator.purge_delete_log(), Ok(1));
    org.wait(10);
    let report = org.sync("accounts", &to).await;
    assert_eq!((report.deleted, report.warnings.len()), (1, 0));
}

/// What a program is told that had two contacts, of which one was deleted three hours before the list was purged, and how
/// it ends.
async fn told(minutes: i64) -> (usize, Result<(), SyncError>) {
    let org = Org::empty().await;
    for name in ["One", "Two"] {
        org.create("Contact", json!({ "LastName": name })).await;
    }
    let gone = org.newest("Contact").await;
    org.wait(6);
    let mut changes = contacts(&org.client).changes(None);
    while changes.try_next().await.unwrap().is_some() {}
    let state = changes.state().cloned();
    org.wait(60);
    org.delete("Contact", &gone).await;
    org.wait(minutes);
    org.emulator.purge_delete_log().unwrap();
    let mut changes = contacts(&org.client).changes(state);
    let mut count = 0;
    loop {
        match changes.try_next().await {
            Ok(Some(Change::<Contact>::Delete(_))) => count += 1,
            Ok(Some(Change::Upsert(contact))) => panic!("{contact:?}"),
            Ok(None) => return (count, Ok(())),
            Err(error) => return (count, Err(error)),
        }
    }
}

#[tokio::test]
async fn a_program_is_told_that_deletes_are_not() {
    assert!(matches!(told(60).await, (1, Ok(()))));
    // The recycle bin has it still, and then no more.
    for (days, deletes) in [(1, 1), (16, 0)] {
        let (count, result) = told(days * 24 * 60).await;
        let error = result.unwrap_err();
        let is_told = matches!(error, SyncError::UntoldDeletes { .. });
        assert!(is_told && count == deletes, "{days}: {count} {error:?}");
        let text = "does not tell all deletes since 2026-05-01T07:26:00.000Z";
        assert!(error.to_string().contains(text), "{error}");
    }
}
