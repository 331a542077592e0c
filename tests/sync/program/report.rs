use serde_json::{Value, json};

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
