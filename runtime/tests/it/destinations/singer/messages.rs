//! What is written.

use std::io::{self, Write};

use serde_json::{Value, json};
use specforce_runtime::sync::destination::{Destination as _, DestinationError, Singer, Target};

use super::{singer, users};
use crate::destinations::support::{CONTACTS, named, open, page, row, state};

#[test]
fn a_page_is_records_and_then_a_state() {
    let (singer, out) = singer();
    let mut writer = open(&singer);
    writer
        .write(&page(
            1,
            [row(&json!({ "id": "1", "last_name": "Ada", "score": 1.5 }))],
            ["2"],
        ))
        .unwrap();
    writer.write(&page(2, [named("3", "Cy")], [])).unwrap();
    let record = |record| json!({ "type": "RECORD", "stream": "contacts", "record": record });
    let state = |number| json!({ "type": "STATE", "value": { "bookmarks": { "contacts": state(number) } } });
    assert_eq!(
        out.messages()[1..],
        [
            record(json!({ "id": "1", "last_name": "Ada", "score": 1.5 })),
            record(json!({ "id": "2", "_sdc_deleted_at": "2026-05-01T07:25:37.000Z" })),
            state(1),
            record(json!({ "id": "3", "last_name": "Cy" })),
            state(2),
        ]
    );
}

#[test]
fn the_schema_comes_first_without_references_and_with_null() {
    let (singer, out) = singer();
    open(&singer).write(&page(1, [], [])).unwrap();
    let nullable = |kind| json!({ "type": [kind, "null"] });
    let address = |within: Value| {
        json!({
            "type": ["object", "null"],
            "required": ["country"],
            "properties": { "street": nullable("string"), "country": { "type": "string" }, "within": within },
        })
    };
    assert_eq!(
        out.messages()[0],
        json!({ "type": "SCHEMA", "stream": "contacts", "key_properties": ["id"], "schema": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": { "description": "The record.", "type": "string" },
                "last_name": nullable("string"),
                "visits": nullable("integer"),
                "score": nullable("number"),
                "is_active": nullable("boolean"),
                "level": { "type": ["string", "null"], "enum": ["low", "high", null] },
                // An address that holds an address ends somewhere.
                "mailing_address": address(json!({})),
                "_sdc_deleted_at": { "type": ["string", "null"], "format": "date-time" },
            },
        } })
    );
}

#[test]
fn every_state_is_that_of_all_syncs() {
    let (singer, out) = singer();
    let (mut contacts, mut users) = (open(&singer), singer.open(&users()).unwrap());
    contacts.write(&page(1, [], [])).unwrap();
    users.write(&page(2, [], [])).unwrap();
    contacts.write(&page(3, [], [])).unwrap();
    let last = out.messages().pop().unwrap();
    assert_eq!(
        last["value"]["bookmarks"],
        json!({ "contacts": state(3), "users": state(2) })
    );
}

#[test]
fn lines_of_several_syncs_do_not_mix() {
    let (singer, out) = singer();
    let write = |target: &Target<'_>| {
        let mut writer = singer.open(target).unwrap();
        for number in 1..50 {
            let rows = (0..20).map(|at| named(&at.to_string(), &"x".repeat(500)));
            writer.write(&page(number, rows, [])).unwrap();
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| write(&CONTACTS));
        scope.spawn(|| write(&users()));
    });
    let messages = out.messages();
    assert_eq!(messages.len(), 2 * (1 + 49 * 21));
    assert_eq!(
        messages[messages.len() - 1]["value"]["bookmarks"],
        json!({ "contacts": state(49), "users": state(49) })
    );
}

#[test]
fn nobody_can_tell_what_a_target_has() {
    let (singer, _) = singer();
    let error = open(&singer).ids().unwrap_err();
    assert!(matches!(error, DestinationError::Blind { .. }));
}

/// An output whose reader is gone.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn nothing_follows_what_may_be_torn() {
    let singer = Singer::new(Closed, None).unwrap();
    let mut writer = open(&singer);
    let error = writer.write(&page(1, [], [])).unwrap_err();
    assert_eq!(error.to_string(), "singer:-: broken pipe");
    assert_eq!(writer.state(), None);
    let mut other = singer.open(&users()).unwrap();
    let again = other.write(&page(1, [], [])).unwrap_err();
    assert_eq!(again.to_string(), error.to_string());
}
