//! A local org: in the process of a command, and as a server for others.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::json;

use crate::support::{Cli, Run, specforce};

const ACCOUNTS: &str = "/services/data/v66.0/sobjects/Account";
const LIMITS: &str = "/services/data/v66.0/limits";

fn assert_refused(run: &Run, part: &str) {
    assert_eq!(run.status, 2, "{run:?}");
    let error = run.error();
    assert_eq!(error["kind"], "usage");
    assert!(error["message"].as_str().unwrap().contains(part), "{error}");
}

/// The program with these arguments, whose errors are JSON.
fn told_in_json(arguments: &[&str]) -> Cli {
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
        "there is no such object",
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

/// The program while it serves.
struct Served {
    program: Child,
    url: String,
    token: String,
}

impl Served {
    fn start(arguments: &[&str]) -> Self {
        let program = Command::new(env!("CARGO_BIN_EXE_specforce"))
            .env_clear()
            .args(["emulator", "--seed", "empty"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn();
        let mut program = program.unwrap();
        let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
        let mut next = |start: &str| {
            let line = lines.next().unwrap().unwrap();
            let value = line
                .strip_prefix(start)
                .map(|value| value.trim_matches('\'').to_owned());
            value.unwrap_or_else(|| panic!("{line}"))
        };
        Self {
            url: next("export SPECFORCE_INSTANCE_URL="),
            token: next("export SPECFORCE_ACCESS_TOKEN="),
            program,
        }
    }

    /// Another run of the program, which calls this one.
    fn call(&self, arguments: &[&str]) -> Run {
        let call = told_in_json(arguments);
        call.env("SPECFORCE_INSTANCE_URL", &self.url)
            .env("SPECFORCE_ACCESS_TOKEN", &self.token)
            .run()
    }

    #[cfg(unix)]
    fn end(mut self, signal: &str) -> Option<i32> {
        let told = Command::new("kill")
            .args([signal, &self.program.id().to_string()])
            .status();
        assert!(told.unwrap().success());
        self.program.wait().unwrap().code()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

#[cfg(unix)]
#[test]
fn it_serves_others_until_it_is_told_to_end() {
    for signal in ["-INT", "-TERM"] {
        let served = Served::start(&[]);
        let user = served.call(&["call", "get-current-user"]);
        assert_eq!(user.json()["last_name"], "Admin");
        assert_eq!(served.end(signal), Some(0), "{signal}");
    }
}

#[test]
fn it_serves_trouble() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rules.yaml");
    std::fs::write(&file, "- { trouble: daily-limit, method: GET }").unwrap();
    let served = Served::start(&[
        "--trouble",
        "502,done,method=POST",
        "--trouble",
        file.to_str().unwrap(),
        "--trouble-seed",
        "7",
    ]);
    let limited = served.call(&["call", "get-limits"]);
    assert_eq!(limited.error()["kind"], "rate-limit");
    let failed = served.call(&["request", "POST", ACCOUNTS, "--body", r#"{"Name":"Once"}"#]);
    assert_eq!(failed.error()["status"], 502);
    let soql = "SELECT COUNT() FROM Account";
    let made = served.call(&["call", "query-records", "--soql", soql]);
    assert_eq!(made.json()["totalSize"], 1);
}

#[test]
fn trouble_that_there_is_not_is_bad_use() {
    let folder = tempfile::tempdir().unwrap();
    let run = |given| {
        let cli = told_in_json(&["emulator", "--trouble", given]);
        cli.within(folder.path()).run()
    };
    assert_refused(&run("earthquake"), "unknown trouble `earthquake`");
    assert_refused(&run("none.yaml"), "cannot read the file `none.yaml`");
    std::fs::write(folder.path().join("rules.yaml"), "[{ trouble: slow }]").unwrap();
    assert_refused(&run("rules.yaml"), "rules.yaml: missing field `seconds`");
}

#[test]
fn it_hides_fields() {
    let served = Served::start(&["--hide", "Contact.Phone", "--hide", "Account.Site"]);
    for (field, object) in [("Phone", "Contact"), ("Site", "Account")] {
        let soql = format!("SELECT {field} FROM {object}");
        let refused = served.call(&["call", "query-records", "--soql", &soql]);
        assert_eq!(refused.error()["errorCode"], "INVALID_FIELD");
    }
    let run = |field| told_in_json(&["emulator", "--hide", field]).run();
    assert_refused(
        &run("Contact.Phoen"),
        "cannot hide Contact.Phoen: Contact has no such field; did you mean `Phone`?",
    );
    assert_refused(&run("Contact.Id"), "no record can be without it");
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
