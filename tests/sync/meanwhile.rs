//! What happens to an org while it is read.

use std::sync::Arc;

use serde_json::json;
use specforce::runtime::sync::Options;
use specforce_emulator::{Emulator, Rule, Seed, Trouble};

use crate::options::{reconcile, until};
use crate::org::{Org, rows};

/// An org of 400 accounts, of which a page has 100, and their ids.
async fn four_pages() -> (Org, Vec<String>) {
    let org = Org::start(Emulator::builder().seed(Seed::Empty).page_size(100)).await;
    org.accounts(400).await;
    org.wait(6);
    let ids = org.ids("Account").await;
    (org, ids)
}

/// The same org, where something happens before the client gets a page that another one names.
fn before_page(number: u64, org: Org, happen: impl Fn(&Emulator) + Send + Sync + 'static) -> Org {
    let rule = Rule::new(Trouble::status(503)).path("/query/");
    org.emulator.trouble(rule.after(number - 2)).unwrap();
    let emulator = Arc::clone(&org.emulator);
    org.with_waits(move || happen(&emulator))
}

#[tokio::test]
async fn records_that_come_and_go_while_ids_are_compared_are_not_missing() {
    let (org, ids) = four_pages().await;
    let to = org.ndjson();
    org.sync("accounts", &to).await;
    let gone = ids[298..300].to_vec();
    let org = before_page(2, org, move |emulator| {
        emulator.hard_delete(&gone).unwrap();
        emulator.add_records("Account: 5").unwrap();
    });
    let ran = org.run("accounts", &json!({}), &to, &reconcile()).await;
    ran.result.unwrap();
    let report = ran.report.unwrap();
    assert_eq!((report.upserted, report.deleted), (0, 2));
    org.wait(10);
    org.sync("accounts", &to).await;
    let ids: Vec<String> = rows(&org.lines("Account")).into_keys().collect();
    assert_eq!(ids, org.ids("Account").await);
}

#[tokio::test]
async fn a_page_of_which_all_rows_are_gone_is_not_the_last() {
    let (org, ids) = four_pages().await;
    let gone = ids[200..300].to_vec();
    let org = before_page(3, org, move |emulator| emulator.hard_delete(&gone).unwrap());
    assert_eq!(org.sync("accounts", &org.ndjson()).await.upserted, 300);
    let ids: Vec<String> = rows(&org.lines("Account")).into_keys().collect();
    assert_eq!(ids, org.ids("Account").await);
}

#[tokio::test]
async fn a_run_that_is_stopped_while_it_mends_ends_after_its_page() {
    let org = Org::empty().await;
    org.accounts(600).await;
    org.wait(6);
    let to = org.sqlite();
    org.sync("accounts", &to).await;
    let db = rusqlite::Connection::open(org.path("org.db")).unwrap();
    db.execute("DELETE FROM Account", []).unwrap();
    let options = Options {
        reconcile: true,
        ..until(|report| report.upserted > 0)
    };
    let ran = org.run("accounts", &json!({}), &to, &options).await;
    ran.result.unwrap();
    let report = ran.report.unwrap();
    assert_eq!((report.complete, report.upserted), (false, 200));
    let ran = org.run("accounts", &json!({}), &to, &reconcile()).await;
    assert_eq!(ran.report.unwrap().upserted, 400);
}
