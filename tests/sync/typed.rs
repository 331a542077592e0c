//! Syncs as a Rust program reads them.

use futures_util::TryStreamExt as _;
use serde_json::json;
use specforce::runtime::sync::Change;
use specforce::syncs::{Contact, contacts};

use crate::org::Org;

#[tokio::test]
async fn changes_come_typed_with_the_state_to_keep() {
    let org = Org::empty().await;
    for name in ["One", "Two", "Three"] {
        org.create("Contact", json!({ "LastName": name })).await;
    }
    org.wait(6);
    let mut changes = contacts(&org.client).changes(None);
    let Some(Change::Upsert(first)) = changes.try_next().await.unwrap() else {
        panic!("no row")
    };
    assert_eq!(first.last_name, "One");
    // Whoever breaks off goes on behind what was done.
    let state = changes.state().cloned();
    let kept = serde_json::to_string(&state).unwrap();
    let rest = contacts(&org.client).changes(serde_json::from_str(&kept).unwrap());
    let rest: Vec<Change<Contact>> = rest.try_collect().await.unwrap();
    let names: Vec<&str> = rest.iter().map(name).collect();
    assert_eq!(names, ["Two", "Three"]);
}

#[tokio::test]
async fn a_delete_is_a_change() {
    let org = Org::empty().await;
    let id = org.create("Contact", json!({ "LastName": "One" })).await;
    org.wait(6);
    let mut changes = contacts(&org.client).changes(None);
    while changes.try_next().await.unwrap().is_some() {}
    let state = changes.state().cloned();
    org.delete("Contact", &id).await;
    org.wait(6);
    let changes = contacts(&org.client).changes(state);
    let changes: Vec<Change<Contact>> = changes.try_collect().await.unwrap();
    assert_eq!(changes, [Change::Delete(id)]);
}

#[tokio::test]
async fn what_rows_lack_is_told() {
    let org = Org::demo().await;
    org.emulator.hide_fields(["Contact.Phone"]).unwrap();
    let mut changes = contacts(&org.client).changes(None);
    assert!(changes.warnings().is_empty());
    while changes.try_next().await.unwrap().is_some() {}
    assert_eq!(changes.fields_left_out(), ["Phone"]);
    let left_out = "`Contact` has no `Phone` that the user can see: it is left out";
    assert_eq!(changes.warnings(), [left_out]);
    org.emulator.show_fields();
    let mut changes = contacts(&org.client).changes(changes.state().cloned());
    while changes.try_next().await.unwrap().is_some() {}
    assert!(changes.fields_left_out().is_empty());
    let lacking = "rows that were read before lack `Phone` of `Contact` until all is read anew, as by `--full`";
    assert_eq!(changes.warnings(), [lacking]);
    assert!(format!("{changes:?}").contains(lacking), "{changes:?}");
}

fn name(change: &Change<Contact>) -> &str {
    match change {
        Change::Upsert(contact) => &contact.last_name,
        Change::Delete(id) => id,
    }
}
