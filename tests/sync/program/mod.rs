//! `specforce sync` and `specforce status`.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::org::Org;

/// The program, calling the org of a test.
fn specforce(org: &Org, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_specforce"));
    command
        .env_clear()
        .env("SPECFORCE_INSTANCE_URL", org.emulator.instance_url())
        .env("SPECFORCE_ACCESS_TOKEN", org.emulator.token().expose())
        .current_dir(org.path(""))
        .args(arguments);
    command.output().unwrap()
}

fn text(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
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
    assert_eq!(reports.len(), specforce::registry().syncs.len());
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
async fn a_limit_ends_with_its_own_exit_status() {
    let org = Org::demo().await;
    let arguments = [
        "sync",
        "accounts",
        "--to",
        "ndjson:out",
        "--max-requests",
        "2",
    ];
    let (status, _, err) = text(&specforce(&org, &arguments));
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
async fn what_cannot_be_run_is_bad_use() {
    let org = Org::empty().await;
    for (arguments, part) in [
        (&["sync", "nothing", "--to", "ndjson:out"][..], "nothing"),
        (&["sync", "accounts"], "--to"),
        (&["sync", "--to", "ndjson:out"], "SYNC"),
        (&["sync", "accounts", "--to", "paper:out"], "sqlite:FILE"),
        (
            &["sync", "accounts", "--to", "ndjson:out", "--settle", "soon"],
            "5m",
        ),
        (
            &["sync", "accounts", "--to", "ndjson:out", "--metadata", "[]"],
            "not an object",
        ),
        (
            &[
                "sync",
                "articles",
                "--to",
                "ndjson:out",
                "--metadata",
                r#"{"language":"x"}"#,
            ],
            "/language",
        ),
        (
            &[
                "sync",
                "accounts",
                "users",
                "--to",
                "ndjson:out",
                "--metadata",
                r#"{"articles":{}}"#,
            ],
            "`articles`",
        ),
    ] {
        let (status, _, err) = text(&specforce(&org, arguments));
        assert_eq!(status, 2, "{arguments:?}: {err}");
        assert!(err.contains(part), "{arguments:?}: {err}");
    }
}

#[tokio::test]
async fn a_dry_run_shows_rows_and_writes_nothing() {
    let org = Org::demo().await;
    let (status, out, err) = text(&specforce(&org, &["sync", "contacts", "--dry-run"]));
    assert_eq!((status, err.as_str()), (0, ""));
    let rows: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(rows.len(), org.count("Contact").await);
    assert_eq!(std::fs::read_dir(org.path("")).unwrap().count(), 0);
}

#[tokio::test]
async fn messages_of_singer_stand_alone_on_standard_output() {
    let org = Org::demo().await;
    let (status, out, err) = text(&specforce(
        &org,
        &["sync", "users", "cases", "--to", "singer:-"],
    ));
    assert_eq!(status, 0, "{err}");
    let messages: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of = |kind: &str| {
        messages
            .iter()
            .filter(|message| message["type"] == kind)
            .count()
    };
    assert_eq!(of("SCHEMA"), 2);
    assert_eq!(
        of("RECORD"),
        org.count("User").await + org.count("Case").await
    );
    assert!(err.contains("Upserted"), "{err}");
    let state = messages
        .iter()
        .rev()
        .find(|message| message["type"] == "STATE")
        .unwrap();
    std::fs::write(org.path("state.json"), state["value"].to_string()).unwrap();
    let arguments = [
        "sync",
        "users",
        "cases",
        "--to",
        "singer:-",
        "--state",
        "state.json",
    ];
    let (_, out, _) = text(&specforce(&org, &arguments));
    let records = out
        .lines()
        .filter(|line| line.contains("\"RECORD\""))
        .count();
    assert_eq!(records, 0, "{out}");
}

#[tokio::test]
async fn a_dry_run_keeps_to_the_limit() {
    let org = Org::demo().await;
    let arguments = ["sync", "--all", "--dry-run", "--max-requests", "4"];
    let (status, _, err) = text(&specforce(&org, &arguments));
    assert_eq!(status, 5, "{err}");
    assert_eq!(org.emulator.requests().len(), 4);
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

#[tokio::test]
async fn the_status_of_messages_is_what_their_target_printed() {
    let org = Org::demo().await;
    let (status, _, err) = text(&specforce(&org, &["status", "--to", "singer:-"]));
    assert_eq!(status, 2);
    assert!(err.contains("--state"), "{err}");
    let (_, out, _) = text(&specforce(&org, &["sync", "users", "--to", "singer:-"]));
    std::fs::write(org.path("state.json"), out.lines().last().unwrap()).unwrap();
    let arguments = ["status", "--to", "singer:-", "--state", "state.json"];
    let (status, out, err) = text(&specforce(&org, &arguments));
    assert_eq!(status, 0, "{err}");
    assert!(out.contains("users"), "{out}");
}
