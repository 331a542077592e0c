//! Records by a caller's own query.

use serde_json::{Value, json};
use specforce::runtime::sync::Options;
use specforce_emulator::Emulator;

use crate::options::full;
use crate::org::{Org, Ran, rows};

async fn run(org: &Org, input: Value, options: &Options) -> Ran {
    org.run("records-by-soql", &input, &org.ndjson(), options)
        .await
}

/// What a run of a query upserts and deletes.
async fn changes(org: &Org, input: &Value) -> (u64, u64) {
    let ran = run(org, input.clone(), &Options::default()).await;
    ran.result.unwrap();
    let report = ran.report.unwrap();
    (report.upserted, report.deleted)
}

#[tokio::test]
async fn what_the_query_selects_comes_as_it_is_and_then_what_changes() {
    let org = Org::empty().await;
    let big = json!({ "Name": "Big", "Type": "Customer", "NumberOfEmployees": 700 });
    let big = org.create("Account", big).await;
    let small = org
        .create("Account", json!({ "Name": "Small", "Type": "Customer" }))
        .await;
    org.create("Account", json!({ "Name": "Other" })).await;
    org.create("Contact", json!({ "LastName": "Okafor", "AccountId": big }))
        .await;
    org.wait(6);
    let soql = "SELECT Name, Owner.Name, (SELECT LastName FROM Contacts) FROM Account WHERE Type = 'Customer' ORDER BY Name DESC";
    let input = json!({ "soql_query": soql });
    assert_eq!(changes(&org, &input).await, (2, 0));
    let found = rows(&org.lines("Record"));
    let raw = &found[&big]["raw"];
    assert_eq!((&raw["Name"], &raw["Id"]), (&json!("Big"), &json!(big)));
    assert_eq!(raw["Owner"]["Name"], "Admin");
    assert_eq!(raw["Contacts"]["records"][0]["LastName"], "Okafor");
    assert_eq!(found[&small]["raw"]["Contacts"], Value::Null);

    org.update("Account", &small, json!({ "Type": "Prospect" }))
        .await;
    org.update("Account", &big, json!({ "Name": "Bigger" }))
        .await;
    org.wait(6);
    assert_eq!(changes(&org, &input).await, (1, 1));
    org.delete("Account", &big).await;
    org.wait(6);
    assert_eq!(changes(&org, &input).await, (0, 1));
    assert!(rows(&org.lines("Record")).is_empty());
}

#[tokio::test]
async fn children_come_to_the_last_of_them() {
    let org = Org::empty().await;
    let account = org.create("Account", json!({ "Name": "Big" })).await;
    org.emulator.add_records("Contact: 1200").unwrap();
    org.wait(6);
    let soql = "SELECT (SELECT Id FROM Contacts) FROM Account";
    assert_eq!(changes(&org, &json!({ "soql_query": soql })).await, (1, 0));
    let raw = rows(&org.lines("Record")).remove(&account).unwrap()["raw"].take();
    let contacts = raw["Contacts"]["records"].as_array().unwrap();
    assert_eq!(
        (contacts.len(), &raw["Contacts"]["done"]),
        (1_200, &json!(true))
    );
    let requests = org.emulator.requests();
    assert!(requests.iter().any(|it| it.target.contains("/query/0r8")));
}

#[tokio::test]
async fn all_fields_of_an_object() {
    let org = Org::empty().await;
    let lead = org
        .create("Lead", json!({ "LastName": "Ash", "Company": "Fern" }))
        .await;
    org.wait(6);
    let input = json!({ "soql_query": "SELECT FIELDS(ALL) FROM Lead", "timestamp_field": "SystemModstamp" });
    assert_eq!(changes(&org, &input).await, (1, 0));
    let raw = rows(&org.lines("Record")).remove(&lead).unwrap()["raw"].take();
    assert_eq!(
        (&raw["Company"], &raw["IsConverted"]),
        (&json!("Fern"), &json!(false))
    );
}

#[tokio::test]
async fn another_query_is_of_other_records() {
    let org = Org::demo().await;
    org.wait(6);
    let input = |soql: &str| json!({ "soql_query": soql });
    changes(&org, &input("SELECT Name FROM Account")).await;
    let other = input("SELECT Name FROM Account WHERE Name != 'Nobody'");
    let refused = run(&org, other.clone(), &Options::default())
        .await
        .result
        .unwrap_err();
    assert!(refused.to_string().contains("begin anew"), "{refused}");
    run(&org, other, &full()).await.result.unwrap();
    let more = run(
        &org,
        input("SELECT Name, Site FROM Account WHERE Name != 'Nobody'"),
        &Options::default(),
    )
    .await;
    more.result.unwrap();
    let lacking = "rows that were read before lack `Site` of `Account` until all is read anew, as by `--full`";
    assert_eq!(more.report.unwrap().warnings, [lacking]);
}

#[tokio::test]
async fn rows_of_which_others_decide_are_compared() {
    let org = Org::empty().await;
    let account = org.create("Account", json!({ "Name": "Acme" })).await;
    let contact = org
        .create(
            "Contact",
            json!({ "LastName": "Ash", "AccountId": account }),
        )
        .await;
    org.wait(6);
    let soql = "SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact)";
    let input = json!({ "soql_query": soql });
    assert_eq!(changes(&org, &input).await, (1, 0));
    // The account itself is not changed.
    org.delete("Contact", &contact).await;
    org.wait(6);
    assert_eq!(changes(&org, &input).await, (0, 1));
}

#[tokio::test]
async fn a_field_that_is_not_there_is_told_and_nothing_is_read() {
    let org = Org::demo().await;
    let soql = "SELECT Name, Siet FROM Account";
    let refused = run(&org, json!({ "soql_query": soql }), &Options::default()).await;
    let error = refused.result.unwrap_err().to_string();
    assert!(
        error.starts_with("`Account` has no `Siet` (did you mean `Site`?) that the user can see"),
        "{error}"
    );
    let by_name = json!({ "soql_query": "SELECT Id FROM Account", "timestamp_field": "Name" });
    let error = run(&org, by_name, &Options::default())
        .await
        .result
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("`Name` of `Account` is of the type `string`"),
        "{error}"
    );
}

#[tokio::test]
async fn the_version_of_the_input_is_asked() {
    let org = Org::start(Emulator::builder()).await;
    let input = json!({ "soql_query": "SELECT Id FROM Account", "api_version": "v60.0" });
    changes(&org, &input).await;
    let requests = org.emulator.requests();
    let all = requests
        .iter()
        .filter(|it| it.target.starts_with("/services/data/v60.0/"));
    assert_eq!(all.count(), requests.len());
}

#[tokio::test]
async fn children_whose_locator_is_lost_are_asked_for_anew() {
    let org = Org::empty().await;
    let account = org.create("Account", json!({ "Name": "Big" })).await;
    org.emulator.add_records("Contact: 1200").unwrap();
    org.wait(6);
    let lost: specforce_emulator::Rule =
        "expired-locators,path=/query/0r8,times=2".parse().unwrap();
    org.emulator.trouble(lost).unwrap();
    let soql = "SELECT (SELECT Id FROM Contacts) FROM Account";
    assert_eq!(changes(&org, &json!({ "soql_query": soql })).await, (1, 0));
    let raw = rows(&org.lines("Record")).remove(&account).unwrap()["raw"].take();
    assert_eq!(raw["Contacts"]["records"].as_array().unwrap().len(), 1_200);
}

#[tokio::test]
async fn fields_by_what_only_salesforce_knows() {
    let org = Org::demo().await;
    org.wait(6);
    for (soql, field) in [
        ("SELECT Owner.Username FROM Case", "Owner"),
        ("SELECT Account.Name FROM Account", "Name"),
        ("SELECT Who.Type FROM Task WHERE WhoId != null", "Who"),
    ] {
        let to = org.ndjson();
        let options = full();
        let input = json!({ "soql_query": soql });
        let ran = org.run("records-by-soql", &input, &to, &options).await;
        ran.result.unwrap();
        let rows = rows(&org.lines("Record"));
        assert!(!rows.is_empty(), "{soql}");
        assert!(
            rows.values().all(|row| row["raw"].get(field).is_some()),
            "{soql}"
        );
    }
}

#[tokio::test]
async fn the_case_of_letters_is_no_other_query() {
    let org = Org::demo().await;
    org.wait(6);
    let first =
        json!({ "soql_query": "SELECT Name FROM Account", "timestamp_field": "SystemModstamp" });
    let read = changes(&org, &first).await;
    assert!(read.0 > 0);
    let again =
        json!({ "soql_query": "select name from account", "timestamp_field": "systemmodstamp" });
    assert_eq!(changes(&org, &again).await, (0, 0));
}
