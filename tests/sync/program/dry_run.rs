use serde_json::Value;

use super::{specforce, text};
use crate::org::Org;

#[tokio::test]
async fn a_dry_run_shows_rows_and_writes_nothing() {
    let org = Org::demo().await;
    let (status, out, err) = text(&specforce(&org, &["sync", "contacts", "--dry-run"]));
    assert_eq!(status, 0, "{err}");
    let rows: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(rows.len(), org.count("Contact").await);
    let requests = org.emulator.requests();
    let asks_deletes = |target: &str| target.contains("/deleted") || target.contains("/queryAll");
    assert!(!requests.iter().any(|request| asks_deletes(&request.target)));
    assert_eq!(std::fs::read_dir(org.path("")).unwrap().count(), 0);
}

#[tokio::test]
async fn a_dry_run_says_of_which_sync_its_rows_are() {
    let org = Org::demo().await;
    let arguments = ["sync", "users", "contacts", "--dry-run"];
    let (_, _, err) = text(&specforce(&org, &arguments));
    let (users, contacts) = (org.count("User").await, org.count("Contact").await);
    let told = format!(
        "users: {users} rows, from the beginning\ncontacts: {contacts} rows, from the beginning\n"
    );
    assert_eq!(err, told);
}

#[tokio::test]
async fn a_dry_run_keeps_to_the_limit() {
    let org = Org::demo().await;
    let arguments = ["sync", "--all", "--dry-run", "--max-requests", "4"];
    let (status, _, err) = text(&specforce(&org, &arguments));
    assert_eq!(status, 5, "{err}");
    assert_eq!(org.emulator.requests().len(), 4);
    assert!(!err.contains("goes on"), "{err}");
}

#[tokio::test]
async fn a_dry_run_takes_only_what_it_looks_at() {
    let org = Org::demo().await;
    for (flags, part) in [
        (&["--to", "rubbish"][..], "sqlite:FILE"),
        (&["--to", "ndjson:out", "--state", "state.json"], "--state"),
        (&["--full"], "--full"),
        (&["--reconcile"], "--reconcile"),
        (&["--settle", "1m"], "--settle"),
        (&["--json"], "--json"),
    ] {
        let arguments = [&["sync", "accounts", "--dry-run"], flags].concat();
        let (status, out, err) = text(&specforce(&org, &arguments));
        assert_eq!((status, out.as_str()), (2, ""), "{flags:?}: {err}");
        assert!(err.contains(part), "{flags:?}: {err}");
    }
    let arguments = ["sync", "accounts", "--dry-run", "--to", "ndjson:out"];
    assert_eq!(text(&specforce(&org, &arguments)).0, 0);
}
