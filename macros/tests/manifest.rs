//! A manifest becomes functions of the crate that calls the macro, which depends on `specforce` alone.

mod billing {
    specforce_macros::manifest!("tests/spec");
}

use billing::invoices::{
    CreateInvoiceInput, CreateInvoiceOutput, CreateInvoiceOutputState, Line, Region,
};
use specforce::runtime::{Action, FromAnswer, Violations};

#[test]
fn the_functions_are_there() {
    let function = billing::registry()
        .find("create-invoice")
        .expect("it is in the manifest");
    assert_eq!(
        function.endpoint,
        "/services/apexrest/{region}/invoices{?dryRun}"
    );
    assert!(billing::registry().schema.contains("CreateInvoiceInput"));
    assert!(function.input_schema.contains("\"minItems\":1"));
}

#[test]
fn the_input_is_checked() {
    let input = CreateInvoiceInput::new(Region::Emea, [Line::new("", 0)]);
    let mut found = Violations::new();
    input.check(&mut found);
    let pointers: Vec<String> = found
        .into_vec()
        .into_iter()
        .map(|violation| violation.pointer)
        .collect();
    assert_eq!(pointers, ["/lines/0/product", "/lines/0/quantity"]);
}

#[test]
fn the_answer_is_read_from_where_the_manifest_says() {
    let answer = serde_json::json!({ "invoice": { "Number__c": "INV-1", "State__c": "open" } });
    let output = CreateInvoiceOutput::from_answer(answer).expect("it fits");
    assert_eq!(output.number, "INV-1");
    assert_eq!(output.state, CreateInvoiceOutputState::Open);
}
