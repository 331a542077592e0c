//! `tests/searches`: searches over the demo's data, and what is answered.
//!
//! A case is a line that is SOSL, or `?q=…` or `POST {…}` for a parameterized search, with a version in front where it is
//! not v66.0; then `= n` for the number of records and each in a line behind its object, without its attributes, and what
//! else the answer has; or `!`, the status, the code and the message. Cases stand apart by an empty line; `#` begins a
//! comment. `UPDATE_SEARCHES=1 cargo test -p specforce-emulator searches` writes what is answered into the files, to be
//! looked at.

use std::fmt::Write as _;
use std::path::Path;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use serde_json::{Value, json};
use specforce_emulator::{Emulator, Seed};

use crate::support::{self, Answer, Org};

#[tokio::test]
async fn searches_over_the_demo_answer_as_their_files_say() {
    let update = std::env::var_os("UPDATE_SEARCHES").is_some();
    let org = support::org().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/searches");
    let (mut count, mut told) = (0, String::new());
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let mut whole = Vec::new();
        for case in std::fs::read_to_string(&file).unwrap().trim().split("\n\n") {
            let notes = case.lines().take_while(|line| line.starts_with('#'));
            let mut answered: Vec<String> = notes.map(str::to_owned).collect();
            if let Some(search) = case.lines().nth(answered.len()) {
                count += 1;
                answered.push(search.to_owned());
                answered.push(told_of(&ask(&org, search).await));
            }
            let answered = answered.join("\n");
            if answered != case {
                let file = file.display();
                let _ = writeln!(told, "{file}:\n{case}\n--- but is answered\n{answered}\n");
            }
            whole.push(answered);
        }
        if update {
            std::fs::write(&file, whole.join("\n\n") + "\n").unwrap();
        }
    }
    assert!(update || told.is_empty(), "{told}");
    assert!(count >= 60, "{count}");
}

/// Asks what a line of a case says.
async fn ask(org: &Org, line: &str) -> Answer {
    let version = line.split(' ').next().filter(|word| word.starts_with('v'));
    let rest = line.strip_prefix(version.unwrap_or_default()).unwrap();
    let base = format!("/services/data/{}", version.unwrap_or("v66.0"));
    let rest = rest.trim_start();
    if let Some(parameters) = rest.strip_prefix('?') {
        let parameters = parameters.replace(' ', "+");
        org.get(&format!("{base}/parameterizedSearch?{parameters}"))
            .await
    } else if let Some(body) = rest.strip_prefix("POST ") {
        let body = serde_json::from_str(body).unwrap();
        org.post(&format!("{base}/parameterizedSearch"), &body)
            .await
    } else {
        let text = utf8_percent_encode(rest, NON_ALPHANUMERIC);
        org.get(&format!("{base}/search?q={text}")).await
    }
}

/// What is answered, as the files have it.
fn told_of(answer: &Answer) -> String {
    let mut body = answer.json();
    if answer.status != 200 {
        let (status, code) = answer.refusal();
        let message = body[0]["message"].as_str().unwrap();
        let lines = message.lines().map(|line| format!("| {line}"));
        let lines: Vec<String> = lines.map(|line| line.trim_end().to_owned()).collect();
        return format!("! {status} {code}\n{}", lines.join("\n"));
    }
    let records = match &mut body {
        Value::Object(body) => body.shift_remove("searchRecords").unwrap(),
        list => list.take(),
    };
    let records = records.as_array().unwrap();
    let mut lines = vec![format!("= {}", records.len())];
    lines.extend(records.iter().map(line));
    match body {
        Value::Object(others) => {
            lines.extend(others.iter().map(|(key, value)| format!("{key} {value}")));
        }
        _ => lines.push("nothing around it".to_owned()),
    }
    lines.join("\n")
}

fn line(record: &Value) -> String {
    let mut record = record.clone();
    let attributes = record.as_object_mut().unwrap().shift_remove("attributes");
    let attributes = attributes.unwrap();
    let (object, url) = (&attributes["type"], &attributes["url"]);
    let object = object.as_str().unwrap();
    assert!(
        url.as_str()
            .unwrap()
            .contains(&format!("/sobjects/{object}/"))
    );
    format!("{object} {record}")
}

async fn found(org: &Org, text: &str) -> usize {
    let answer = ask(org, text).await.json();
    answer["searchRecords"].as_array().unwrap().len()
}

#[tokio::test]
async fn what_is_in_the_recycle_bin_is_not_found() {
    let org = support::org().await;
    let text = "FIND {Supply} IN NAME FIELDS RETURNING Account";
    assert_eq!(found(&org, text).await, 1);
    let account = "/services/data/v66.0/sobjects/Account/001Lo000000000A";
    support::answer(org.request(Method::DELETE, account)).await;
    assert_eq!(found(&org, text).await, 0);
    let ids = json!({ "ids": ["001Lo000000000A"] });
    org.post("/emulator/undelete", &ids).await;
    assert_eq!(found(&org, text).await, 1);
}

#[tokio::test]
async fn of_many_records_some_are_given() {
    let seed = Seed::Text("Account: 2500\nLead: 400\nContact: 3".to_owned());
    let org = support::start(Emulator::builder().seed(seed)).await;
    for (text, expected) in [
        ("FIND {Account} RETURNING Account", 250),
        ("FIND {Account} RETURNING Account(Id LIMIT 1000)", 250),
        ("FIND {Account} RETURNING Account(Id ORDER BY Name)", 2000),
        (
            "FIND {Account} RETURNING Account(Id WHERE Name != NULL LIMIT 300)",
            300,
        ),
        ("FIND {Account} RETURNING Account LIMIT 7", 7),
        ("FIND {Account} RETURNING Account(Id LIMIT 7) LIMIT 0", 0),
        (
            "FIND {Account OR Lead} RETURNING Account, Lead(Id ORDER BY Name)",
            500,
        ),
        (
            "FIND {Account OR Lead} RETURNING Account, Lead LIMIT 21",
            21,
        ),
        ("?q=Account&sobject=Account&limit=3", 3),
        ("?q=Account&sobject=Account&overallLimit=4", 4),
    ] {
        assert_eq!(found(&org, text).await, expected, "{text}");
    }
    let shared = ask(
        &org,
        "FIND {Account OR Lead OR Contact} RETURNING Account, Lead, Contact LIMIT 23",
    );
    let shared = shared.await.json();
    let of = |object: &str| {
        let records = shared["searchRecords"].as_array().unwrap().iter();
        records
            .filter(|record| record["attributes"]["type"] == object)
            .count()
    };
    assert_eq!([of("Account"), of("Lead"), of("Contact")], [10, 10, 3]);
}

#[tokio::test]
async fn a_long_term_loses_its_operators_and_a_longer_one_finds_nothing() {
    let org = support::org().await;
    let term = |length: usize| {
        let none = "AND nothing ".repeat(length / 12);
        format!("FIND {{Brackenfell {none}}} IN NAME FIELDS RETURNING Account")
    };
    assert_eq!(found(&org, &term(3_900)).await, 0);
    assert_eq!(found(&org, &term(4_100)).await, 1);
    assert_eq!(found(&org, &term(10_100)).await, 0);
}

#[tokio::test]
async fn a_parameterized_search_has_labels_too() {
    let org = support::org().await;
    let search = "?q=Quillmere&in=NAME&sobject=Account&fields=Name&metadata=LABELS";
    let metadata = &ask(&org, search).await.json()["metadata"]["entityetadata"];
    assert_eq!(metadata[0]["entityName"], "Account");
    let name = json!({ "name": "Name", "label": "Account Name" });
    assert_eq!(metadata[0]["fieldMetadata"][1], name);
}
