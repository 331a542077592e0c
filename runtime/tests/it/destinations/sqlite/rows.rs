//! How rows are written.

use rusqlite::types::Value as Cell;
use serde_json::json;
use specforce_runtime::sync::destination::{Destination as _, Row, Written};

use super::Place;
use crate::destinations::support::{ids, named, open, page, row, state};

const EVERYTHING: &str = "SELECT id, last_name, visits, score, is_active, level, mailing_address FROM Contact ORDER BY id";

#[test]
fn values_have_the_types_of_their_columns() {
    let place = Place::new();
    let full = json!({
        "id": "1", "last_name": "Ådå \"A\"\n", "visits": 9_007_199_254_740_993_i64, "score": 3, "is_active": true,
        "level": "high", "mailing_address": { "street": "Main \u{1F600}", "within": null }, "not_in_the_model": 1,
    });
    let other_order = Row { id: "2".to_owned(), json: r#"{"is_active": false, "score": 0.1, "last_name": "\u0042", "id": "2", "visits": 18446744073709551616123, "level": null}"#.to_owned() };
    open(&place.rows)
        .write(&page(1, [row(&full), other_order], []))
        .unwrap();
    let text = |text: &str| Cell::Text(text.to_owned());
    assert_eq!(
        place.cells(EVERYTHING),
        [
            vec![
                text("1"),
                text("Ådå \"A\"\n"),
                Cell::Integer(9_007_199_254_740_993),
                Cell::Real(3.0),
                Cell::Integer(1),
                text("high"),
                text("{\"street\":\"Main \u{1F600}\",\"within\":null}")
            ],
            vec![
                text("2"),
                text("B"),
                Cell::Real(18_446_744_073_709_551_616_123.0),
                Cell::Real(0.1),
                Cell::Integer(0),
                Cell::Null,
                Cell::Null
            ],
        ]
    );
    let types =
        "SELECT type || CASE pk WHEN 1 THEN ' KEY' ELSE '' END FROM pragma_table_info('Contact')";
    assert_eq!(
        place.texts(types),
        [
            "TEXT KEY", "TEXT", "INTEGER", "REAL", "INTEGER", "TEXT", "TEXT", "TEXT", "TEXT"
        ]
    );
}

#[test]
fn a_row_that_is_there_just_so_is_not_written() {
    let place = Place::new();
    let mut writer = open(&place.rows);
    let rows = || {
        [
            row(&json!({ "id": "1", "last_name": "Ada", "score": 1, "is_active": true })),
            named("2", "Bo"),
        ]
    };
    writer.write(&page(1, rows(), [])).unwrap();
    place
        .db()
        .execute("UPDATE Contact SET _synced_at = 'before'", [])
        .unwrap();
    let written = writer.write(&page(2, rows(), [])).unwrap();
    assert_eq!(
        written,
        Written {
            upserted: 0,
            unchanged: 2,
            deleted: 0
        }
    );
    assert_eq!(writer.state(), Some(&state(2)));
    let [ada, _] = rows();
    let written = writer
        .write(&page(3, [ada, named("2", "Bob")], []))
        .unwrap();
    assert_eq!(
        written,
        Written {
            upserted: 1,
            unchanged: 1,
            deleted: 0
        }
    );
    assert_eq!(
        place.texts("SELECT id FROM Contact WHERE _synced_at = 'before'"),
        ["1"]
    );
    // A value that is gone is a change.
    let written = writer.write(&page(4, [named("1", "Ada")], [])).unwrap();
    assert_eq!(written.upserted, 1);
    assert_eq!(
        place.cells("SELECT score FROM Contact WHERE id = '1'"),
        [[Cell::Null]]
    );
}

#[test]
fn a_deleted_row_stays_and_may_come_back() {
    let place = Place::new();
    let mut writer = open(&place.rows);
    writer
        .write(&page(1, [named("1", "Ada"), named("2", "Bo")], []))
        .unwrap();
    let deleted = |number| page(number, [], ["1", "never there"]);
    assert_eq!(writer.write(&deleted(2)).unwrap().deleted, 1);
    assert_eq!(writer.write(&deleted(3)).unwrap().deleted, 0);
    let marks = "SELECT last_name, _deleted_at FROM Contact WHERE _deleted_at IS NOT NULL";
    assert_eq!(place.texts(marks), ["Ada", "2026-05-01T07:25:37.000Z"]);
    assert_eq!(ids(&mut *writer), ["2"]);
    assert_eq!(place.rows.status().unwrap()[0].rows, Some(1));
    assert_eq!(
        writer
            .write(&page(4, [named("1", "Ada")], []))
            .unwrap()
            .upserted,
        1
    );
    assert!(place.texts(marks).is_empty());
    assert_eq!(ids(&mut *writer), ["1", "2"]);
}

#[test]
fn a_page_that_fails_leaves_nothing() {
    let place = Place::new();
    let mut writer = open(&place.rows);
    writer.write(&page(1, [named("1", "Ada")], [])).unwrap();
    let broken = Row {
        id: "3".to_owned(),
        json: "{\"id\": ".to_owned(),
    };
    let error = writer
        .write(&page(2, [named("2", "Bo"), broken], ["1"]))
        .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with(&format!("sqlite:{}: ", place.file().display())),
        "{error}"
    );
    assert_eq!(writer.state(), Some(&state(1)));
    drop(writer);
    let mut writer = open(&place.rows);
    assert_eq!(writer.state(), Some(&state(1)));
    assert_eq!(ids(&mut *writer), ["1"]);
}
