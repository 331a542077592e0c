//! `emulator/tests/queries`: queries over the demo's data, and what is answered.
//!
//! A case is a query, then `= n` for the number of rows and each record in a line, without its attributes; or `! CODE`
//! and the message. Cases stand apart by an empty line; `#` begins a comment. `queryAll` or a version such as `v46.0`
//! may stand before the query. `UPDATE_QUERIES=1 cargo test -p specforce-emulator queries` writes what is answered into
//! the files, to be looked at.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::{Ask, Sight};
use crate::org::Org;
use crate::{Catalog, Clock, Seed, store};

/// The demo on a Wednesday in May.
fn demo() -> Org {
    let clock = Clock::default();
    clock.set("2026-05-20T12:00:00Z".parse().unwrap());
    let catalog = Catalog::standard().unwrap();
    let db = store::open(None).unwrap();
    Org::open(db, catalog, clock, &Seed::Demo).unwrap()
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
