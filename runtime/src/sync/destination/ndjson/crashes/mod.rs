//! Every byte, every sync and every renaming as the last thing that happens: what is found afterwards goes on, and
//! nothing is lost or doubled. The disk is one in memory; only it can lose what was not synced.

mod memory;
mod run;

use std::collections::BTreeMap;

use serde_json::Value;

use self::memory::{ENDS, End, Memory};
use self::run::{Run, again, pages, runs, without_upserts};
use crate::sync::destination::Written;

#[test]
fn a_run_that_ends_anywhere_is_gone_on_with() {
    runs(&pages(), |run| {
        let whole = Memory::default();
        run.go_on(&whole).unwrap();
        for last in 0..whole.done() {
            let disk = Memory::ending_after(last);
            run.go_on(&disk).unwrap_err();
            for end in ENDS {
                let found = disk.after(end);
                let opened = run.open(&found).map(drop);
                opened.unwrap_or_else(|error| panic!("{last}, {end:?}: {error}"));
                run.check(&found);
                run.go_on(&found).unwrap();
                assert_eq!(run.result(&found), run.result(&whole), "{last}, {end:?}");
            }
        }
    });
}

#[test]
fn so_is_one_that_ends_while_it_goes_on() {
    runs(&pages(), |run| {
        let whole = Memory::default();
        run.go_on(&whole).unwrap();
        for last in (0..whole.done()).step_by(19) {
            let disk = Memory::ending_after(last);
            run.go_on(&disk).unwrap_err();
            for (first, second) in ENDS.iter().flat_map(|one| ENDS.map(|two| (*one, two))) {
                for again in (0..8).chain([40, 90]) {
                    let found = disk.after(first);
                    found.end_after(again);
                    let _ = run.go_on(&found);
                    let found = found.after(second);
                    run.go_on(&found).unwrap();
                    assert_eq!(
                        run.result(&found),
                        run.result(&whole),
                        "{last} {first:?} {again} {second:?}"
                    );
                }
            }
        }
    });
}

#[test]
fn a_full_run_that_ends_anywhere_writes_no_version_twice() {
    let (first, again) = (pages(), again());
    runs(&first, |run| {
        let before = Memory::default();
        run.go_on(&before).unwrap();
        let full = Run {
            pages: &again,
            folder: run.folder.clone(),
            every: run.every,
        };
        let whole = before.after(End::Kill);
        full.begin_full(&whole).unwrap();
        assert_eq!(versions(&full.result(&whole).0), versions_without_doubles());
        for last in 0..whole.done() {
            let disk = before.after(End::Kill);
            disk.end_after(last);
            full.begin_full(&disk).unwrap_err();
            for end in ENDS {
                let found = disk.after(end);
                // Where the full run had not left a trace it is asked for again; where it had, it goes on by itself.
                let begun = full.open(&found).unwrap().state() != Some(&first[3].state);
                if begun {
                    full.go_on(&found)
                } else {
                    full.begin_full(&found)
                }
                .unwrap();
                assert_eq!(full.result(&found), full.result(&whole), "{last}, {end:?}");
            }
        }
    });
}

#[test]
fn what_a_disk_that_is_full_has_not_taken_is_not_saved() {
    runs(&pages(), |run| {
        let disk = Memory::default();
        let mut writer = run.open(&disk).unwrap();
        let written = writer.write(&run.pages[0]).unwrap();
        disk.end_after(0);
        let is_saved = run.every.is_zero();
        let unsaved = if is_saved {
            Written::default()
        } else {
            written
        };
        assert_eq!(writer.finish().is_ok(), is_saved);
        assert_eq!(writer.unsaved(), unsaved);
        assert_eq!(writer.state().is_some(), is_saved);
    });
}

#[test]
fn rows_are_counted_once_until_others_come() {
    runs(&pages(), |run| {
        let disk = Memory::default();
        run.go_on(&disk).unwrap();
        let mut writer = run.open(&disk).unwrap();
        assert_eq!(writer.count().unwrap(), 2);
        writer.finish().unwrap();
        drop(writer);
        assert!(run.result(&disk).1.contains(r#""rows":2}"#));
        let mut writer = run.open(&disk).unwrap();
        writer.write(&without_upserts()).unwrap();
        assert_eq!(writer.count().unwrap(), 1);
        writer.write(&run.pages[0]).unwrap();
        assert_eq!(writer.count().unwrap(), 3);
    });
}

fn versions(lines: &str) -> BTreeMap<String, usize> {
    let mut count = BTreeMap::new();
    for line in lines.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        *count.entry(line.to_string()).or_default() += 1;
    }
    count
}

/// Bolt is written twice, for it was deleted between; everything else once.
fn versions_without_doubles() -> BTreeMap<String, usize> {
    [
        (r#"{"id":"1","name":"Acme"}"#, 1),
        (r#"{"id":"1","name":"Acme Corp"}"#, 1),
        (r#"{"id":"2","name":"Bolt"}"#, 2),
        (r#"{"id":"2","_deleted":true}"#, 1),
        (r#"{"id":"3","name":"Cobalt"}"#, 1),
        (r#"{"id":"1","_deleted":true}"#, 1),
        (r#"{"id":"3","name":"Cobalt AG"}"#, 1),
        (r#"{"id":"4","name":"Delta"}"#, 1),
    ]
    .map(|(line, times)| (line.to_owned(), times))
    .into()
}
