use serde_json::Value;
use specforce_runtime::{Exchange, Outcome};

use crate::support::{TOKEN, echo, path, requests, specforce};

#[test]
fn explains_a_function() {
    let run = specforce(&["show", "create-record"]).run();
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("show", run.stdout);
}

#[test]
fn explains_a_sync() {
    let run = specforce(&["show", "articles"]).run();
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("show_a_sync", run.stdout);
}

#[test]
fn explains_every_sync() {
    for sync in specforce::syncs() {
        let run = specforce(&["show", sync.name]).run();
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", sync.name);
        assert!(run.stdout.contains(sync.model.name), "{}", run.stdout);
    }
}

#[test]
fn explains_what_is_inside_of_an_output() {
    let run = specforce(&["show", "query-records"]).run();
    assert!(
        run.stdout
            .lines()
            .any(|line| line.starts_with("records[].attributes.type")),
        "{}",
        run.stdout
    );
}

#[test]
fn explains_the_bounds_of_an_input() {
    let run = specforce(&["show", "delete-sobject-collection"]).run();
    let line = run.stdout.lines().find(|line| line.starts_with("--ids"));
    assert!(
        line.is_some_and(|line| line.contains(" 1 to 200 items ")),
        "{}",
        run.stdout
    );
}

#[test]
fn explains_every_function() {
    for function in specforce::functions() {
        let run = specforce(&["show", function.name]).run();
        assert_eq!(
            (run.status, run.stderr.as_str()),
            (0, ""),
            "{}",
            function.name
        );
        assert!(run.stdout.contains("\nExample\n"), "{}", run.stdout);
    }
}

/// A shell understands each example, and what it sends is what the exchange says.
#[cfg(unix)]
#[tokio::test]
async fn an_example_runs_in_a_shell() {
    for function in specforce::functions() {
        let shown = specforce(&["show", function.name]).run().stdout;
        let (_, example) = shown.split_once("\nExample\n  specforce ").unwrap();
        let (arguments, _) = example.split_once("\n\n").unwrap();
        let server = echo().await;
        std::process::Command::new("/bin/sh")
            .env_clear()
            .args([
                "-c",
                &format!("'{}' {arguments}", env!("CARGO_BIN_EXE_specforce")),
            ])
            .env("SPECFORCE_INSTANCE_URL", server.uri())
            .env("SPECFORCE_ACCESS_TOKEN", TOKEN)
            .output()
            .unwrap();
        let succeeds = |exchange: &&Exchange| matches!(exchange.outcome, Outcome::Output(_));
        let exchange = function.exchanges.iter().find(succeeds).unwrap();
        let sent = requests(&server).await;
        assert_eq!(sent.len(), 1, "{arguments}");
        assert_eq!(path(&sent[0]), exchange.path, "{arguments}");
        let body: Option<Value> = serde_json::from_slice(&sent[0].body).ok();
        assert_eq!(
            body,
            exchange
                .body
                .map(|body| serde_json::from_str(body).unwrap()),
            "{arguments}"
        );
    }
}

#[test]
fn an_unknown_function_is_near_a_known_one() {
    let run = specforce(&["show", "creat-record"]).run();
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("create-record"), "{}", run.stderr);
}
