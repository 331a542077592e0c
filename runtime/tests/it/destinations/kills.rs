//! A program that is killed while it writes, over and over: what it leaves goes on, and equals what was written in peace.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use specforce_runtime::sync::destination::{Destination, Ndjson, Page, destination};

use super::support::{ids, named, open, page, state};

const TO: &str = "SPECFORCE_TEST_WRITES_TO";
const PAGES: u32 = 400;

/// Twenty rows, of which ten change one of the page before, and one that goes.
fn written(number: u32) -> Page {
    let rows = (0..20).map(|at| {
        named(
            &format!("{:05}", number * 10 + at),
            &format!("Ada {number}"),
        )
    });
    let mut page = page(number, rows, []);
    page.deletes = self::page(number, [], ["00010"]).deletes;
    page
}

fn place(text: &str) -> Arc<dyn Destination> {
    match text.strip_prefix("ndjson:") {
        // Each page by itself, so that kills come upon every step of it.
        Some(folder) => Arc::new(Ndjson::new(folder).save_every(Duration::ZERO)),
        None => destination(text).unwrap(),
    }
}

/// Goes on behind the state that is there, and tells each page.
fn go_on(place: &dyn Destination, mut told: impl FnMut(u32)) {
    let mut writer = open(place);
    let done = (1..=PAGES).find(|number| writer.state() == Some(&state(*number)));
    for number in done.unwrap_or(0) + 1..=PAGES {
        writer.write(&written(number)).unwrap();
        told(number);
    }
}

/// Not a test, but the program that the test below kills.
#[test]
#[ignore = "it is run by another test"]
fn writes_until_it_is_killed() {
    let Ok(text) = std::env::var(TO) else { return };
    let mut out = std::io::stdout();
    go_on(&*place(&text), |number| {
        writeln!(out, "\npage {number}").unwrap();
    });
}

/// Kills such a program when it has told of so many pages.
fn killed_after(pages: usize, text: &str) {
    let mut program = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "destinations::kills::writes_until_it_is_killed",
            "--ignored",
            "--nocapture",
        ])
        .env(TO, text)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let told = lines
        .map_while(Result::ok)
        .filter(|line| line.starts_with("page "));
    assert_eq!(told.take(pages).count(), pages);
    program.kill().unwrap();
    program.wait().unwrap();
}

fn survives(text: &str, content: impl Fn(&Path) -> String) {
    let folder = tempfile::tempdir().unwrap();
    let there = |name: &str| folder.path().join(name);
    let named = |path: &PathBuf| format!("{text}{}", path.display());
    let (killed, whole) = (there("killed"), there("whole"));
    for pages in [1, 2, 3, 5, 8, 13, 21] {
        killed_after(pages, &named(&killed));
    }
    let killed_place = place(&named(&killed));
    go_on(&*killed_place, |_| {});
    let whole_place = place(&named(&whole));
    go_on(&*whole_place, |_| {});
    assert_eq!(
        ids(&mut *open(&*killed_place)),
        ids(&mut *open(&*whole_place))
    );
    assert_eq!(content(&killed), content(&whole));
}

#[test]
fn lines_survive() {
    survives("ndjson:", |folder| {
        std::fs::read_to_string(folder.join("Contact.ndjson")).unwrap()
    });
}

#[cfg(feature = "sqlite")]
#[test]
fn rows_survive() {
    survives("sqlite:", |file| {
        let db = rusqlite::Connection::open(file).unwrap();
        let all = "SELECT group_concat(id || last_name || ifnull(_deleted_at, '-'), ' ' ORDER BY id) FROM Contact";
        db.query_row(all, [], |row| row.get(0)).unwrap()
    });
}
