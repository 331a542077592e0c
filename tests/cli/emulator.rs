//! A local org in the process of a command.

use serde_json::json;

use crate::support::{Cli, Run, specforce};

const ACCOUNTS: &str = "/services/data/v66.0/sobjects/Account";
const LIMITS: &str = "/services/data/v66.0/limits";

pub(crate) fn assert_refused(run: &Run, part: &str) {
    assert_eq!(run.status, 2, "{run:?}");
    let error = run.error();
    assert_eq!(error["kind"], "usage");
    assert!(error["message"].as_str().unwrap().contains(part), "{error}");
}

/// The program with these arguments, whose errors are JSON.
pub(crate) fn told_in_json(arguments: &[&str]) -> Cli {
    specforce(&[&["--error-format", "json"], arguments].concat())
}

#[test]
fn a_command_calls_an_org_in_its_own_process() {
    for arguments in [
        ["--emulator", "request", "GET", LIMITS],
        ["request", "GET", LIMITS, "--emulator"],
    ] {
        // The environment's org is not the one that is asked for.
        let run = specforce(&arguments).org("http://127.0.0.1:9").run();
        assert_eq!(
            run.json()["DailyApiRequests"],
            json!({ "Max": 15_000, "Remaining": 14_999 })
        );
    }
    let run = specforce(&["call", "get-current-user", "--emulator"]).run();
    assert_eq!(run.json()["display_name"], "Ines Varga");
}

#[test]
fn what_the_org_refuses_is_told_as_ever() {
    let run = told_in_json(&[
        "--emulator",
        "call",
        "create-record",
        "--sobject",
        "Account",
        "--record",
        "{}",
    ])
    .run();
    assert_eq!(run.status, 1, "{run:?}");
    assert_eq!(run.error()["errorCode"], "REQUIRED_FIELD_MISSING");
}

#[test]
fn a_file_keeps_the_org() {
    let folder = tempfile::tempdir().unwrap();
    let create = |flag: &str| {
        let arguments = [
            flag,
            "request",
            "POST",
            ACCOUNTS,
            "--body",
            r#"{"Name":"Kept"}"#,
        ];
        specforce(&arguments).within(folder.path()).run().json()["id"].clone()
    };
    let (first, second) = (create("--emulator=org.db"), create("--emulator=org.db"));
    assert_ne!(first, second);
    assert_eq!(create("--emulator"), first);
    assert!(folder.path().join("org.db").exists());
}

#[test]
fn a_file_without_its_sign_is_noticed() {
    for arguments in [
        ["--emulator", "org.db", "request", "GET", LIMITS].as_slice(),
        &["request", "GET", LIMITS, "--emulator", "./org"],
        &["call", "--emulator", "org.db", "get-limits"],
    ] {
        let run = told_in_json(arguments).run();
        assert_eq!(run.status, 2, "{run:?}");
        let hint = run.error()["hint"].as_str().unwrap().to_owned();
        assert!(hint.contains("`=`: --emulator="), "{hint}");
    }
    let run = told_in_json(&["--emulator", "requst", "GET", LIMITS]).run();
    let hint = run.error()["hint"].as_str().unwrap().to_owned();
    assert!(hint.contains("did you mean `request`?"), "{hint}");
}

#[test]
fn there_is_one_org_to_call() {
    let arguments = [
        "--instance-url",
        "https://acme.my.salesforce.com",
        "request",
        "GET",
        LIMITS,
        "--emulator",
    ];
    assert_refused(
        &told_in_json(&arguments).run(),
        "--emulator and --instance-url",
    );
}

#[test]
fn what_it_cannot_serve_is_bad_use() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| told_in_json(arguments).within(folder.path()).run();
    assert_refused(
        &run(&["emulator", "--seed", "none.yaml"]),
        "cannot read the file `none.yaml`",
    );
    std::fs::write(folder.path().join("wrong.yaml"), "Nothing: 7").unwrap();
    assert_refused(
        &run(&["emulator", "--seed", "wrong.yaml"]),
        "--seed wrong.yaml: Nothing: there is no such object",
    );
    assert_refused(&run(&["emulator", "--data", "wrong.yaml"]), "wrong.yaml");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    assert_refused(&run(&["emulator", "--port", &port]), "cannot serve");
    assert_refused(
        &run(&["--emulator=wrong.yaml", "request", "GET", LIMITS]),
        "wrong.yaml",
    );
}

#[test]
fn a_seed_for_an_org_that_is_there_is_told_to_add_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("org.db");
    let kept = format!("--emulator={}", file.display());
    assert_eq!(
        told_in_json(&[&kept, "request", "GET", LIMITS])
            .run()
            .status,
        0
    );
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = |more: &[&str]| {
        let file = file.to_str().unwrap();
        let arguments = [&["emulator", "--data", file, "--port", &port], more].concat();
        told_in_json(&arguments).run().stderr
    };
    let warning = "holds an org already, so --seed adds nothing to it";
    assert!(run(&["--seed", "demo"]).contains(warning));
    assert!(!run(&[]).contains(warning));
}

#[test]
fn objects_of_a_folder_are_looked_at_before_it_serves() {
    let folder = tempfile::tempdir().unwrap();
    let run = |path: &str| {
        told_in_json(&["emulator", "--objects", path])
            .within(folder.path())
            .run()
    };
    assert_refused(&run("none"), "--objects: cannot read `none`");
    let objects = folder.path().join("objects");
    std::fs::create_dir(&objects).unwrap();
    std::fs::write(objects.join("README.md"), "Not an object.").unwrap();
    let wrong = "extends: Nothing\nfields: {}\n";
    std::fs::write(objects.join("wrong.yaml"), wrong).unwrap();
    assert_refused(&run("objects"), "`Nothing` is to be extended");
}

#[test]
fn the_demo_fits_on_a_screen() {
    let run = specforce(&["demo"]).run();
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let lines = run.stdout.lines().count();
    assert!((20..=48).contains(&lines), "{}", run.stdout);
    assert!(
        run.stdout.contains("specforce call create-record"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("REQUIRED_FIELD_MISSING"),
        "{}",
        run.stdout
    );
}
