//! What is read, and how often.

use serde_json::json;

use crate::org::{Org, rows};

#[tokio::test]
async fn the_first_run_copies_everything_and_the_next_nothing() {
    let org = Org::demo().await;
    let to = org.ndjson();
    for (sync, model, object) in [
        ("accounts", "Account", "Account"),
        ("cases", "Case", "Case"),
        ("contacts", "Contact", "Contact"),
        ("opportunities", "Opportunity", "Opportunity"),
        ("users", "User", "User"),
    ] {
        let first = org.sync(sync, &to).await;
        let lines = org.lines(model);
        assert_eq!(lines.len(), org.count(object).await, "{sync}");
        assert_eq!(first.upserted, lines.len() as u64);
        org.wait(60);
        let second = org.sync(sync, &to).await;
        assert_eq!((second.upserted, second.deleted), (0, 0), "{sync}");
        assert_eq!(second.from, first.to);
        assert_eq!(org.lines(model).len(), lines.len());
    }
}

#[tokio::test]
async fn a_row_is_what_the_contract_says() {
    let org = Org::empty().await;
    let record = json!({ "LastName": "Okafor", "MailingCity": "Lagos", "Email": "o@example.com" });
    let id = org.create("Contact", record).await;
    let plain = org.create("Contact", json!({ "LastName": "Plain" })).await;
    org.wait(6);
    org.sync("contacts", &org.ndjson()).await;
    let created_at = "2026-05-01T07:25:37.000+0000";
    let expected = [
        json!({ "id": id, "last_name": "Okafor", "email": "o@example.com",
            "mailing_address": { "city": "Lagos" }, "created_at": created_at }),
        json!({ "id": plain, "last_name": "Plain", "created_at": created_at }),
    ];
    assert_eq!(org.lines("Contact"), expected);
}

#[tokio::test]
async fn a_parents_field_is_read_with_the_row() {
    let org = Org::demo().await;
    org.sync("users", &org.ndjson()).await;
    let users = org.lines("User");
    let named = users.iter().filter(|user| user["profile_name"].is_string());
    assert_eq!(named.count(), users.len());
}

#[tokio::test]
async fn a_changed_row_comes_once_more() {
    let org = Org::empty().await;
    let to = org.ndjson();
    let id = org.create("Account", json!({ "Name": "Acme" })).await;
    let other = org.create("Account", json!({ "Name": "Other" })).await;
    org.wait(6);
    org.sync("accounts", &to).await;
    org.update("Account", &id, json!({ "Phone": "1" })).await;
    org.wait(1);
    org.update("Account", &id, json!({ "Phone": "2" })).await;
    org.wait(6);
    let report = org.sync("accounts", &to).await;
    assert_eq!(report.upserted, 1);
    let lines = org.lines("Account");
    assert_eq!((lines.len(), &lines[2]["phone"]), (3, &json!("2")));
    let ids: Vec<String> = rows(&lines).into_keys().collect();
    assert_eq!(ids, [id, other]);
}

#[tokio::test]
async fn thousands_of_rows_with_one_stamp_come_once_each() {
    let org = Org::empty().await;
    org.accounts(4_400).await;
    org.wait(6);
    let report = org.sync("accounts", &org.ndjson()).await;
    assert_eq!(report.upserted, 4_400);
    let lines = org.lines("Account");
    assert_eq!((lines.len(), rows(&lines).len()), (4_400, 4_400));
}

#[tokio::test]
async fn sqlite_has_a_table_with_a_column_a_property() {
    let org = Org::empty().await;
    let to = org.sqlite();
    let record = json!({ "LastName": "Okafor", "MailingCity": "Lagos" });
    let id = org.create("Contact", record).await;
    org.wait(6);
    org.sync("contacts", &to).await;
    let db = rusqlite::Connection::open(org.path("org.db")).unwrap();
    let select =
        "SELECT last_name, mailing_address ->> 'city', _deleted_at FROM Contact WHERE id = ?";
    let row: (String, String, Option<String>) = db
        .query_row(select, [&id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!(row, ("Okafor".to_owned(), "Lagos".to_owned(), None));
    org.delete("Contact", &id).await;
    org.wait(6);
    assert_eq!(org.sync("contacts", &to).await.deleted, 1);
    let deleted: Option<String> = db.query_row(select, [&id], |row| row.get(2)).unwrap();
    assert!(deleted.is_some());
}
