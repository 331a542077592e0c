//! What goes where.

use serde_json::json;

use crate::support::{org, specforce};

#[tokio::test]
async fn an_output_is_one_line_of_json() {
    let server = org(
        200,
        &json!([{ "version": "66.0", "label": "Spring", "url": "/services/data/v66.0" }]),
    )
    .await;
    let run = specforce(&["call", "list-available-resources"])
        .org(&server.uri())
        .run();
    assert_eq!(
        run.stdout,
        "{\"versions\":[{\"version\":\"66.0\",\"label\":\"Spring\",\"url\":\"/services/data/v66.0\"}]}\n"
    );
    assert_eq!(run.stderr, "");
}

#[test]
fn a_reader_who_has_gone_is_no_error() {
    for arguments in [
        &["schema"][..],
        &["list"],
        &["--help"],
        &["completions", "zsh"],
    ] {
        let output = specforce(arguments).run_unread();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            (output.status.code(), stderr.as_ref()),
            (Some(0), ""),
            "{arguments:?}"
        );
    }
}

#[test]
fn nothing_is_coloured_where_nobody_looks() {
    for arguments in [
        &["--help"][..],
        &["list"],
        &["show", "get-record"],
        &["no-such-command"],
    ] {
        let run = specforce(arguments).run();
        assert!(
            !run.stdout.contains('\u{1b}') && !run.stderr.contains('\u{1b}'),
            "{run:?}"
        );
    }
}
