//! What others do in the org before a request.

use serde_json::{Value, json};
use specforce_emulator::{Emulator, Rule, Trouble};

use super::support::{ACCOUNTS, VERSION};
use crate::support::{Org, empty, org, start};

/// The ids of accounts of these names.
async fn accounts<const N: usize>(org: &Org, names: [&str; N]) -> [String; N] {
    let mut ids = [const { String::new() }; N];
    for (id, name) in ids.iter_mut().zip(names) {
        let created = org.create(name).await.json();
        created["id"].as_str().unwrap().clone_into(id);
    }
    ids
}

/// What the last request met, in short.
fn met(org: &Org) -> Vec<String> {
    let requests = org.emulator.requests();
    let trouble = requests.last().unwrap().trouble.iter();
    trouble.map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_record_is_hard_deleted_between_two_pages() {
    let org = start(Emulator::builder().page_size(2)).await;
    let soql = format!("{VERSION}/query?q=SELECT+Id+FROM+Lead+ORDER+BY+Id");
    let page = org.get(&soql).await.json();
    let gone = page["records"][1]["Id"].as_str().unwrap().to_owned();
    let all = org.count_of("queryAll", "Lead").await;
    org.trouble(&json!(format!("hard-delete,record={gone},path=/query/")))
        .await;
    let read = org.get(&format!("{VERSION}/sobjects/Lead/{gone}")).await;
    assert_eq!(read.status, 200, "it is there until the next page");
    let next = page["nextRecordsUrl"].as_str().unwrap();
    assert_eq!(org.get(next).await.status, 200);
    assert_eq!(met(&org), [format!("hard-delete,record={gone}")]);
    assert_eq!(
        org.get(&format!("{VERSION}/sobjects/Lead/{gone}"))
            .await
            .status,
        404
    );
    assert_eq!(org.count_of("queryAll", "Lead").await, all - 1);
}

#[tokio::test]
async fn which_record_it_is_follows_from_the_seed() {
    let mut all = Vec::new();
    for seed in [7, 7, 8] {
        let rules = ["hard-delete,record=Lead,times=3", "merge,record=lead"];
        let builder = Emulator::builder().trouble_seed(seed);
        let builder = rules.into_iter().fold(builder, |builder, rule| {
            builder.trouble(rule.parse::<Rule>().unwrap())
        });
        let org = start(builder).await;
        for _ in 0..3 {
            org.get(VERSION).await;
        }
        let requests = org.emulator.requests();
        all.push(
            requests
                .into_iter()
                .map(|request| request.trouble)
                .collect::<Vec<_>>(),
        );
    }
    assert_eq!(all[0], all[1]);
    assert_ne!(all[0], all[2]);
    assert_eq!(all[0].concat().len(), 4);
}

#[tokio::test]
async fn records_are_merged_of_which_one_or_both_are_told_or_none() {
    let org = empty().await;
    let [one, two, three, four] = accounts(&org, ["One", "Two", "Three", "Four"]).await;
    let merged = async |rule: String| {
        org.trouble(&json!(rule)).await;
        org.get(VERSION).await;
        met(&org).concat()
    };
    let told = format!("merge,record={one},into={two}");
    assert_eq!(merged(told.clone()).await, told);
    let by_chance = merged(format!("merge,record=Account,into={two}")).await;
    let others = [&three, &four].map(|id| format!("merge,record={id},into={two}"));
    assert!(others.contains(&by_chance), "{by_chance}");
    assert_eq!(org.count("Account").await, 2);
    merged("merge,record=Account".to_owned()).await;
    assert_eq!(org.count("Account").await, 1);
    let gone = "Account WHERE IsDeleted = TRUE AND MasterRecordId != NULL";
    assert_eq!(org.count_of("queryAll", gone).await, 3);
}

#[tokio::test]
async fn recycle_bin_list_of_deletes_and_locators_are_emptied_at_a_request() {
    let org = start(Emulator::builder().page_size(2)).await;
    let [id] = accounts(&org, ["Gone"]).await;
    org.delete(&format!("{ACCOUNTS}/{id}")).await;
    org.emulator.clock().advance("3h".parse().unwrap());
    let soql = format!("{VERSION}/query?q=SELECT+Id+FROM+Account");
    let next = org.get(&soql).await.json()["nextRecordsUrl"].clone();
    org.trouble(&json!([
        "empty-recycle-bin,after=1",
        "purged-delete-log,after=1",
        "expired-locators,after=1"
    ]))
    .await;
    let binned = "Account WHERE IsDeleted = TRUE";
    assert_eq!(org.count_of("queryAll", binned).await, 1);
    assert_eq!(org.count_of("queryAll", binned).await, 0);
    let all = ["empty-recycle-bin", "purged-delete-log", "expired-locators"];
    assert_eq!(met(&org), all);
    let deleted = format!("{ACCOUNTS}/deleted?start=2026-05-01T00:00:00Z&end=2026-05-01T12:00:00Z");
    assert_eq!(org.get(&deleted).await.json()["deletedRecords"], json!([]));
    let refused = org.get(next.as_str().unwrap()).await.refusal();
    assert_eq!(refused, (400, "INVALID_QUERY_LOCATOR".to_owned()));
}

#[tokio::test]
async fn a_field_is_hidden_from_a_request_on() {
    let org = org().await;
    let rule = Rule::new(Trouble::HiddenField {
        field: "Contact.Phone".to_owned(),
    });
    org.emulator.trouble(rule.after(1)).unwrap();
    let soql = format!("{VERSION}/query?q=SELECT+Phone+FROM+Contact");
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(org.get(&soql).await.status);
    }
    assert_eq!(statuses, [200, 400, 400]);
    assert_eq!(org.emulator.hidden_fields(), ["Contact.Phone"]);
}

#[tokio::test]
async fn others_do_theirs_whatever_the_request_meets() {
    let org = empty().await;
    let [one, two] = accounts(&org, ["One", "Two"]).await;
    org.trouble(&json!([
        "503",
        format!("hard-delete,record={one}"),
        format!("hard-delete,record={two}"),
    ]))
    .await;
    assert_eq!(org.get(VERSION).await.status, 503);
    let all = [one, two].map(|id| format!("hard-delete,record={id}"));
    assert_eq!(met(&org), [&all[..], &["503".to_owned()]].concat());
    assert_eq!(org.count_of("queryAll", "Account").await, 0);
}

#[tokio::test]
async fn of_records_by_chance_one_is_chosen_with_which_it_can_be_done() {
    let org = org().await;
    // All but two accounts of the demo have cases, which keep them.
    let all = org.count_of("queryAll", "Account").await;
    org.trouble(&json!("hard-delete,record=Account,times=2"))
        .await;
    org.get(VERSION).await;
    org.get(VERSION).await;
    let rule = org.emulator.rules().remove(0);
    assert_eq!((rule.met, rule.refused), (2, None));
    assert_eq!(org.count_of("queryAll", "Account").await, all - 2);
}

#[tokio::test]
async fn what_cannot_be_done_keeps_its_turn_and_says_why() {
    let org = empty().await;
    org.trouble(&json!("merge,record=Account")).await;
    accounts(&org, ["One"]).await;
    let rule = |org: &Org| org.emulator.rules().remove(0);
    assert_eq!((rule(&org).seen, rule(&org).met), (1, 0));
    let refused = rule(&org).refused;
    assert_eq!(refused.as_deref(), Some("there is no Account for it"));
    accounts(&org, ["Two"]).await;
    let told = org.get("/emulator/trouble").await.json();
    assert_eq!(told[0]["refused"], "there is no other Account for it");
    assert_eq!(org.count("Account").await, 1);
    assert_eq!((rule(&org).met, rule(&org).refused), (1, None));
}

#[tokio::test]
async fn a_rule_about_what_the_org_has_not_is_refused() {
    let org = org().await;
    let contact = "003Lo0000000001";
    for (rule, part) in [
        ("hard-delete", "`hard-delete` needs `record`"),
        (
            "hard-delete,record=Acount",
            "`Acount` is neither an object nor the id of one's record; did you mean `Account`?",
        ),
        (
            "hard-delete,record=ZZZLo0000000001",
            "neither an object nor",
        ),
        ("hard-delete,record=User", "no User can be deleted"),
        ("merge,record=Task", "no Task can be merged"),
        (
            &format!("merge,record=Account,into={contact}"),
            "`003Lo0000000001` is the id of no Account",
        ),
        (
            "merge,record=Account,into=Account",
            "is the id of no Account",
        ),
        (
            "hidden-field,field=Contact.Phon",
            "Contact has no such field; did you mean `Phone`?",
        ),
        (
            "hidden-field,field=Contact.LastName",
            "no record can be without it",
        ),
    ] {
        let refused = org.trouble(&json!(rule)).await;
        assert_eq!(
            refused.refusal(),
            (400, "INVALID_TROUBLE".to_owned()),
            "{rule}"
        );
        let message = refused.json()[0]["message"].clone();
        assert!(message.as_str().unwrap().contains(part), "{message}");
    }
    let both = json!(["503,rate=1", "hidden-field,field=Contact.Phon"]);
    let refused = org.trouble(&both).await.refusal();
    assert_eq!(refused, (400, "INVALID_TROUBLE".to_owned()));
    let typo = Trouble::HiddenField {
        field: "Contact.Fone".to_owned(),
    };
    assert!(org.emulator.trouble(typo.clone()).is_err());
    let started = Emulator::builder().trouble(typo).start().await.unwrap_err();
    assert!(
        started
            .to_string()
            .contains("Contact.Fone: Contact has no such field"),
        "{started}"
    );
    assert_eq!(
        org.get("/emulator/trouble").await.json(),
        Value::Array(vec![])
    );
}
