use serde_json::{Value, json};
use specforce_emulator::{Rule, Trouble};

use super::{specforce, text};
use crate::org::Org;

/// The list that a run reports.
fn reports(out: &str) -> Vec<Value> {
    serde_json::from_str(out).unwrap()
}

#[tokio::test]
async fn a_sync_that_cannot_begin_is_reported_with_its_error() {
    let org = Org::demo().await;
    std::fs::write(org.path("out"), "").unwrap();
    let arguments = ["sync", "accounts", "users", "--to", "ndjson:out", "--json"];
    let (status, out, _) = text(&specforce(&org, &arguments));
    assert_eq!(status, 1);
    for (report, sync) in reports(&out).iter().zip(["accounts", "users"]) {
        assert_eq!(report["sync"], sync);
        assert_eq!(report["complete"], false);
        assert_eq!(report["error"]["kind"], "destination", "{report}");
    }
}

#[tokio::test]
async fn a_limit_is_reported_by_each_sync_that_met_it() {
    let org = Org::demo().await;
    for requests in ["1", "3"] {
        let arguments = ["sync", "accounts", "--to", "ndjson:out", "--json"];
        let arguments = [&arguments[..], &["--max-requests", requests]].concat();
        let (status, out, _) = text(&specforce(&org, &arguments));
        assert_eq!(status, 5);
        let reports = reports(&out);
        assert_eq!(reports[0]["error"]["kind"], "rate-limit", "{reports:?}");
        assert_eq!(reports[0]["object"], "Account");
    }
}

#[tokio::test]
async fn a_sync_that_came_to_its_end_has_no_error() {
    let org = Org::demo().await;
    let arguments = ["sync", "accounts", "--to", "ndjson:out", "--json"];
    let (_, out, _) = text(&specforce(&org, &arguments));
    assert_eq!(reports(&out)[0].get("error"), None);
}

#[tokio::test]
async fn what_ends_several_syncs_is_told_once() {
    let org = Org::demo().await;
    std::fs::write(org.path("out"), "").unwrap();
    let arguments = ["sync", "accounts", "users", "--to", "ndjson:out"];
    let (status, _, err) = text(&specforce(&org, &arguments));
    assert_eq!(status, 1);
    assert_eq!(err.matches("error: ").count(), 1, "{err}");
    assert!(err.contains("accounts, users: "), "{err}");
}

#[tokio::test]
async fn what_passes_goes_on_with_the_next_run() {
    let org = Org::empty().await;
    org.accounts(2_200).await;
    org.wait(6);
    let rule = Rule::new(Trouble::status(503)).path("/query/").times(9);
    org.emulator.trouble(rule).unwrap();
    let arguments = ["sync", "accounts", "--to", "ndjson:out"];
    let (_, out, _) = text(&specforce(&org, &arguments));
    let told = "not everything was read; the next run goes on";
    assert!(out.contains(told), "{out}");
}

#[tokio::test]
async fn what_has_to_be_mended_does_not_go_on_by_itself() {
    let org = Org::demo().await;
    let arguments = ["sync", "cases", "--to", "ndjson:out"];
    specforce(&org, &arguments);
    let file = org.path("out/Case.ndjson");
    let lines = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, lines.replacen('{', "x", 1)).unwrap();
    org.delete("Case", &org.newest("Case").await).await;
    org.wait(6);
    let (status, out, err) = text(&specforce(&org, &arguments));
    assert_eq!(status, 1);
    assert!(err.contains("line 1 is no row"), "{err}");
    assert!(err.contains("to begin anew, remove both"), "{err}");
    let told = "not everything was read; what was written stays";
    assert!(out.contains(told), "{out}");
}

#[tokio::test]
async fn what_is_damaged_is_told_with_its_cure() {
    let org = Org::demo().await;
    let sync = |to: &str| text(&specforce(&org, &["sync", "users", "--to", to]));
    let assert_cured = |to: &str, cure: &str| {
        let (status, _, err) = sync(to);
        assert_eq!(status, 1, "{to}: {err}");
        assert!(err.contains(cure), "{to}: {err}");
    };
    std::fs::create_dir(org.path("out")).unwrap();
    std::fs::write(org.path("out/User.state.json"), "").unwrap();
    assert_cured(
        "ndjson:out",
        "remove both the model's `.ndjson` and its `.state.json`",
    );
    std::fs::write(org.path("text.db"), "no database at all").unwrap();
    assert_cured("sqlite:text.db", "give another file");
    assert_eq!(sync("sqlite:org.db").0, 0);
    let db = rusqlite::Connection::open(org.path("org.db")).unwrap();
    db.execute("UPDATE _specforce_state SET state = '{}'", [])
        .unwrap();
    let cure = "DROP TABLE \"User\" and DELETE FROM _specforce_state WHERE sync = 'users'";
    assert_cured("sqlite:org.db", cure);
}

#[tokio::test]
async fn where_no_sync_has_written_there_is_no_status() {
    let org = Org::empty().await;
    for to in ["sqlite:nope.db", "ndjson:nope"] {
        let (status, out, err) = text(&specforce(&org, &["status", "--to", to]));
        assert_eq!((status, out.as_str()), (1, ""), "{err}");
        assert!(
            err.contains(&format!("{to}: no sync has written there")),
            "{err}"
        );
    }
    assert_eq!(std::fs::read_dir(org.path("")).unwrap().count(), 0);
}

#[tokio::test]
async fn what_cannot_be_read_has_one_exit_status() {
    let org = Org::demo().await;
    std::fs::write(org.path("org.db"), "no database at all").unwrap();
    for command in [&["status"][..], &["sync", "accounts"]] {
        let arguments = [
            command,
            &["--to", "sqlite:org.db", "--error-format", "json"],
        ]
        .concat();
        let (status, _, err) = text(&specforce(&org, &arguments));
        assert_eq!(status, 1, "{err}");
        let error: Value = serde_json::from_str(&err).unwrap();
        assert_eq!(error["kind"], json!("destination"), "{error}");
    }
}
