//! `specforce sync` and `specforce status`.

mod bad_use;
mod dry_run;
mod limits;
mod report;
#[cfg(unix)]
mod signals;
mod singer;

use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use serde_json::Value;
use specforce_emulator::{RequestRecord, Rule, Trouble};

use crate::org::Org;

/// The program, calling the org of a test.
fn command(org: &Org, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_specforce"));
    command
        .env_clear()
        .env("SPECFORCE_INSTANCE_URL", org.emulator.instance_url())
        .env("SPECFORCE_ACCESS_TOKEN", org.emulator.token().expose())
        .current_dir(org.path(""))
        .args(arguments);
    command
}

fn specforce(org: &Org, arguments: &[&str]) -> Output {
    command(org, arguments).output().unwrap()
}

/// The exit status, standard output and standard error.
fn text(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// What a run to `sqlite:org.db` reports of the accounts, and its exit status.
fn copied(org: &Org) -> (i32, Value) {
    let arguments = ["sync", "accounts", "--to", "sqlite:org.db", "--json"];
    reported(&specforce(org, &arguments))
}

fn reported(ended: &Output) -> (i32, Value) {
    let (status, out, err) = text(ended);
    let reports: Vec<Value> = serde_json::from_str(&out).expect(&err);
    (status, reports[0].clone())
}

fn rows(file: &Path, table: &str) -> usize {
    let db = rusqlite::Connection::open(file).unwrap();
    let count = format!("SELECT COUNT(*) FROM \"{table}\" WHERE _deleted_at IS NULL");
    let rows: i64 = db.query_row(&count, [], |row| row.get(0)).unwrap();
    usize::try_from(rows).unwrap()
}

#[tokio::test]
async fn all_syncs_run_into_one_database() {
    let org = Org::demo().await;
    let (status, out, err) = text(&specforce(
        &org,
        &["sync", "--all", "--to", "sqlite:org.db", "--json"],
    ));
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    let reports: Vec<Value> = serde_json::from_str(&out).unwrap();
    // One reads by a query of one's own.
    assert_eq!(reports.len(), specforce::registry().syncs.len() - 1);
    for (table, object) in [("Account", "Account"), ("Case", "Case"), ("User", "User")] {
        assert_eq!(rows(&org.path("org.db"), table), org.count(object).await);
    }
    let (status, out, _) = text(&specforce(&org, &["status", "--to", "sqlite:org.db"]));
    assert_eq!(status, 0);
    assert!(
        out.contains("accounts") && out.contains("opportunities"),
        "{out}"
    );
}

#[tokio::test]
async fn a_sync_that_takes_long_keeps_none_from_beginning() {
    let org = Org::demo().await;
    let late = Trouble::Slow { seconds: 3_600.0 };
    let first = Rule::new(late).path("/Account/describe");
    org.emulator.trouble(first).unwrap();
    let mut program = command(&org, &["sync", "--all", "--to", "ndjson:out"]);
    let mut program = program.spawn().unwrap();
    let mut begun = Vec::new();
    for sync in specforce::registry().syncs {
        // One by a query of one's own needs it.
        let Some(object) = sync.object else { continue };
        let described = format!("/{object}/describe");
        begun.push(is_asked(&org, |target| target.ends_with(&described)).await);
    }
    program.kill().unwrap();
    program.wait().unwrap();
    assert!(begun.iter().all(|begun| *begun), "{begun:?}");
}

/// Waits until the org is asked so, and tells whether it was in time.
async fn is_asked(org: &Org, so: impl Fn(&str) -> bool) -> bool {
    let asked = async {
        let is_so = |request: &RequestRecord| so(&request.target);
        while !org.emulator.requests().iter().any(is_so) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    let in_time = tokio::time::timeout(Duration::from_secs(60), asked);
    in_time.await.is_ok()
}

#[tokio::test]
async fn a_table_that_was_dropped_keeps_no_status_from_the_others() {
    let org = Org::demo().await;
    let arguments = ["sync", "accounts", "users", "--to", "sqlite:org.db"];
    assert_eq!(text(&specforce(&org, &arguments)).0, 0);
    let db = rusqlite::Connection::open(org.path("org.db")).unwrap();
    db.execute_batch("DROP TABLE Account").unwrap();
    let (status, out, err) = text(&specforce(&org, &["status", "--to", "sqlite:org.db"]));
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains("accounts") && out.contains("users"), "{out}");
}

#[tokio::test]
async fn what_several_syncs_warn_of_is_said_once() {
    let org = Org::demo().await;
    let arguments = [
        "sync",
        "accounts",
        "users",
        "--to",
        "ndjson:out",
        "--settle",
        "0",
    ];
    let (status, out, err) = text(&specforce(&org, &arguments));
    assert_eq!(status, 0, "{err}");
    assert_eq!(out.matches("no time to settle").count(), 1, "{out}");
    assert!(out.contains("accounts, users: warning: "), "{out}");
}
