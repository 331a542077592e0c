//! A local org as a server for others.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::emulator::{assert_refused, told_in_json};
use crate::support::Run;

const ACCOUNTS: &str = "/services/data/v66.0/sobjects/Account";

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
            .stderr(Stdio::piped())
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

    /// The next line that it says about a request.
    fn shown(&mut self) -> String {
        let shown = BufReader::new(self.program.stderr.as_mut().unwrap());
        shown.lines().next().unwrap().unwrap()
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
fn a_seed_decides_what_is_random() {
    let record = r#"{"attributes":{"type":"Account"},"Name":"Row"}"#;
    let records = ["--records", record].repeat(40);
    let rows = |seed| {
        let served = Served::start(&["--trouble", "locked-rows,share=0.5", "--trouble-seed", seed]);
        let call = [&["call", "create-sobject-collection"], &records[..]].concat();
        let rows = served.call(&call).json()["results"].clone();
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row["success"] == true).collect::<Vec<_>>()
    };
    let seventh = rows("7");
    assert!(seventh.contains(&true) && seventh.contains(&false));
    assert_eq!(seventh, rows("7"));
    assert_ne!(seventh, rows("8"));
}

#[test]
fn requests_are_shown_with_what_they_met() {
    let mut served = Served::start(&["-v", "--trouble", "502,method=POST"]);
    let record = r#"{"Name":"Acme"}"#;
    let call = [
        "call",
        "create-record",
        "--sobject",
        "Account",
        "--record",
        record,
    ];
    let lost = served.call(&call);
    assert_eq!((lost.status, &lost.error()["maybeDone"]), (1, &true.into()));
    assert_eq!(lost.error().get("hint"), None);
    assert_eq!(served.shown(), format!("POST {ACCOUNTS} → 502, 502"));
}

#[test]
fn what_a_person_can_do_about_trouble_is_told() {
    let moved = "moved,to=https://new.my.salesforce.com,status=301";
    for (rule, status, hint) in [
        (
            "503,rate=1,retry-after=400",
            1,
            "it may pass: the same call can work later",
        ),
        (moved, 1, "has the org moved?"),
        ("maintenance,status=200", 1, "this is a page for people"),
        ("reset,rate=1", 4, "-v shows each request"),
    ] {
        let served = Served::start(&["--trouble", rule]);
        let run = served.call(&["call", "get-limits"]);
        assert_eq!(run.status, status, "{run:?}");
        let told = run.error()["hint"].as_str().unwrap().to_owned();
        assert!(told.starts_with(hint), "{rule}: {told}");
    }
}

#[test]
fn a_rule_may_end_as_a_file_does() {
    let served = Served::start(&["--trouble", "daily-limit,rate=1,path=limits?a=b.json"]);
    let limits = served.call(&["request", "GET", "/services/data/v66.0/limits?a=b.json"]);
    assert_eq!(limits.error()["kind"], "rate-limit");
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
    assert_refused(
        &run("hard-delete,record=Acount"),
        "--trouble: `hard-delete,record=Acount`: `Acount` is neither an object nor the id of one's record; did you mean",
    );
    assert_refused(
        &run("rules.yaml"),
        "rules.yaml: rule 1: `slow` needs `seconds`",
    );
}

#[test]
fn each_trouble_is_named_in_the_help() {
    let help = told_in_json(&["emulator", "--help"]).run().stdout;
    let unknown = told_in_json(&["emulator", "--trouble", "earthquake"]).run();
    let message = unknown.error()["message"].as_str().unwrap().to_owned();
    let names: Vec<_> = message.split('`').skip(5).step_by(2).collect();
    assert!(names.contains(&"reset"), "{names:?}");
    // A status is told by its number.
    for name in names.iter().filter(|name| **name != "status") {
        assert!(help.contains(name), "{name}");
    }
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
        "--hide: Contact.Phoen: Contact has no such field; did you mean `Phone`?",
    );
    assert_refused(&run("Contact.Id"), "no record can be without it");
    let both = Served::start(&["--hide", "Contact.Phone,Account.Site"]);
    let soql = "SELECT Site FROM Account";
    let refused = both.call(&["call", "query-records", "--soql", soql]);
    assert_eq!(refused.error()["errorCode"], "INVALID_FIELD");
}
