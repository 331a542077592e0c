use std::collections::BTreeSet;

use serde_json::{Value, json};
use specforce::runtime::sync::SyncEntry;
use specforce_emulator::{Emulator, Seed};

use super::{copied, rows, specforce, text};
use crate::org::Org;

/// How a run ends that may send so many requests, and what it says.
fn limited(org: &Org, requests: &str) -> (i32, String) {
    let to = ["sync", "accounts", "--to", "ndjson:out"];
    let (status, _, err) = text(&specforce(
        org,
        &[&to[..], &["--max-requests", requests]].concat(),
    ));
    (status, err)
}

#[tokio::test]
async fn a_limit_ends_with_its_own_exit_status() {
    let org = Org::demo().await;
    let (status, err) = limited(&org, "2");
    assert_eq!(status, 5, "{err}");
    assert!(
        err.contains("accounts: the run has sent 2 requests"),
        "{err}"
    );
    let (status, out, _) = text(&specforce(
        &org,
        &["sync", "accounts", "--to", "ndjson:out"],
    ));
    assert_eq!(status, 0);
    assert!(out.contains("accounts"), "{out}");
}

#[tokio::test]
async fn the_daily_limit_of_the_org_ends_a_run_and_the_next_goes_on() {
    // To make the accounts takes 11 calls, to read the first of their pages four.
    let builder = Emulator::builder().seed(Seed::Empty).daily_limit(15);
    let org = Org::start(builder).await;
    org.accounts(2_200).await;
    org.wait(6);
    let (status, report) = copied(&org);
    assert_eq!(status, 5, "{report}");
    assert_eq!(report["error"]["kind"], "rate-limit");
    assert_eq!(report["error"]["limit"], "daily");
    assert_eq!(
        (&report["complete"], &report["upserted"]),
        (&json!(false), &json!(2_000))
    );
    org.wait(24 * 60);
    let (status, report) = copied(&org);
    assert_eq!(status, 0, "{report}");
    assert_eq!(
        (&report["complete"], &report["upserted"]),
        (&json!(true), &json!(200))
    );
    assert_eq!(rows(&org.path("org.db"), "Account"), 2_200);
}

/// The syncs that a run of so many requests read to the end.
fn completed(org: &Org, requests: &str) -> Vec<String> {
    let arguments = ["sync", "--all", "--to", "sqlite:org.db", "--json"];
    let arguments = [&arguments[..], &["--max-requests", requests]].concat();
    let (status, out, err) = text(&specforce(org, &arguments));
    assert_eq!(status, 5, "{err}");
    let reports: Vec<Value> = serde_json::from_str(&out).unwrap();
    let complete = reports.iter().filter(|report| report["complete"] == true);
    let names = complete.map(|report| report["sync"].as_str().unwrap().to_owned());
    names.collect()
}

/// The syncs that `--all` runs.
fn without_input() -> impl Iterator<Item = &'static SyncEntry> {
    let syncs = specforce::registry().syncs.iter();
    syncs.filter(|sync| !sync.inputs.iter().any(|input| input.required))
}

#[tokio::test]
async fn every_sync_has_its_turn_however_few_the_requests() {
    // What is read with related records takes 13.
    let others = without_input().count() - 1;
    for (requests, syncs) in [
        ("6", others),
        ("10", others),
        ("16", others + 1),
        ("20", others + 1),
    ] {
        let org = Org::demo().await;
        // Nothing changes meanwhile, which moves nobody's cursor.
        for round in 1..=3 {
            let mut done = BTreeSet::new();
            for _ in 0..=syncs {
                done.extend(completed(&org, requests));
                org.wait(60);
            }
            assert_eq!(done.len(), syncs, "{requests}, {round}: {done:?}");
        }
    }
}

#[tokio::test]
async fn a_sync_that_needs_more_than_there_is_comes_after_others() {
    let org = Org::demo().await;
    for round in 1..=3 {
        let mut done = Vec::new();
        for _ in without_input() {
            done.extend(completed(&org, "4"));
            org.wait(60);
        }
        assert!(done.contains(&"users".to_owned()), "{round}: {done:?}");
    }
}

#[tokio::test]
async fn a_limit_that_is_too_low_for_any_run_says_how_many_it_takes() {
    for sync in without_input() {
        let org = Org::demo().await;
        let with = |requests: &str| {
            let arguments = ["sync", sync.name, "--to", "ndjson:out", "--max-requests"];
            text(&specforce(&org, &[&arguments[..], &[requests]].concat()))
        };
        let (status, _, err) = with("1");
        assert_eq!(status, 5, "{err}");
        assert!(err.contains("has sent 1 request,"), "{err}");
        let (_, needed) = err.split_once(": allow ").unwrap();
        let (needed, _) = needed.split_once(' ').unwrap();
        with(needed);
        assert!(!org.lines_of("out", sync.model.name).is_empty(), "{sync:?}");
    }
}

#[tokio::test]
async fn a_limit_says_what_was_not_read() {
    let org = Org::demo().await;
    let (status, err) = limited(&org, "1");
    assert_eq!(status, 5);
    assert!(err.contains("nothing of it was read"), "{err}");
}

#[tokio::test]
async fn what_was_read_without_a_change_was_read() {
    let org = Org::demo().await;
    let arguments = ["sync", "articles", "--to", "ndjson:out"];
    assert_eq!(text(&specforce(&org, &arguments)).0, 0);
    // All but the number of rows, which is asked in the end.
    let arguments = [&arguments[..], &["--max-requests", "5"]].concat();
    let (status, _, err) = text(&specforce(&org, &arguments));
    assert_eq!(status, 5);
    assert!(!err.contains("nothing of it was read"), "{err}");
}
