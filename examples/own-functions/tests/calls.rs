//! Our own functions, called in Rust and by the program of our own.

use own_functions::{Reminder, SendReminder, billing, cash, registry};
use specforce::runtime::sync::{Deletes, Plan, SyncFunction};
use specforce::runtime::testing::play_all;
use specforce::types::SObjectRecord;
use specforce::{Client, Error};
use wiremock::matchers::{body_json, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

const INVOICE: &str = "a01Kd00000B3cDeIAJ";

/// A server in place of an org, with an answer to `mock`.
async fn org(mock: wiremock::MockBuilder, status: u16, answer: &str) -> (MockServer, Client) {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(status).set_body_raw(answer, "application/json");
    mock.respond_with(answer).mount(&server).await;
    let client = Client::builder(server.uri()).token("a token").build();
    (server, client.expect("a client"))
}

#[tokio::test]
async fn a_function_of_the_build_script_gives_our_types_back() {
    let mock = Mock::given(method("GET"))
        .and(path(
            "/services/apexrest/accounts/001Kd00000Qm3RtIAJ/invoices",
        ))
        .and(query_param("currency", "EUR"));
    let answer = r#"{ "invoices": [{ "Id": "a01Kd00000B3cDeIAJ", "Amount__c": 12.5 }] }"#;
    let (_server, client) = org(mock, 200, answer).await;
    let input = billing::invoices::ListInvoicesInput::new("001Kd00000Qm3RtIAJ")
        .currency(billing::invoices::ListInvoicesInputCurrency::Eur);
    let output = billing::invoices::list_invoices(&client, &input)
        .await
        .expect("invoices");
    let invoices: Vec<SObjectRecord> = output.invoices;
    assert_eq!(invoices[0].id.as_deref(), Some(INVOICE));
    assert_eq!(output.total, 1);
}

#[tokio::test]
async fn a_function_of_the_macro_checks_before_it_sends() {
    let mock = Mock::given(method("POST"));
    let (server, client) = org(mock, 201, r#"{ "paymentId": "a02Kd00000F5gHiIAJ" }"#).await;
    let input = cash::payments::PayInvoiceInput::new(INVOICE, 12.5);
    let output = cash::payments::pay_invoice(&client, &input)
        .await
        .expect("a payment");
    assert_eq!(output.id, "a02Kd00000F5gHiIAJ");
    let nothing = cash::payments::PayInvoiceInput::new(INVOICE, 0.0);
    let refused = cash::payments::pay_invoice(&client, &nothing).await;
    assert!(
        matches!(refused, Err(Error::InvalidInput(_))),
        "{refused:?}"
    );
    assert_eq!(
        server.received_requests().await.map(|all| all.len()),
        Some(1)
    );
}

#[tokio::test]
async fn a_function_written_by_hand_is_called_as_the_others() {
    let reminders = format!("/services/apexrest/invoices/{INVOICE}/reminders");
    let mock = Mock::given(method("POST"))
        .and(path(reminders))
        .and(query_param("dry_run", "true"))
        .and(body_json(serde_json::json!({ "Text__c": "Please" })));
    let (_server, client) = org(
        mock,
        200,
        r#"{ "sent_to": "ap@acme.example", "number": 2 }"#,
    )
    .await;
    let input = SendReminder {
        invoice_id: INVOICE.to_owned(),
        text: Some("Please".to_owned()),
        dry_run: Some(true),
    };
    let reminder = client.call(&input).await.expect("a reminder");
    let expected = Reminder {
        sent_to: "ap@acme.example".to_owned(),
        number: 2,
    };
    assert_eq!(reminder, expected);
}

#[tokio::test]
async fn the_exchanges_of_our_manifests_come_out_so() {
    play_all(billing::functions()).await;
    play_all(cash::functions()).await;
}

#[test]
fn the_registry_has_every_function_and_its_schemas() {
    let registry = registry();
    assert_eq!(registry.functions.len(), specforce::functions().len() + 3);
    for name in [
        "create-record",
        "list-invoices",
        "pay-invoice",
        "send-reminder",
    ] {
        assert!(registry.find(name).is_some(), "{name}");
    }
    assert_eq!(registry.syncs.len(), specforce::syncs().len() + 1);
    let sync = registry.find_sync("invoices").expect("our sync");
    assert_eq!(sync.object, Some("Invoice__c"));
    let bundle: serde_json::Value = serde_json::from_str(registry.schema).expect("a schema");
    let reminder = &bundle["properties"]["send-reminder"]["properties"]["input"];
    assert_eq!(reminder["properties"]["text"]["maxLength"], 200);
    assert!(bundle["properties"]["invoices"]["properties"]["input"].is_object());
}

#[test]
fn a_sync_of_the_build_script_reads_what_its_input_says() {
    let input = billing::invoices::InvoicesInput::new().state("Won't pay");
    let plan = Plan::new("Invoice__c", "SystemModstamp")
        .deletes(Deletes::RecycleBin)
        .condition(Some(r"State__c = 'Won\'t pay'".to_owned()))
        .field("Amount__c")
        .field("Account__r.Name");
    assert_eq!(input.plan().expect("a sync can read it"), plan);
}

fn program(arguments: &[&str], org: &str) -> std::process::Output {
    std::process::Command::new(env!("CARGO_BIN_EXE_own-functions"))
        .args(arguments)
        .env("SPECFORCE_INSTANCE_URL", org)
        .env("SPECFORCE_ACCESS_TOKEN", "a token")
        .output()
        .expect("the program runs")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_program_calls_all_three() {
    for (mock, status, answer, arguments, expected) in [
        (
            Mock::given(method("GET")),
            200,
            r#"{ "invoices": [] }"#,
            vec!["list-invoices", "--account-id", "001Kd00000Qm3RtIAJ"],
            r#"{"invoices":[],"total":0}"#,
        ),
        (
            Mock::given(method("POST")),
            201,
            r#"{ "paymentId": "a02Kd00000F5gHiIAJ", "settled": true }"#,
            vec!["pay-invoice", "--invoice-id", INVOICE, "--amount", "12.5"],
            r#"{"id":"a02Kd00000F5gHiIAJ","settled":true}"#,
        ),
        (
            Mock::given(method("POST")),
            200,
            r#"{ "sent_to": "ap@acme.example", "number": 2 }"#,
            vec!["send-reminder", "--invoice-id", INVOICE],
            r#"{"sent_to":"ap@acme.example","number":2}"#,
        ),
    ] {
        let (server, _client) = org(mock, status, answer).await;
        let output = program(&[&["call"], arguments.as_slice()].concat(), &server.uri());
        let (out, told) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        assert_eq!(out.trim_end(), expected, "{told}");
    }
    let list = program(&["list"], "");
    assert!(String::from_utf8_lossy(&list.stdout).contains("send-reminder"));
}
