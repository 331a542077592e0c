//! Tables that change, and those that are not ours.

use rusqlite::types::Value as Cell;
use serde_json::json;
use specforce_runtime::Kind;
use specforce_runtime::sync::destination::{Destination as _, Target};
use specforce_runtime::sync::{Column, Model};

use super::Place;
use crate::destinations::support::{
    CONTACT, CONTACTS, ids, named, open, page, refused, row, state,
};

/// The contact of a later manifest: a property is new, another one is gone.
const LATER: Model = Model {
    columns: &[
        Column {
            name: "id",
            kind: Kind::String,
            required: true,
        },
        Column {
            name: "last_name",
            kind: Kind::String,
            required: true,
        },
        Column {
            name: "e\"mail",
            kind: Kind::String,
            required: false,
        },
    ],
    ..CONTACT
};

#[test]
fn a_property_that_is_new_becomes_a_column() {
    let place = Place::new();
    let before = row(&json!({ "id": "1", "last_name": "Ada", "visits": 7 }));
    open(&place.rows).write(&page(1, [before], [])).unwrap();
    let later = Target {
        model: &LATER,
        ..CONTACTS
    };
    let mut writer = place.rows.open(&later).unwrap();
    assert_eq!(
        writer.warnings(),
        ["`Contact.e\"mail` is new: rows that were there before get it by `--full`"]
    );
    assert_eq!(writer.state(), Some(&state(1)));
    let after = row(&json!({ "id": "1", "last_name": "Ada", "e\"mail": "ada@example.com" }));
    assert_eq!(writer.write(&page(2, [after], [])).unwrap().upserted, 1);
    assert_eq!(
        place.cells("SELECT visits, \"e\"\"mail\" FROM Contact"),
        [[Cell::Integer(7), Cell::Text("ada@example.com".to_owned())]]
    );
    drop(writer);
    assert!(place.rows.open(&later).unwrap().warnings().is_empty());
}

#[test]
fn a_table_of_somebody_else_is_refused_and_stays() {
    let place = Place::new();
    place
        .db()
        .execute_batch(
            "CREATE TABLE contact (id TEXT, mine TEXT); INSERT INTO contact VALUES ('1', 'x')",
        )
        .unwrap();
    let told = refused(&place.rows, &CONTACTS);
    assert!(
        told.contains("there is a table `Contact` that no sync has made")
            && told.contains("drop the table to begin anew"),
        "{told}"
    );
    assert_eq!(place.texts("SELECT mine FROM contact"), ["x"]);
    assert!(place.rows.status().unwrap().is_empty());
}

#[test]
fn a_table_that_was_removed_is_read_again() {
    let place = Place::new();
    open(&place.rows)
        .write(&page(1, [named("1", "Ada")], []))
        .unwrap();
    place.db().execute_batch("DROP TABLE Contact").unwrap();
    let [kept] = &place.rows.status().unwrap()[..] else {
        panic!("a sync is there")
    };
    assert_eq!((kept.sync.as_str(), kept.rows), ("contacts", None));
    let mut writer = open(&place.rows);
    assert_eq!(writer.state(), None);
    assert_eq!(
        writer.warnings(),
        ["the table `Contact` was gone: all of it is read again"]
    );
    writer.write(&page(1, [named("1", "Ada")], [])).unwrap();
    assert_eq!(ids(&mut *writer), ["1"]);
}

#[test]
fn what_is_no_database_is_refused() {
    let place = Place::new();
    std::fs::write(place.file(), "hello, hello, hello, hello, hello, hello").unwrap();
    assert!(refused(&place.rows, &CONTACTS).contains("file is not a database"));
    assert!(place.rows.status().is_err());
}

#[test]
fn a_page_whose_state_nobody_keeps_is_not_written() {
    let place = Place::new();
    let mut writer = open(&place.rows);
    place
        .db()
        .execute("DELETE FROM _specforce_state", [])
        .unwrap();
    let error = writer.write(&page(1, [named("1", "Ada")], [])).unwrap_err();
    assert!(error.to_string().contains("0 rows"), "{error}");
    assert!(place.texts("SELECT id FROM Contact").is_empty());
}
