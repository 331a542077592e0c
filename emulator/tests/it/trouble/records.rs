use reqwest::Method;
use serde_json::{Value, json};
use specforce_emulator::Emulator;

use super::support::{ACCOUNTS, VERSION};
use crate::support::{Org, answer, empty, org, start};

const CONTACTS: &str = "/services/data/v66.0/sobjects/Contact";

async fn first(org: &Org, from: &str) -> Value {
    let soql = format!("{VERSION}/queryAll?q=SELECT {from}").replace(' ', "+");
    org.get(&soql).await.json()["records"][0].clone()
}

#[tokio::test]
async fn a_hidden_field_is_neither_read_nor_queried_nor_written() {
    let org = org().await;
    let id = first(&org, "Id FROM Contact WHERE Phone != null").await["Id"].clone();
    let contact = format!("{CONTACTS}/{}", id.as_str().unwrap());
    let hidden = json!(["Contact.phone", "Contact.MailingCity"]);
    let told = org.post("/emulator/hidden-fields", &hidden).await.json();
    assert_eq!(told, json!(["Contact.MailingCity", "Contact.Phone"]));

    let read = org.get(&contact).await.json();
    assert_eq!((read.get("Phone"), read.get("MailingCity")), (None, None));
    assert_eq!(read["MailingAddress"].get("city"), None);
    assert!(read["Email"].is_string());
    let described = org.get(&format!("{CONTACTS}/describe")).await;
    assert!(!described.text().contains("\"MailingCity\""));
    assert!(described.text().contains("\"MailingCountry\""));
    let soql = format!("{VERSION}/query?q=SELECT+Phone+FROM+Contact");
    let refused = org.get(&soql).await;
    assert_eq!(refused.refusal(), (400, "INVALID_FIELD".to_owned()));
    let message = refused.json()[0]["message"].as_str().unwrap().to_owned();
    assert!(
        message.contains("No such column 'Phone' on entity 'Contact'"),
        "{message}"
    );
    let change = org.request(Method::PATCH, &contact);
    let refused = answer(change.body(json!({ "Phone": "1" }).to_string())).await;
    assert_eq!(refused.refusal(), (400, "INVALID_FIELD".to_owned()));
    let message = refused.json()[0]["message"].as_str().unwrap().to_owned();
    assert_eq!(message, "No such column 'Phone' on sobject of type Contact");
}

#[tokio::test]
async fn what_is_hidden_stays_in_the_record() {
    let org = org().await;
    let contact = first(
        &org,
        "Id, Phone, AccountId FROM Contact WHERE Phone != null AND Account.ErpId__c = 'ERP-1010'",
    )
    .await;
    let path = format!("{CONTACTS}/{}", contact["Id"].as_str().unwrap());
    org.emulator
        .hide_fields(["Contact.Phone", "Contact.AccountId"])
        .unwrap();
    let change = org.request(Method::PATCH, &path);
    let changed = answer(change.body(json!({ "Email": "a@b.example" }).to_string())).await;
    assert_eq!(changed.status, 204);
    org.emulator.show_fields();
    let read = org.get(&path).await.json();
    assert_eq!(read["Phone"], contact["Phone"]);
    // Who deletes the account needs not see that the contact is its child.
    org.emulator.hide_fields(["Contact.AccountId"]).unwrap();
    org.delete(&format!(
        "{ACCOUNTS}/{}",
        contact["AccountId"].as_str().unwrap()
    ))
    .await;
    assert_eq!(org.get(&path).await.status, 404);
}

#[tokio::test]
async fn fields_are_hidden_from_the_start() {
    let builder = Emulator::builder().hide_fields(["Contact.Phone"]);
    let org = start(builder.hide_fields(["Account.Site"])).await;
    let hidden = org.get("/emulator/hidden-fields").await.json();
    assert_eq!(hidden, json!(["Account.Site", "Contact.Phone"]));
    for (object, field) in [("Contact", "Phone"), ("Account", "Site")] {
        let soql = format!("{VERSION}/query?q=SELECT+{field}+FROM+{object}");
        let refused = org.get(&soql).await.refusal();
        assert_eq!(refused, (400, "INVALID_FIELD".to_owned()));
    }
}

#[tokio::test]
async fn what_no_record_can_be_without_is_not_hidden() {
    let org = org().await;
    for (name, why) in [
        ("Contact.LastName", "no record can be without it"),
        ("Contact.Id", "no record can be without it"),
        ("Contact.Name", "no record can be without it"),
        ("Contact.Phoen", "has no such field; did you mean `Phone`?"),
        ("Contakt.Phone", "no such object; did you mean `Contact`?"),
        ("Phone", "with its object, such as Contact.Phone"),
    ] {
        let names = json!(["Contact.Phone", name]);
        let refused = org.post("/emulator/hidden-fields", &names).await;
        assert_eq!(refused.refusal().0, 400, "{name}");
        let slip = org.emulator.hide_fields([name]).unwrap_err().to_string();
        assert_eq!(refused.json()[0]["message"], slip);
        assert!(slip.starts_with(name) && slip.contains(why), "{slip}");
        let hidden = Emulator::builder().hide_fields([name]).start().await;
        assert_eq!(
            hidden.unwrap_err().to_string(),
            format!("cannot hide {slip}")
        );
    }
    assert_eq!(org.get("/emulator/hidden-fields").await.json(), json!([]));
}

#[tokio::test]
async fn a_hard_deleted_record_is_in_no_recycle_bin() {
    let org = org().await;
    let contacts = org.count_of("queryAll", "Contact").await;
    let account = first(
        &org,
        "Id, (SELECT Id FROM Contacts) FROM Account WHERE ErpId__c = 'ERP-1010'",
    )
    .await;
    let children = account["Contacts"]["totalSize"].as_u64().unwrap();
    assert!(children > 0);
    let ids = json!({ "ids": [account["Id"]] });
    assert_eq!(org.post("/emulator/hard-delete", &ids).await.status, 204);
    assert_eq!(
        org.count_of("queryAll", "Account WHERE ErpId__c = 'ERP-1010'")
            .await,
        0
    );
    assert_eq!(
        org.count_of("queryAll", "Contact").await,
        contacts - children
    );
    let log = "deleted/?start=2026-05-01T07:00:00Z&end=2026-05-01T07:30:00Z";
    let log = org.get(&format!("{ACCOUNTS}/{log}")).await.json();
    assert_eq!(log["deletedRecords"][0]["id"], account["Id"]);
    let back = org.post("/emulator/undelete", &ids).await;
    assert_eq!(back.refusal(), (400, "UNDELETE_FAILED".to_owned()));
    let again = org.post("/emulator/hard-delete", &ids).await;
    assert_eq!(again.refusal(), (404, "NOT_FOUND".to_owned()));
}

#[tokio::test]
async fn a_record_may_leave_the_recycle_bin_by_itself() {
    let org = org().await;
    let contacts = org.count("Contact").await;
    let mut ids = Vec::new();
    for name in ["Binned", "Purged"] {
        let id = org.create(name).await.json()["id"].clone();
        org.delete(&format!("{ACCOUNTS}/{}", id.as_str().unwrap()))
            .await;
        ids.push(id);
    }
    let purged = json!({ "ids": [ids[1]] });
    assert_eq!(org.post("/emulator/hard-delete", &purged).await.status, 204);
    assert_eq!(
        org.count_of("queryAll", "Account WHERE IsDeleted = TRUE")
            .await,
        1
    );
    assert_eq!(org.count("Contact").await, contacts);
}

#[tokio::test]
async fn merged_records_leave_their_children_to_the_master() {
    let org = org().await;
    let master = org.create("Master").await.json()["id"].clone();
    let contacts = org.count("Contact").await;
    let loser = first(
        &org,
        "Id, (SELECT Id FROM Contacts) FROM Account WHERE ErpId__c = 'ERP-1010'",
    )
    .await;
    let children = loser["Contacts"]["totalSize"].as_u64().unwrap();
    org.emulator.clock().advance("1h".parse().unwrap());
    let merge = json!({ "master": master, "merged": [loser["Id"]] });
    assert_eq!(org.post("/emulator/merge", &merge).await.status, 204);

    let gone = first(
        &org,
        "IsDeleted, MasterRecordId FROM Account WHERE ErpId__c = 'ERP-1010'",
    )
    .await;
    assert_eq!(
        (&gone["IsDeleted"], &gone["MasterRecordId"]),
        (&json!(true), &master)
    );
    assert_eq!(org.count("Contact").await, contacts);
    let moved = format!("Contact WHERE AccountId = '{}'", master.as_str().unwrap());
    let changed = format!("{moved} AND SystemModstamp = 2026-05-01T08:25:37Z");
    assert_eq!(org.count(&moved).await, children);
    assert_eq!(org.count(&changed).await, children);
}

#[tokio::test]
async fn no_merge_makes_a_record_a_child_of_itself() {
    let org = empty().await;
    let below = async |name: &str, parent: &Value| {
        let record = json!({ "Name": name, "ParentId": parent });
        let created = org.post(ACCOUNTS, &record).await;
        created.json()["id"].clone()
    };
    let top = below("Top", &Value::Null).await;
    let middle = below("Middle", &top).await;
    let bottom = below("Bottom", &middle).await;
    for (master, merged) in [(&middle, &top), (&bottom, &top)] {
        let merge = json!({ "master": master, "merged": [merged] });
        let refused = org.post("/emulator/merge", &merge).await;
        assert_eq!(refused.refusal(), (400, "CIRCULAR_DEPENDENCY".to_owned()));
    }
    assert_eq!(org.count("Account").await, 3);
    let merge = json!({ "master": top, "merged": [middle] });
    assert_eq!(org.post("/emulator/merge", &merge).await.status, 204);
    let moved = format!(
        "Account WHERE Name = 'Bottom' AND ParentId = '{}'",
        top.as_str().unwrap()
    );
    assert_eq!(org.count(&moved).await, 1);
}

#[tokio::test]
async fn what_cannot_be_merged_is_refused() {
    let org = org().await;
    let mut ids = Vec::new();
    for name in ["One", "Two", "Three", "Four"] {
        ids.push(org.create(name).await.json()["id"].clone());
    }
    let contact = first(&org, "Id FROM Contact").await["Id"].clone();
    let task = first(&org, "Id FROM Task").await["Id"].clone();
    for (master, merged, code) in [
        (
            &ids[0],
            vec![&ids[1], &ids[2], &ids[3]],
            "INVALID_NUMBER_OF_RECORDS",
        ),
        (&ids[0], vec![&ids[1], &contact], "INVALID_ID_FIELD"),
        (&ids[0], vec![&ids[0]], "INVALID_ID_FIELD"),
        (&task, vec![&task], "INVALID_TYPE"),
        (&json!("001"), vec![], "MALFORMED_ID"),
    ] {
        let merge = json!({ "master": master, "merged": merged });
        let refused = org.post("/emulator/merge", &merge).await;
        assert_eq!(refused.refusal(), (400, code.to_owned()));
    }
    assert_eq!(org.count("Account WHERE Name IN ('One', 'Two')").await, 2);
}

#[tokio::test]
async fn what_went_with_its_parent_is_told_by_its_own_id_too() {
    let org = org().await;
    let from = "Id, (SELECT Id FROM Contacts) FROM Account WHERE ErpId__c = 'ERP-1010'";
    let account = first(&org, from).await;
    let contacts = &account["Contacts"]["records"];
    org.delete(&format!("{ACCOUNTS}/{}", account["Id"].as_str().unwrap()))
        .await;
    let child = json!({ "ids": [contacts[0]["Id"]] });
    let refused = org.post("/emulator/undelete", &child).await;
    assert_eq!(refused.refusal(), (400, "UNDELETE_FAILED".to_owned()));
    assert!(refused.text().contains("AccountId"), "{}", refused.text());
    let binned = org.count_of("queryAll", "Contact").await;
    assert_eq!(org.post("/emulator/hard-delete", &child).await.status, 204);
    assert_eq!(org.count_of("queryAll", "Contact").await, binned - 1);
    let parent = json!({ "ids": [account["Id"]] });
    assert_eq!(org.post("/emulator/undelete", &parent).await.status, 204);
    assert_eq!(org.count("Contact").await, binned - 1);
}
