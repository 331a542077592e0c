//! What a Rust test tells its org, and what the org answers then.

use serde_json::{Value, json};
use specforce_emulator::{Emulator, Rule, Seed, Trouble};

use crate::support::{Org, VERSION, org, start};

impl Org {
    async fn deleted(&self, object: &str, id: &str) {
        let path = format!("{VERSION}/sobjects/{object}/{id}");
        assert_eq!(self.delete(&path).await.status, 204);
    }

    /// Whether a record is there, and whether it is deleted.
    async fn deletions(&self, object: &str, id: &str) -> Vec<Value> {
        let soql = format!("SELECT IsDeleted FROM {object} WHERE Id = '{id}'");
        let found = self.all(&soql).await;
        found.iter().map(|one| one["IsDeleted"].clone()).collect()
    }

    /// An account with a contact.
    async fn family(&self, name: &str) -> (String, String) {
        let account = self.created("Account", json!({ "Name": name })).await;
        let contact = json!({ "LastName": name, "AccountId": account });
        let contact = self.created("Contact", contact).await;
        (account, contact)
    }
}

#[tokio::test]
async fn what_is_deleted_comes_back_with_what_went_with_it() {
    let org = org().await;
    let (account, contact) = org.family("Pike").await;
    org.deleted("Account", &account).await;
    assert_eq!(org.deletions("Contact", &contact).await, [json!(true)]);
    org.emulator.undelete(&[&account]).unwrap();
    for (object, id) in [("Account", &account), ("Contact", &contact)] {
        assert_eq!(org.deletions(object, id).await, [json!(false)], "{object}");
    }
}

#[tokio::test]
async fn what_is_hard_deleted_is_nowhere() {
    let org = org().await;
    let (binned, contact) = org.family("Pike").await;
    let (living, _) = org.family("Tarn").await;
    org.deleted("Account", &binned).await;
    org.emulator.hard_delete(&[&binned, &living]).unwrap();
    for (object, id) in [
        ("Account", &binned),
        ("Account", &living),
        ("Contact", &contact),
    ] {
        assert_eq!(org.deletions(object, id).await, [] as [Value; 0]);
    }
}

#[tokio::test]
async fn the_merged_leave_what_they_had_to_the_master() {
    let org = org().await;
    let (master, _) = org.family("Pike").await;
    let (merged, contact) = org.family("Tarn").await;
    org.emulator.merge(&master, &[&merged]).unwrap();
    let soql = format!("SELECT MasterRecordId, IsDeleted FROM Account WHERE Id = '{merged}'");
    let found = org.all(&soql).await;
    assert_eq!(
        (&found[0]["MasterRecordId"], &found[0]["IsDeleted"]),
        (&json!(master), &json!(true))
    );
    let soql = format!("SELECT AccountId FROM Contact WHERE Id = '{contact}'");
    assert_eq!(org.all(&soql).await[0]["AccountId"], json!(master));
}

#[tokio::test]
async fn an_emptied_recycle_bin_has_nothing_to_give_back() {
    let org = org().await;
    let (account, contact) = org.family("Pike").await;
    org.deleted("Account", &account).await;
    assert_eq!(org.emulator.empty_recycle_bin(), Ok(2));
    assert_eq!(org.deletions("Contact", &contact).await, [] as [Value; 0]);
    assert_eq!(org.emulator.empty_recycle_bin(), Ok(0));
    let refusal = org.emulator.undelete(&[&account]).unwrap_err();
    assert_eq!(refusal.code(), "UNDELETE_FAILED");
}

#[tokio::test]
async fn no_query_goes_on_whose_locator_has_expired() {
    let many = Emulator::builder().seed(Seed::Text("Account: 3".to_owned()));
    let org = start(many.page_size(2)).await;
    let page = format!("{VERSION}/query?q=SELECT+Id+FROM+Account");
    let page = org.get(&page).await.json();
    let next = page["nextRecordsUrl"].as_str().unwrap();
    assert_eq!(org.get(next).await.status, 200);
    org.emulator.expire_locators();
    let refused = org.get(next).await;
    assert_eq!(refused.refusal(), (400, "INVALID_QUERY_LOCATOR".to_owned()));
}

#[tokio::test]
async fn a_refusal_says_what_was_wrong_as_the_endpoint_does() {
    let org = org().await;
    let (account, contact) = org.family("Pike").await;
    for (id, code, told) in [
        ("Pike", "MALFORMED_ID", "`Pike` is no id: an id is 15"),
        (
            "zzzLo0000000001",
            "NOT_FOUND",
            "the ids of no object begin so",
        ),
        ("001Lo0zzzzzzzzz", "NOT_FOUND", "there is no such Account"),
    ] {
        let refusal = org.emulator.hard_delete(&[&account, id]).unwrap_err();
        assert_eq!(refusal.code(), code);
        let message = refusal.to_string();
        assert!(message.contains(told), "{message}");
    }
    assert_eq!(org.deletions("Account", &account).await, [json!(false)]);
    let refusal = org.emulator.undelete(&[&account]).unwrap_err();
    let told = format!("{account}: entity is not in the recycle bin");
    assert_eq!(
        (refusal.code(), refusal.to_string()),
        ("UNDELETE_FAILED", told)
    );

    let refusal = org.emulator.merge(&account, &[&contact]).unwrap_err();
    let body = json!({ "master": account, "merged": [contact] });
    let refused = org.post("/emulator/merge", &body).await;
    assert_eq!(refused.refusal(), (400, refusal.code().to_owned()));
    assert_eq!(refused.json()[0]["message"], refusal.to_string());
}

#[tokio::test]
async fn what_time_has_done_is_done_before_a_method() {
    let org = org().await;
    let (account, _) = org.family("Pike").await;
    org.deleted("Account", &account).await;
    org.emulator.clock().advance("361h".parse().unwrap());
    let refusal = org.emulator.undelete(&[&account]).unwrap_err();
    assert_eq!(refusal.code(), "UNDELETE_FAILED");

    org.emulator
        .trouble(Trouble::InFlight { seconds: 60 })
        .unwrap();
    let late = org.created("Account", json!({ "Name": "Late" })).await;
    let refusal = org.emulator.hard_delete(&[&late]).unwrap_err();
    assert_eq!(refusal.code(), "NOT_FOUND");
    org.emulator.clock().advance("60s".parse().unwrap());
    org.emulator.hard_delete(&[&late]).unwrap();
    assert_eq!(org.deletions("Account", &late).await, [] as [Value; 0]);
    org.emulator.clock().advance("1h".parse().unwrap());
    assert_eq!(org.deletions("Account", &late).await, [] as [Value; 0]);
}

#[tokio::test]
async fn what_it_was_asked_and_met_is_told_and_forgotten() {
    let org = org().await;
    let rule = Rule::new(Trouble::status(503)).after(1).times(2);
    org.emulator.trouble(rule.clone()).unwrap();
    for _ in 0..2 {
        org.get(&format!("{VERSION}/limits")).await;
    }
    let rules = org.emulator.rules();
    assert_eq!((&rules[0].rule, rules[0].seen, rules[0].met), (&rule, 2, 1));
    assert_eq!(org.emulator.api_calls(), 1);
    let told = org.get("/emulator/requests").await.json();
    assert_eq!(told["apiCalls"], 1);
    org.emulator.clear_requests();
    assert_eq!(
        (org.emulator.requests(), org.emulator.api_calls()),
        (vec![], 0)
    );
}

#[tokio::test]
async fn what_it_has_and_hides_is_told() {
    let org = org().await;
    org.emulator.hide_fields(["contact.phone"]).unwrap();
    assert_eq!(org.emulator.hidden_fields(), ["Contact.Phone"]);
    let names = org.get("/emulator/objects").await.json();
    assert_eq!(json!(org.emulator.objects()), names);
}
