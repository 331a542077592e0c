use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use specforce_emulator::{Rule, Trouble};

use super::{command, copied, is_asked, reported, rows};
use crate::org::Org;

fn signal(program: &Child, signal: &str) {
    let id = program.id().to_string();
    let sent = Command::new("kill").args([signal, &id]).status();
    assert!(sent.unwrap().success());
}

fn started(org: &Org, arguments: &[&str]) -> Child {
    let mut command = command(org, arguments);
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

#[tokio::test]
async fn an_interruption_ends_a_run_after_its_page_and_the_next_goes_on() {
    for interruption in ["-INT", "-TERM"] {
        let org = Org::empty().await;
        org.accounts(2_200).await;
        org.wait(6);
        let late = Trouble::Slow { seconds: 3_600.0 };
        // The second page.
        let rule = Rule::new(late).path("/query/");
        org.emulator.trouble(rule).unwrap();
        let arguments = ["sync", "accounts", "--to", "sqlite:org.db", "--json"];
        let program = started(&org, &arguments);
        assert!(is_asked(&org, |target| target.contains("/query/")).await);
        signal(&program, interruption);
        let (status, report) = reported(&program.wait_with_output().unwrap());
        assert_eq!(status, 0, "{report}");
        assert_eq!(
            (&report["complete"], &report["upserted"]),
            (&json!(false), &json!(2_000))
        );
        org.emulator.clear_trouble();
        let (status, report) = copied(&org);
        assert_eq!((status, &report["upserted"]), (0, &json!(200)), "{report}");
        assert_eq!(rows(&org.path("org.db"), "Account"), 2_200);
    }
}

#[tokio::test]
async fn a_second_interruption_ends_it_though_nobody_reads_what_it_writes() {
    let org = Org::empty().await;
    // More than a pipe holds.
    org.accounts(2_000).await;
    org.wait(10);
    let mut program = started(&org, &["sync", "accounts", "--to", "singer:-"]);
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("RECORD")));
    // Two that come at once count as one.
    let status = loop {
        if let Some(status) = program.try_wait().unwrap() {
            break status;
        }
        signal(&program, "-INT");
        tokio::task::yield_now().await;
    };
    assert_eq!(status.code(), Some(1));
    let mut err = String::new();
    program.stderr.unwrap().read_to_string(&mut err).unwrap();
    assert!(err.contains("interrupted twice"), "{err}");
}

#[tokio::test]
async fn an_interruption_before_anything_was_read_is_reported() {
    let org = Org::empty().await;
    let late = Trouble::Slow { seconds: 3_600.0 };
    org.emulator
        .trouble(Rule::new(late).path("/describe"))
        .unwrap();
    let arguments = ["sync", "accounts", "--to", "ndjson:out", "--json"];
    let program = started(&org, &arguments);
    assert!(is_asked(&org, |_| true).await);
    signal(&program, "-TERM");
    let ended = program.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    let reports: Vec<Value> = serde_json::from_slice(&ended.stdout).unwrap();
    assert_eq!(reports[0]["complete"], false);
}
