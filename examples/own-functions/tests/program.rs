//! What the program says of functions of our own.

use std::process::Command;

fn program(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_own-functions"))
        .args(arguments)
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn a_function_written_by_hand_is_shown() {
    let shown = program(&["show", "send-reminder"]);
    assert!(shown.contains("\nOutput\nany JSON"), "{shown}");
    assert!(shown.contains("at most 200 characters"), "{shown}");
    let help = program(&["call", "send-reminder", "--help"]);
    assert!(help.contains("[at most 200 characters]"), "{help}");
    assert!(
        help.contains("`own-functions show send-reminder` tells its output."),
        "there is no example to see: {help}"
    );
}

#[test]
fn a_sync_of_our_own_is_shown() {
    let shown = program(&["show", "invoices"]);
    assert!(
        shown.contains("\nReads    Invoice__c by SystemModstamp\n"),
        "{shown}"
    );
    assert!(program(&["list"]).contains("Copy the invoices"));
}

#[test]
fn an_input_without_a_description_takes_no_line_for_it() {
    let help = program(&["call", "pay-invoice", "--help"]);
    assert!(help.contains("[required] [at least 0.01]"), "{help}");
    assert!(
        help.contains("--note <TEXT>\n          [at most 80 characters]\n"),
        "{help}"
    );
    let blank = |line: &str| !line.is_empty() && line.trim().is_empty();
    let (inputs, _) = help.split_once("Global options").expect("a heading");
    assert!(!inputs.lines().any(blank), "{help}");
}
