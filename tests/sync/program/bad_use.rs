use super::{specforce, text};
use crate::org::Org;

/// What is refused before an org is asked, with the arguments behind `sync` and a part of what is told.
async fn assert_refused(cases: &[(&str, &str)]) {
    let org = Org::empty().await;
    for (arguments, part) in cases {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let (status, _, err) = text(&specforce(&org, &[&["sync"], &arguments[..]].concat()));
        assert_eq!(status, 2, "{arguments:?}: {err}");
        assert!(err.contains(part), "{arguments:?}: {err}");
    }
    assert!(org.emulator.requests().is_empty());
}

#[tokio::test]
async fn what_is_not_there_cannot_be_run() {
    assert_refused(&[
        ("nothing --to ndjson:out", "nothing"),
        ("create-record --to ndjson:out", "`call create-record`"),
        ("accounts", "--to"),
        ("--to ndjson:out", "--all"),
        ("accounts --to paper:out", "sqlite:FILE"),
        ("accounts --to ndjson:", "ndjson:DIR"),
    ])
    .await;
}

#[tokio::test]
async fn a_time_to_settle_is_a_time_of_a_day_at_most() {
    assert_refused(&[
        ("accounts --to ndjson:out --settle 1d", "`24h`"),
        ("accounts --to ndjson:out --settle 999999999999h", "24h"),
        ("accounts --to ndjson:out --settle 1441m", "24h"),
    ])
    .await;
}

#[tokio::test]
async fn metadata_is_an_input_of_what_runs() {
    let unknown = r#"accounts users --to ndjson:out --metadata {"articles":{}}"#;
    let misfit = r#"articles --to ndjson:out --metadata {"language":"x"}"#;
    assert_refused(&[
        ("accounts --to ndjson:out --metadata []", "not an object"),
        (misfit, "/language"),
        (unknown, "`articles`"),
    ])
    .await;
}

#[tokio::test]
async fn a_sync_is_not_called() {
    let org = Org::empty().await;
    let (status, _, err) = text(&specforce(&org, &["call", "accounts"]));
    assert_eq!(status, 2, "{err}");
    assert!(err.contains("`sync accounts --to DESTINATION`"), "{err}");
}
