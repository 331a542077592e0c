use std::collections::BTreeSet;

use crate::support::specforce;

#[test]
fn lists_every_function_as_json() {
    let list = specforce(&["list", "--json"]).run().json();
    let names: BTreeSet<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["name"].as_str().unwrap())
        .collect();
    assert_eq!(names.len(), 36);
    assert!(names.contains("create-record"));
    assert!(names.contains("contacts"));
    assert_eq!(list.as_array().unwrap().len(), 36);
}

#[test]
fn an_entry_says_what_a_program_needs() {
    let list = specforce(&["list", "--json"]).run().json();
    let entry = list
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["name"] == "create-record")
        .unwrap();
    assert_eq!(entry["group"], "Records");
    assert_eq!(entry["method"], "POST");
    assert_eq!(
        entry["endpoint"],
        "/services/data/{version}/sobjects/{sObject}"
    );
    assert!(entry["docs"].as_str().unwrap().starts_with("https://"));
    assert!(
        entry["source"]
            .as_str()
            .unwrap()
            .starts_with("spec/records.yaml:")
    );
}

#[test]
fn an_entry_of_a_sync_says_what_it_reads() {
    let list = specforce(&["list", "--json"]).run().json();
    let entries = list.as_array().unwrap().iter();
    let entry = |name: &str| {
        let mut entries = entries.clone();
        entries.find(|entry| entry["name"] == name).unwrap()
    };
    let articles = entry("articles");
    assert_eq!(articles["kind"], "sync");
    assert_eq!(articles["object"], "Knowledge__kav");
    assert_eq!(articles["cursor"], "SystemModstamp");
    assert_eq!(articles["every"], "5m");
    assert_eq!(articles["model"], "Article");
    assert_eq!(entry("accounts")["every"], "1h");
    assert_eq!(entry("create-record")["kind"], "action");
}

#[test]
fn lists_each_group_once() {
    let run = specforce(&["list"]).run();
    assert_eq!(run.status, 0);
    let groups: Vec<_> = run
        .stdout
        .lines()
        .filter(|line| line.starts_with("Records "))
        .collect();
    assert_eq!(groups.len(), 1);
    // A head and a line for each function.
    assert_eq!(run.stdout.lines().count(), 37, "{}", run.stdout);
}
