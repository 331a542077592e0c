use serde_json::Value;

use super::{specforce, text};
use crate::org::Org;

/// The messages of a type.
fn messages(out: &str, kind: &str) -> Vec<Value> {
    let messages = out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    messages.filter(|message| message["type"] == kind).collect()
}

#[tokio::test]
async fn messages_of_singer_stand_alone_on_standard_output() {
    let org = Org::demo().await;
    let arguments = ["sync", "users", "cases", "--to", "singer:-"];
    let (status, out, err) = text(&specforce(&org, &arguments));
    assert_eq!(status, 0, "{err}");
    assert_eq!(messages(&out, "SCHEMA").len(), 2);
    let rows = org.count("User").await + org.count("Case").await;
    assert_eq!(messages(&out, "RECORD").len(), rows);
    assert!(err.contains("Upserted"), "{err}");
}

#[tokio::test]
async fn what_a_target_has_confirmed_does_not_come_again() {
    let org = Org::demo().await;
    let arguments = ["sync", "users", "cases", "--to", "singer:-"];
    let (_, out, _) = text(&specforce(&org, &arguments));
    let state = messages(&out, "STATE").pop().unwrap();
    std::fs::write(org.path("state.json"), state["value"].to_string()).unwrap();
    let arguments = [&arguments[..], &["--state", "state.json"]].concat();
    let (_, out, _) = text(&specforce(&org, &arguments));
    assert_eq!(messages(&out, "RECORD"), Vec::<Value>::new());
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

#[tokio::test]
async fn a_first_run_has_no_state() {
    let org = Org::demo().await;
    let arguments = ["sync", "users", "--to", "singer:-", "--state", "none.json"];
    let (status, out, err) = text(&specforce(&org, &arguments));
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(
        err.contains("--state: there is no file `none.json`"),
        "{err}"
    );
    assert!(err.contains("hint: leave it out in the first run"), "{err}");
}
