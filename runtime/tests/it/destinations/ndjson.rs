//! Lines in files.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};
use specforce_runtime::sync::destination::{Destination as _, Ndjson, Row, Written};
use tempfile::TempDir;

use super::support::{CONTACTS, ids, named, open, page, refused, state};

struct Place {
    folder: TempDir,
    lines: Ndjson,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let lines = Ndjson::new(folder.path()).save_every(Duration::ZERO);
        Self { folder, lines }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file("Contact.ndjson")).unwrap()
    }

    fn progress(&self) -> Value {
        serde_json::from_slice(&fs::read(self.file("Contact.state.json")).unwrap()).unwrap()
    }
}

const ADA: &str = r#"{"id":"1","last_name":"Ada"}"#;
const BO: &str = r#"{"id":"2","last_name":"Bo"}"#;

#[test]
fn a_row_is_a_line_just_as_it_is_and_a_delete_is_one_too() {
    let place = Place::new();
    let mut writer = open(&place.lines);
    let spaced = Row {
        id: "3".to_owned(),
        json: "{\n  \"id\": \"3\"\n}".to_owned(),
    };
    writer
        .write(&page(1, [named("1", "Ada"), named("2", "Bo"), spaced], []))
        .unwrap();
    let written = writer
        .write(&page(2, [named("1", "Ada L.")], ["2"]))
        .unwrap();
    assert_eq!(
        written,
        Written {
            upserted: 1,
            unchanged: 0,
            deleted: 1
        }
    );
    let ada_l = r#"{"id":"1","last_name":"Ada L."}"#;
    let gone = r#"{"id":"2","_deleted":true}"#;
    assert_eq!(
        place.text(),
        format!("{ADA}\n{BO}\n{{   \"id\": \"3\" }}\n{ada_l}\n{gone}\n")
    );
    assert_eq!(ids(&mut *writer), ["1", "3"]);
    assert_eq!(place.progress()["length"], place.text().len());
    assert_eq!(place.progress()["state"], json!(state(2)));
}

#[test]
fn pages_are_gathered_and_covered_when_it_is_finished() {
    let place = Place::new();
    let lines = Ndjson::new(place.folder.path()).save_every(Duration::MAX);
    let mut writer = open(&lines);
    writer.write(&page(1, [named("1", "Ada")], [])).unwrap();
    assert_eq!(place.text(), format!("{ADA}\n"));
    assert_eq!(
        (&place.progress()["length"], &place.progress()["state"]),
        (&json!(0), &Value::Null)
    );
    writer.finish().unwrap();
    assert_eq!(place.progress()["state"], json!(state(1)));
    writer.write(&page(2, [named("2", "Bo")], [])).unwrap();
    drop(writer);
    assert_eq!(place.progress()["state"], json!(state(2)));
}

#[test]
fn what_no_state_covers_is_cut_off() {
    let place = Place::new();
    open(&place.lines)
        .write(&page(1, [named("1", "Ada")], []))
        .unwrap();
    for tail in ["{\"id\"", "{\"id\":\"2\"}\n", "\0\0\0"] {
        fs::write(place.file("Contact.ndjson"), format!("{ADA}\n{tail}")).unwrap();
        let mut writer = open(&place.lines);
        assert_eq!(place.text(), format!("{ADA}\n"));
        assert_eq!(ids(&mut *writer), ["1"]);
    }
}

#[test]
fn lines_that_are_missing_are_not_passed_over() {
    let place = Place::new();
    open(&place.lines)
        .write(&page(1, [named("1", "Ada")], []))
        .unwrap();
    fs::write(place.file("Contact.ndjson"), &ADA[..9]).unwrap();
    let message = refused(&place.lines, &CONTACTS);
    assert!(
        message.contains("29 bytes were written and 9 are there; to begin anew, remove both"),
        "{message}"
    );
    fs::remove_file(place.file("Contact.ndjson")).unwrap();
    assert!(refused(&place.lines, &CONTACTS).contains("29 bytes were written and 0 are there"));
    fs::remove_file(place.file("Contact.state.json")).unwrap();
    assert_eq!(open(&place.lines).state(), None);
}

#[test]
fn a_file_of_somebody_else_is_refused() {
    let place = Place::new();
    fs::write(place.file("Contact.ndjson"), "{}\n").unwrap();
    assert!(refused(&place.lines, &CONTACTS).contains("no sync has written this"));
    assert_eq!(place.text(), "{}\n");
    fs::write(place.file("Contact.state.json"), "{}").unwrap();
    assert!(refused(&place.lines, &CONTACTS).contains("this is not the state of a sync"));
    assert!(place.lines.status().is_err());
}

#[test]
fn a_full_sync_writes_only_what_differs() {
    let place = Place::new();
    let rows = || [named("1", "Ada"), named("2", "Bo"), named("3", "Cy")];
    open(&place.lines).write(&page(5, rows(), ["3"])).unwrap();
    let before = place.text();
    let mut writer = open(&place.lines);
    writer.begin_full().unwrap();
    let written = writer
        .write(&page(1, [named("1", "Ada"), named("2", "Bob")], ["3", "9"]))
        .unwrap();
    assert_eq!(
        written,
        Written {
            upserted: 1,
            unchanged: 1,
            deleted: 0
        }
    );
    let bob = r#"{"id":"2","last_name":"Bob"}"#;
    assert_eq!(place.text(), format!("{before}{bob}\n"));
    // A record that comes back is written, though it is as it was.
    let written = writer.write(&page(2, rows(), [])).unwrap();
    assert_eq!(
        written,
        Written {
            upserted: 2,
            unchanged: 1,
            deleted: 0
        }
    );
}

#[test]
fn a_line_that_cannot_be_read_is_told() {
    let place = Place::new();
    open(&place.lines)
        .write(&page(1, [named("1", "Ada"), named("2", "Bo")], []))
        .unwrap();
    fs::write(
        place.file("Contact.ndjson"),
        place.text().replace("{\"id\":\"2\"", "{\"ie\":\"2\""),
    )
    .unwrap();
    let error = open(&place.lines).ids().unwrap_err().to_string();
    assert!(
        error.contains("line 2 is no row that was written here: missing field `id`"),
        "{error}"
    );
}
