//! What a sync of a manifest reads for an input, and what its model makes of a record.

mod generated {
    specforce_macros::manifest!("tests/spec");
}

use std::time::Duration;

use generated::syncs::*;
use serde_json::json;
use specforce::runtime::sync::{Deletes, Plan, Related, Source, SyncFunction};
use specforce::runtime::{Error, FromAnswer, Kind, Violations, sync_tests};

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

/// What is read with an input that is valid.
fn plan(input: &impl SyncFunction) -> Plan {
    input.plan().expect("a sync can read it")
}

#[test]
fn what_is_left_out_asks_for_nothing() {
    let conditions = ["Region__c = 'EMEA'", "Day__c >= 2026-01-31"];
    let expected = conditions.into_iter().fold(invoices(), fitting);
    assert_eq!(plan(&input()), fields(expected));
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
    let expected = conditions.into_iter().fold(invoices(), fitting);
    assert_eq!(plan(&input), fields(expected));
}

#[test]
fn a_condition_waits_for_all_of_its_inputs() {
    assert_eq!(plan(&input().minimum(1.0)), plan(&input()));
    assert_eq!(plan(&input().amount_field("Tax__c")), plan(&input()));
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
    assert_eq!(
        (sync.object, sync.cursor),
        (Some("Invoice__c"), "SystemModstamp")
    );
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

const SOQL: &str = "SELECT Name FROM Invoice__c WHERE Paid__c = TRUE";

#[test]
fn a_query_is_read_as_the_caller_writes_it() {
    let query = |stamp| {
        let plan = Plan::of_query("soql text", SOQL, stamp).expect("a sync can read it");
        plan.deletes(Deletes::RecycleBin)
    };
    assert_eq!(plan(&RowsInput::new(SOQL)), query("LastModifiedDate"));
    let input = RowsInput::new(SOQL)
        .api_version("v60.0")
        .stamp("SystemModstamp");
    let expected = query("SystemModstamp").version(Some("v60.0"));
    assert_eq!(plan(&input), expected);
}

#[test]
fn a_query_that_no_sync_can_read_by_is_refused() {
    let counted = RowsInput::new("SELECT COUNT(Id) FROM Invoice__c").plan();
    let Err(Error::InvalidInput(refused)) = counted else {
        panic!("{counted:?}");
    };
    assert_eq!(refused.violations[0].pointer, "/soql text");
}

#[test]
fn a_row_of_a_query_has_all_of_its_record() {
    let record = json!({ "attributes": { "type": "Invoice__c" }, "Id": "a01", "Name": "INV-1" });
    let row = Row::from_answer(record.clone()).expect("it fits");
    let expected = json!({ "id": "a01", "row": record, "kind": "Invoice__c" });
    assert_eq!(serde_json::to_value(row).expect("it is JSON"), expected);
}

#[test]
fn the_registry_tells_that_an_input_says_what_is_read() {
    let registry = generated::registry();
    let sync = registry.find_sync("rows").expect("it is in the manifest");
    assert_eq!((sync.object, sync.cursor), (None, "{stamp}"));
}

/// An object whose records are notes of a customer.
fn notes(source: Source, text: &'static str) -> Source {
    let source = source.required_field("CreatedDate");
    if text == "text" {
        source.field(text)
    } else {
        source.field_as("text", text)
    }
}

#[test]
fn lists_are_read_of_what_refers_to_a_row() {
    let own = notes(Source::new("Note__c", "Customer__c"), "Text__c")
        .field("CreatedById")
        .field("State__c");
    let calls = notes(Source::new("Call__c", "Caller__c").optional(), "text")
        .field_as("CreatedById", "User__c")
        .field("State__c");
    let others = notes(Source::new("Other__c", "Customer__c"), "Text__c")
        .field("CreatedById")
        .field("State__c");
    let expected = Plan::new("Customer__c", "Stamp__c")
        .version(Some("60.0"))
        .required_field("Name")
        .related(Related::new("notes", "CreatedDate").of(own).of(calls))
        .related(Related::new("other notes", "CreatedDate").of(others));
    assert_eq!(plan(&CustomersInput::new("60.0", "Stamp__c")), expected);
}

#[test]
fn a_list_is_made_of_records_beside_the_fields() {
    let note = json!({
        "attributes": { "type": "Call__c" }, "Id": "a02", "CreatedDate": "2026-05-01T07:25:37.000+0000",
        "text": "t", "CreatedById": "005", "State__c": null,
    });
    let record = json!({ "Id": "a01", "Name": "Acme", "notes": [note] });
    let customer = Customer::from_answer(record).expect("it fits");
    let written = json!({
        "id": "a02", "kind": "Call__c", "written": "2026-05-01T07:25:37.000+0000", "text": "t", "author": "005",
        "state": "open", "whole": note, "style": "short",
    });
    let expected = json!({ "id": "a01", "name": "Acme", "notes": [written] });
    assert_eq!(
        serde_json::to_value(customer).expect("it is JSON"),
        expected
    );
}

fn sync() -> specforce::runtime::sync::SyncEntry {
    *generated::registry()
        .find_sync("invoices")
        .expect("it is in the manifest")
}

sync_tests!(InvoicesInput);
