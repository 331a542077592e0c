//! Where deletes cannot be told, all ids are compared.

use std::sync::Arc;

use serde_json::json;
use specforce::runtime::sync::destination::{Destination, Singer};
use specforce::runtime::sync::{Budget, Options, SyncError};
use specforce_emulator::{Emulator, Seed};

use crate::messages::Messages;
use crate::options::{full, reconcile};
use crate::org::{Org, rows};

#[tokio::test]
async fn after_fifteen_days_all_ids_are_compared() {
    let org = Org::empty().await;
    let to = org.ndjson();
    let gone = org.create("Account", json!({ "Name": "Gone" })).await;
    let kept = org.create("Account", json!({ "Name": "Kept" })).await;
    org.wait(6);
    org.sync("accounts", &to).await;
    org.delete("Account", &gone).await;
    org.wait(16 * 24 * 60);
    let report = org.sync("accounts", &to).await;
    assert_eq!(report.deleted, 1);
    assert!(
        report
            .warnings
            .iter()
            .any(|warning| warning.contains("compared")),
        "{:?}",
        report.warnings
    );
    let ids: Vec<String> = rows(&org.lines("Account")).into_keys().collect();
    assert_eq!(ids, [kept]);
    org.wait(60);
    let next = org.sync("accounts", &to).await;
    assert_eq!((next.deleted, next.warnings.len()), (0, 0));
}

#[tokio::test]
async fn where_ids_cannot_be_compared_that_is_all_that_is_said() {
    let org = Org::empty().await;
    let to = Messages::default().destination();
    org.create("Account", json!({ "Name": "Acme" })).await;
    org.wait(6);
    org.sync("accounts", &to).await;
    org.wait(16 * 24 * 60);
    let report = org.sync("accounts", &to).await;
    let [warning] = &report.warnings[..] else {
        panic!("{:?}", report.warnings)
    };
    assert!(
        warning.contains("does not tell all deletes") && warning.contains("cannot be compared"),
        "{warning}"
    );
}

#[tokio::test]
async fn a_full_run_writes_what_differs_and_takes_out_what_is_gone() {
    let org = Org::empty().await;
    let accounts = [
        org.create("Account", json!({ "Name": "Changed" })).await,
        org.create("Account", json!({ "Name": "Gone" })).await,
        org.create("Account", json!({ "Name": "Same" })).await,
    ];
    org.wait(6);
    for to in [org.ndjson(), org.sqlite()] {
        org.sync("accounts", &to).await;
    }
    org.update("Account", &accounts[0], json!({ "Phone": "1" }))
        .await;
    org.delete("Account", &accounts[1]).await;
    org.emulator.empty_recycle_bin().unwrap();
    org.wait(6);
    let options = full();
    for to in [org.ndjson(), org.sqlite()] {
        let ran = org.run("accounts", &json!({}), &to, &options).await;
        ran.result.unwrap();
        let report = ran.report.unwrap();
        assert_eq!(
            (report.upserted, report.unchanged, report.deleted),
            (1, 1, 1)
        );
    }
    assert_eq!(rows(&org.lines("Account")).len(), 2);
}

#[tokio::test]
async fn a_full_run_tells_deletes_also_where_no_ids_can_be_compared() {
    let org = Org::empty().await;
    let account = org.create("Account", json!({ "Name": "Gone" })).await;
    org.wait(6);
    let to: Arc<dyn Destination> = Arc::new(Singer::new(std::io::sink(), None).unwrap());
    org.sync("accounts", &to).await;
    org.delete("Account", &account).await;
    org.wait(6);
    let options = full();
    let ran = org.run("accounts", &json!({}), &to, &options).await;
    ran.result.unwrap();
    assert_eq!(ran.report.unwrap().deleted, 1);
}

#[tokio::test]
async fn reconciling_finds_what_is_missing() {
    let org = Org::empty().await;
    let to = org.sqlite();
    let lost = org.create("Account", json!({ "Name": "Lost" })).await;
    org.create("Account", json!({ "Name": "There" })).await;
    org.wait(6);
    org.sync("accounts", &to).await;
    let db = rusqlite::Connection::open(org.path("org.db")).unwrap();
    db.execute("DELETE FROM Account WHERE id = ?", [&lost])
        .unwrap();
    let options = reconcile();
    let ran = org.run("accounts", &json!({}), &to, &options).await;
    ran.result.unwrap();
    assert_eq!(ran.report.unwrap().upserted, 1);
    let rows: i64 = db
        .query_row("SELECT COUNT(*) FROM Account", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rows, 2);
}

#[tokio::test]
async fn a_comparison_that_the_budget_cannot_pay_is_not_begun() {
    let org = Org::start(Emulator::builder().seed(Seed::Empty).page_size(200)).await;
    org.accounts(1_500).await;
    org.wait(6);
    let to = org.sqlite();
    org.sync("accounts", &to).await;
    let of = |requests| Options {
        budget: Arc::new(Budget::of(requests)),
        ..reconcile()
    };
    let ran = org.run("accounts", &json!({}), &to, &of(8)).await;
    let Err(SyncError::Comparison {
        rows, needed, most, ..
    }) = ran.result
    else {
        panic!("{:?}", ran.result)
    };
    // Of eight pages it has read one.
    assert_eq!((rows, needed), (1_500, 7));
    assert_eq!(ran.report.unwrap().requests, most - 7);
    let ran = org.run("accounts", &json!({}), &to, &of(most)).await;
    ran.result.unwrap();
    assert!(ran.report.unwrap().complete);
}

#[tokio::test]
async fn a_delete_that_reconciling_found_before_it_settled_is_not_told_again() {
    let org = Org::empty().await;
    let to = org.ndjson();
    let id = org.create("Account", json!({ "Name": "Gone" })).await;
    org.wait(6);
    org.sync("accounts", &to).await;
    org.delete("Account", &id).await;
    let options = reconcile();
    let ran = org.run("accounts", &json!({}), &to, &options).await;
    assert_eq!(ran.report.unwrap().deleted, 1);
    for _ in 0..4 {
        org.wait(4);
        assert_eq!(org.sync("accounts", &to).await.deleted, 0);
    }
    assert_eq!(org.lines("Account").len(), 2);
}

#[tokio::test]
async fn what_is_undeleted_and_deleted_again_is_told_again() {
    let org = Org::empty().await;
    let to = org.ndjson();
    let id = org.create("Account", json!({ "Name": "Gone" })).await;
    org.wait(6);
    org.sync("accounts", &to).await;
    org.delete("Account", &id).await;
    org.wait(6);
    org.sync("accounts", &to).await;
    org.emulator.undelete(&[&id]).unwrap();
    org.wait(6);
    org.sync("accounts", &to).await;
    org.delete("Account", &id).await;
    org.wait(6);
    assert_eq!(org.sync("accounts", &to).await.deleted, 1);
    assert_eq!(org.lines("Account").len(), 4);
}
