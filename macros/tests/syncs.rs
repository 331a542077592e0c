//! What a sync of a manifest reads for an input, and what its model makes of a record.

mod generated {
    specforce_macros::manifest!("tests/spec");
}

use std::time::Duration;

use generated::syncs::*;
use serde_json::json;
use specforce::runtime::sync::{Deletes, Plan, SyncFunction as _};
use specforce::runtime::{FromAnswer, Kind, Violations, sync_tests};

fn input() -> InvoicesInput {
    InvoicesInput::new(InvoicesInputRegion::Emea, "2026-01-31", "Text__c")
}

/// The fields of an invoice, behind conditions.
fn fields(plan: Plan) -> Plan {
    plan.field("Name")
        .named_field("{text_field}", Some("Text__c"))
        .required_field("Owner.Name")
        .field("Owner.email")
        .field("Owner.Address.city")
        .field("Reviewer__r.Name")
        .field("Reviewer__r.email")
        .field("Reviewer__r.Address.city")
        .field("BillingCity")
        .field("Amount__c")
        .field("Tax__c")
}

fn invoices() -> Plan {
    Plan::new("Invoice__c", "SystemModstamp").deletes(Deletes::RecycleBin)
}

fn fitting(plan: Plan, condition: &str) -> Plan {
    plan.condition(Some(condition.to_owned()))
}

#[test]
fn what_is_left_out_asks_for_nothing() {
    let conditions = ["Region__c = 'EMEA'", "Day__c >= 2026-01-31"];
    let plan = conditions.into_iter().fold(invoices(), fitting);
    assert_eq!(input().plan(), fields(plan));
}

#[test]
fn inputs_are_written_into_conditions() {
    let input = input()
        .minimum(0.5)
        .amount_field("Amount__c")
        .title_text(r"O'Neill\")
        .paid(true);
    let conditions = [
        "Region__c = 'EMEA'",
        "Amount__c >= 0.5 AND Amount__c < 1000000",
        r"(Title__c LIKE 'O\'Neill\\%' OR Title__c = '}')",
        "Paid__c = true",
        "Day__c >= 2026-01-31",
    ];
    let plan = conditions.into_iter().fold(invoices(), fitting);
    assert_eq!(input.plan(), fields(plan));
}

#[test]
fn a_condition_waits_for_all_of_its_inputs() {
    assert_eq!(input().minimum(1.0).plan(), input().plan());
    assert_eq!(input().amount_field("Tax__c").plan(), input().plan());
}

#[test]
fn an_input_that_could_say_something_else_is_refused() {
    let input = InvoicesInput::new(
        InvoicesInputRegion::Apac,
        "2026-01-31 OR Id != ''",
        "Id, Name",
    );
    let mut found = Violations::new();
    input.check(&mut found);
    let found = found.into_vec();
    let pointers: Vec<&str> = found.iter().map(|one| one.pointer.as_str()).collect();
    assert_eq!(pointers, ["/since", "/text_field"]);
}

#[test]
fn a_record_becomes_what_the_model_says() {
    let record = json!({
        "attributes": { "type": "Invoice__c" }, "Id": "a01", "Name": "INV-1", "{text_field}": "t",
        "Owner": { "Name": "Ada" }, "Reviewer__r": null, "SystemModstamp": "2026-05-01T07:25:37.000+0000",
    });
    let model = Invoice::from_answer(record.clone()).expect("it fits");
    let expected = json!({
        "number": "INV-1", "id": "a01", "text": "t", "owner": { "name": "Ada" }, "whole": record, "kind": "invoice",
        "object": "Invoice__c", "changed": "2026-05-01T07:25:37.000+0000", "amount": null, "tax": 0.0,
    });
    assert_eq!(serde_json::to_value(model).expect("it is JSON"), expected);
}

#[test]
fn the_registry_tells_of_each_sync() {
    let registry = generated::registry();
    let sync = registry
        .find_sync("invoices")
        .expect("it is in the manifest");
    assert_eq!((sync.object, sync.cursor), ("Invoice__c", "SystemModstamp"));
    assert_eq!(sync.every, Duration::from_secs(300));
    let columns: Vec<_> = sync.model.columns.iter().collect();
    assert_eq!((columns[0].name, columns[1].name), ("id", "number"));
    let of = |name: &str| {
        let column = columns.iter().find(|column| column.name == name);
        column.map(|column| (column.kind, column.required))
    };
    assert_eq!(of("owner"), Some((Kind::Json, true)));
    assert_eq!(of("amount"), Some((Kind::Number, false)));
    assert_eq!(of("tax"), Some((Kind::Number, true)));
    let other = generated::syncs()
        .iter()
        .find(|sync| sync.name == "all-invoices");
    assert_eq!(
        other.map(|sync| sync.every),
        Some(Duration::from_secs(172_800))
    );
    let plan = other.map(|sync| sync.plan(&json!({})).expect("it takes no input"));
    let expected = Plan::new("Invoice__c", "LastModifiedDate");
    let expected = fitting(expected, "IsTest__c = FALSE").field("Size__c");
    assert_eq!(plan, Some(expected));
    assert!(sync.plan(&json!({ "region": "EMEA" })).is_err());
}

fn sync() -> specforce::runtime::sync::SyncEntry {
    *generated::registry()
        .find_sync("invoices")
        .expect("it is in the manifest")
}

sync_tests!(InvoicesInput);
