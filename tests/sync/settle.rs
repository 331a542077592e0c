//! A change is read when nothing can come before it any more.

use serde_json::json;
use specforce::runtime::sync::Options;
use specforce_emulator::{Emulator, Seed, Trouble};

use crate::options::{at_once, full, until};
use crate::org::{Org, rows};

#[tokio::test]
async fn a_row_waits_until_it_has_settled() {
    let org = Org::empty().await;
    let to = org.ndjson();
    org.create("Account", json!({ "Name": "Acme" })).await;
    org.wait(4);
    assert_eq!(org.sync("accounts", &to).await.upserted, 0);
    org.wait(1);
    assert_eq!(org.sync("accounts", &to).await.upserted, 1);
}

#[tokio::test]
async fn without_time_to_settle_a_row_comes_at_once_and_a_warning_with_it() {
    let org = Org::empty().await;
    org.create("Account", json!({ "Name": "Acme" })).await;
    let ran = org
        .run("accounts", &json!({}), &org.ndjson(), &at_once())
        .await;
    let report = ran.report.unwrap();
    assert_eq!(report.upserted, 1);
    assert!(
        report.warnings[0].contains("no time to settle"),
        "{:?}",
        report.warnings
    );
}

#[tokio::test]
async fn a_row_that_becomes_visible_late_is_not_passed_by() {
    let org = Org::empty().await;
    let to = org.ndjson();
    org.emulator
        .trouble(Trouble::InFlight { seconds: 240 })
        .unwrap();
    let late = org.create("Account", json!({ "Name": "Late" })).await;
    org.wait(1);
    let later = org
        .create("Account", json!({ "Name": "Stamped later, seen sooner" }))
        .await;
    org.wait(2);
    assert_eq!(org.count("Account").await, 1);
    let mut upserted = 0;
    for _ in 0..8 {
        upserted += org.sync("accounts", &to).await.upserted;
        org.wait(1);
    }
    let ids: Vec<String> = rows(&org.lines("Account")).into_keys().collect();
    assert_eq!((upserted, ids), (2, vec![late, later]));
}

#[tokio::test]
async fn a_full_run_that_lets_rows_settle_longer_than_the_last_one_doubles_none() {
    let ends_early = || Options {
        full: true,
        ..until(|report| report.unchanged > 0)
    };
    for anew in [full(), ends_early()] {
        let org = Org::start(Emulator::builder().seed(Seed::Empty).page_size(2)).await;
        let to = org.ndjson();
        org.accounts(5).await;
        let input = json!({});
        org.run("accounts", &input, &to, &at_once()).await;
        let last = org.newest("Account").await;
        org.wait(1);
        org.update("Account", &last, json!({ "Phone": "1" })).await;
        org.run("accounts", &input, &to, &at_once()).await;
        org.wait(1);
        org.run("accounts", &input, &to, &anew)
            .await
            .result
            .unwrap();
        for _ in 0..2 {
            org.sync("accounts", &to).await;
            org.wait(10);
        }
        assert_eq!(org.lines("Account").len(), 6);
    }
}
