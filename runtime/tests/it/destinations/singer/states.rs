//! The states to go on from.

use std::fs;
use std::io;
use std::path::PathBuf;

use serde_json::{Value, json};
use specforce_runtime::sync::destination::{Destination as _, DestinationError, Singer};
use tempfile::TempDir;

use super::Out;
use crate::destinations::support::{CONTACTS, open, page, refused, state, state_of};

struct StateFile(TempDir);

impl StateFile {
    fn new(text: &str) -> Self {
        let file = Self(tempfile::tempdir().unwrap());
        fs::write(file.path(), text).unwrap();
        file
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("state.json")
    }

    fn singer(&self) -> Result<Singer, DestinationError> {
        Singer::new(io::sink(), Some(&self.path()))
    }
}

fn value(number: u32) -> Value {
    json!({ "bookmarks": { "contacts": state(number) } })
}

#[test]
fn the_state_may_be_a_value_a_message_or_what_a_target_printed() {
    let message = json!({ "type": "STATE", "value": value(2) });
    let texts = [
        value(2).to_string(),
        format!("{:#}", value(2)),
        message.to_string(),
        format!("{}\n{}\n", value(1), value(2)),
        format!("{}\n{message}\n", value(1)),
        format!("{}\n{}", value(2), &value(3).to_string()[..40]),
    ];
    for text in texts {
        let singer = StateFile::new(&text).singer().unwrap();
        assert_eq!(open(&singer).state(), Some(&state(2)), "{text}");
        let status = singer.status().unwrap();
        assert_eq!(
            (&*status[0].sync, &status[0].state),
            ("contacts", &state(2))
        );
    }
    for text in ["", "\n", "{}", r#"{"bookmarks":{}}"#] {
        assert_eq!(
            open(&StateFile::new(text).singer().unwrap()).state(),
            None,
            "{text}"
        );
    }
}

#[test]
fn a_file_that_holds_no_state_is_refused() {
    for text in ["[]", "INFO done", "{\"bookm", "7"] {
        let error = StateFile::new(text).singer().unwrap_err().to_string();
        assert!(error.contains("this is no state of Singer's"), "{error}");
    }
    let foreign = StateFile::new(r#"{"bookmarks":{"contacts":{"replication_key":"x"}}}"#);
    assert!(
        refused(&foreign.singer().unwrap(), &CONTACTS)
            .contains("the state of `contacts` is not one of this program")
    );
    let missing = Singer::new(io::sink(), Some("/there/is/none".as_ref())).unwrap_err();
    assert!(
        missing
            .to_string()
            .starts_with("/there/is/none: cannot read: "),
        "{missing}"
    );
}

#[test]
fn what_does_not_run_now_stays_in_the_state() {
    let before = json!({ "bookmarks": { "users": state(7) }, "other": 1 });
    let file = StateFile::new(&before.to_string());
    let out = Out::default();
    let singer = Singer::new(out.clone(), Some(&file.path())).unwrap();
    open(&singer).write(&page(1, [], [])).unwrap();
    let last = out.messages().pop().unwrap();
    assert_eq!(
        last["value"],
        json!({ "bookmarks": { "users": state(7), "contacts": state(1) }, "other": 1 })
    );
    assert_eq!(fs::read_to_string(file.path()).unwrap(), before.to_string());
}

#[test]
fn another_org_and_a_second_writer_are_refused() {
    let other = json!({ "bookmarks": { "users": state_of("00DKd00000BBBBBMAA", 1) } });
    let singer = StateFile::new(&other.to_string()).singer().unwrap();
    assert!(refused(&singer, &CONTACTS).contains("came from the org 00DKd00000BBBBBMAA"));
    let (singer, _) = super::singer();
    let first = open(&singer);
    assert!(refused(&singer, &CONTACTS).contains("another `contacts` is writing there"));
    drop(first);
    open(&singer);
}
