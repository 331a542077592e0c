//! `emulator/tests/queries`: queries over the demo's data, and what is answered.
//!
//! A case is a query, then `= n` for the number of rows and each record in a line, without its attributes; or `! CODE`
//! and the message. Cases stand apart by an empty line; `#` begins a comment. `queryAll` or a version such as `v46.0`
//! may stand before the query. `UPDATE_QUERIES=1 cargo test -p specforce-emulator queries` writes what is answered into
//! the files, to be looked at.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Ask, Sight};
use crate::org::Org;
use crate::{Catalog, Clock, Seed, store};

/// The demo on a Wednesday in May, with two records in the recycle bin.
fn demo() -> Org {
    let clock = Clock::default();
    clock.set("2026-05-20T12:00:00Z".parse().unwrap());
    let catalog = Catalog::standard().unwrap();
    let db = store::open(None).unwrap();
    let mut org = Org::open(db, catalog, clock, &Seed::Demo).unwrap();
    for (object, condition) in [
        ("Contact", "FirstName = 'Pilar'"),
        ("Case", "Subject = 'Element burnt through'"),
    ] {
        let id = format!("SELECT Id FROM \"{object}\" WHERE {condition}");
        let id: String = org.db.query_row(&id, [], |row| row.get(0)).unwrap();
        org.delete(object, &id.parse().unwrap()).unwrap();
    }
    org
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queries");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn queries_over_the_demo_answer_as_their_files_say() {
    let update = std::env::var_os("UPDATE_QUERIES").is_some();
    let mut org = demo();
    let (mut count, mut told) = (0, String::new());
    for file in files() {
        let text = std::fs::read_to_string(&file).unwrap();
        let mut whole = String::new();
        for case in text.trim().split("\n\n") {
            let case = case.trim();
            let is_query = |line: &&str| !line.starts_with(['#', '=', '!', '{', '|']);
            let query: Vec<&str> = case.lines().filter(is_query).collect();
            let notes = case.lines().take_while(|line| line.starts_with('#'));
            let head: Vec<&str> = notes.chain(query.iter().copied()).collect();
            let mut answered = head.join("\n");
            if !query.is_empty() {
                count += 1;
                let _ = write!(answered, "\n{}", answer(&mut org, &query.join("\n")));
            }
            if answered.trim_end() != case {
                let _ = write!(
                    told,
                    "{}:\n{case}\n--- but is answered\n{answered}\n\n",
                    file.display()
                );
            }
            let _ = write!(whole, "{}\n\n", answered.trim_end());
        }
        if update {
            std::fs::write(&file, format!("{}\n", whole.trim_end())).unwrap();
        }
    }
    assert!(update || told.is_empty(), "{told}");
    assert!(count >= 150, "{count}");
}

/// What is answered, as the files have it.
fn answer(org: &mut Org, query: &str) -> String {
    let (sight, query) = match query.strip_prefix("queryAll ") {
        Some(query) => (Sight::All, query),
        None => (Sight::Living, query),
    };
    let version = query.split(' ').next().filter(|word| word.starts_with('v'));
    let text = query
        .strip_prefix(version.unwrap_or_default())
        .unwrap_or(query);
    let version = version.unwrap_or("v66.0");
    let ask = Ask {
        text: text.trim_start(),
        sight,
        version,
        batch: 2000,
    };
    match org.query(&ask) {
        Ok(body) => {
            let body: Answer = serde_json::from_slice(&body).unwrap();
            let rows: Vec<String> = body.records.iter().map(|row| bare(row.get())).collect();
            format!("= {}\n{}", body.total, rows.join("\n"))
        }
        Err(fault) => {
            let lines: Vec<String> = fault
                .message
                .lines()
                .map(|line| format!("| {line}"))
                .collect();
            let lines = lines.join("\n");
            format!("! {}\n{lines}", fault.code).replace("| \n", "|\n")
        }
    }
}

#[derive(serde::Deserialize)]
struct Answer {
    #[serde(rename = "totalSize")]
    total: usize,
    /// As they are written.
    records: Vec<Box<serde_json::value::RawValue>>,
}

/// A record without attributes.
fn bare(record: &str) -> String {
    let mut parts = record.split("\"attributes\":{");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let (_, rest) = part.split_once('}').unwrap();
        text + rest.strip_prefix(',').unwrap_or(rest)
    })
}

/// An org with so many accounts, and a query over it that answers pages of 200.
fn accounts(number: usize) -> (Org, impl Fn(&mut Org, &str) -> Result<Value, String>) {
    let catalog = Catalog::standard().unwrap();
    let seed = Seed::Text(format!("Account: {number}"));
    let db = store::open(None).unwrap();
    let org = Org::open(db, catalog, Clock::default(), &seed).unwrap();
    let ask = |org: &mut Org, text: &str| {
        let batch = 200;
        let body = match text.strip_prefix("/services/data/v66.0/query/") {
            Some(locator) => org.query_more(locator, "v66.0", batch),
            None => org.query(&Ask {
                text,
                sight: Sight::Living,
                version: "v66.0",
                batch,
            }),
        };
        let body = body.map_err(|fault| fault.code.to_owned())?;
        Ok(serde_json::from_slice(&body).unwrap())
    };
    (org, ask)
}

fn next(page: &Value) -> String {
    page["nextRecordsUrl"].as_str().unwrap().to_owned()
}

#[test]
fn a_result_is_read_page_by_page() {
    let (mut org, ask) = accounts(450);
    let first = ask(&mut org, "SELECT Id FROM Account ORDER BY Id").unwrap();
    assert_eq!(
        (&first["totalSize"], &first["done"]),
        (&450.into(), &false.into())
    );
    // What is deleted in the meantime is left out, what is new is not there.
    let gone: crate::RecordId = "001Lo000000003F".parse().unwrap();
    org.delete("Account", &gone).unwrap();
    let second = ask(&mut org, &next(&first)).unwrap();
    assert_eq!(second["records"].as_array().unwrap().len(), 199);
    let last = ask(&mut org, &next(&second)).unwrap();
    assert_eq!(
        (&last["totalSize"], &last["done"]),
        (&450.into(), &true.into())
    );
    assert_eq!(last["records"].as_array().unwrap().len(), 50);
    assert_eq!(last.get("nextRecordsUrl"), None);
    // A page can be asked for again.
    assert_eq!(ask(&mut org, &next(&first)).unwrap(), second);
}

#[test]
fn a_locator_ends_after_two_days_and_is_its_users() {
    let (mut org, ask) = accounts(300);
    let invalid = Err("INVALID_QUERY_LOCATOR".to_owned());
    let page = |org: &mut Org| next(&ask(org, "SELECT Id FROM Account").unwrap());
    let (old, id) = (page(&mut org), org.user);
    org.clock.advance(jiff::SignedDuration::from_hours(47));
    assert!(ask(&mut org, &old).is_ok());
    org.user = "005Lo0000000009".parse().unwrap();
    assert_eq!(ask(&mut org, &old), invalid);
    org.user = id;
    org.clock.advance(jiff::SignedDuration::from_hours(1));
    assert_eq!(ask(&mut org, &old), invalid);
    let new = page(&mut org);
    org.locators.expire();
    for locator in [
        &new,
        "/services/data/v66.0/query/0r8x-200",
        "/services/data/v66.0/query/x",
    ] {
        assert_eq!(ask(&mut org, locator), invalid);
    }
}

#[test]
fn what_has_no_second_page_is_refused() {
    let (mut org, ask) = accounts(2001);
    let grouped = ask(&mut org, "SELECT Id, COUNT(Name) FROM Account GROUP BY Id");
    assert_eq!(grouped, Err("EXCEEDED_ID_LIMIT".to_owned()));
    let long = format!(
        "SELECT Id FROM Account WHERE Name = '{}'",
        "x".repeat(100_000)
    );
    assert_eq!(ask(&mut org, &long), Err("MALFORMED_QUERY".to_owned()));
}

#[test]
fn many_conditions_are_one_query() {
    let (mut org, ask) = accounts(3);
    let any = vec!["Id = '001Lo0000000002'"; 2500].join(" OR ");
    let found = ask(&mut org, &format!("SELECT Id FROM Account WHERE {any}")).unwrap();
    assert_eq!(found["totalSize"], 1);
}

#[test]
fn records_are_read_by_their_ids() {
    let org = demo();
    let object = org.catalog.object("Contact").unwrap();
    let ids = [
        "003Lo0000000002",
        "003Lo0000000008",
        "003Lo00000000zz",
        "003Lo0000000001",
    ];
    let ids = ids.map(|id| id.parse().unwrap());
    let fields = ["name", "Account.Owner.Name"];
    let read = |sight| {
        let read = org
            .read_records("v66.0", object, &ids, Some(&fields), sight)
            .unwrap();
        read.iter().map(Option::is_some).collect::<Vec<_>>()
    };
    assert_eq!(read(Sight::Living), [true, false, false, true]);
    assert_eq!(read(Sight::All), [true, true, false, true]);
    let record = org
        .read_record("v66.0", object, &ids[0], Some(&fields))
        .unwrap()
        .unwrap();
    assert_eq!(
        bare(&String::from_utf8(record).unwrap()),
        r#"{"Name":"Gil Astor-Penn","Account":{"Owner":{"Name":"Tomas Lindqvist"}}}"#
    );
    let whole = org
        .read_record("v66.0", object, &ids[0], None)
        .unwrap()
        .unwrap();
    let whole: Value = serde_json::from_slice(&whole).unwrap();
    assert_eq!(whole.as_object().unwrap().len(), object.fields.len() + 1);
    let url = "/services/data/v66.0/sobjects/Contact/003Lo0000000002IAA";
    assert_eq!(whole["attributes"]["url"], url);
    let fault = org
        .read_record("v66.0", object, &ids[0], Some(&["Foo"]))
        .unwrap_err();
    assert_eq!(fault.code, "INVALID_FIELD");
}
