use serde_json::{Value, json};

use crate::support::{self, VERSION};

const ACCOUNT: &str = "/services/data/v66.0/sobjects/Account/001Lo000000000A";

const BINNED: &str = "Account WHERE IsDeleted = TRUE";

#[tokio::test]
async fn what_is_deleted_takes_its_children_along_and_brings_them_back() {
    let org = support::org().await;
    let contacts = org.count("Contact").await;
    assert_eq!(org.delete(ACCOUNT).await.status, 204);
    assert!(org.count("Contact").await < contacts);
    assert_eq!(org.count_of("queryAll", "Contact").await, contacts);
    assert_eq!(org.count_of("queryAll", BINNED).await, 1);

    let back = org
        .post("/emulator/undelete", &json!({ "ids": ["001Lo000000000A"] }))
        .await;
    assert_eq!(back.status, 204);
    assert_eq!(org.count("Contact").await, contacts);
}

#[tokio::test]
async fn the_recycle_bin_can_be_emptied() {
    let org = support::org().await;
    assert_eq!(org.delete(ACCOUNT).await.status, 204);
    let bin = org.delete("/emulator/recycle-bin").await;
    assert!(bin.json()["purged"].as_u64().unwrap() > 1);
    assert_eq!(org.count_of("queryAll", BINNED).await, 0);
    let gone = org.get(ACCOUNT).await;
    assert_eq!(gone.refusal(), (404, "NOT_FOUND".to_owned()));
}

#[tokio::test]
async fn after_fifteen_days_it_empties_itself() {
    let org = support::org().await;
    assert_eq!(org.delete(ACCOUNT).await.status, 204);
    org.emulator.clock().advance("359h".parse().unwrap());
    assert_eq!(org.count_of("queryAll", BINNED).await, 1);
    org.emulator.clock().advance("2h".parse().unwrap());
    assert_eq!(org.count_of("queryAll", BINNED).await, 0);
}

#[tokio::test]
async fn records_come_by_the_control_endpoint_too() {
    let org = support::org().await;
    let accounts = org.count("Account").await;
    let seed = json!({
        "Account": [{ "ref": "a", "Name": "Heron & Pike" }],
        "Contact": [{ "LastName": "Pike", "AccountId": { "ref": "a" } }],
        "Lead": 300,
    });
    assert_eq!(org.post("/emulator/records", &seed).await.status, 204);
    assert_eq!(org.count("Account").await, accounts + 1);
    assert_eq!(
        org.count("Contact WHERE Account.Name = 'Heron %26 Pike'")
            .await,
        1
    );
    assert!(org.count("Lead").await >= 300);

    let slip = org
        .post(
            "/emulator/records",
            &json!({ "Account": [{ "Nmae": "x" }] }),
        )
        .await;
    assert_eq!(slip.refusal(), (400, "INVALID_SEED".to_owned()));
    let message = slip.json()[0]["message"].clone();
    assert_eq!(
        message,
        "Account, record 1: No such column 'Nmae' on sobject of type Account"
    );
}

#[tokio::test]
async fn no_parent_is_deleted_while_it_has_what_keeps_it() {
    let org = support::empty().await;
    let created = async |object: &str, record: Value| {
        let id = org.created(object, record).await;
        format!("{VERSION}/sobjects/{object}/{id}")
    };
    let id = |path: &str| path.rsplit_once('/').unwrap().1.to_owned();
    let account = created("Account", json!({ "Name": "Heron" })).await;
    let contact = json!({ "FirstName": "Ada", "LastName": "Pike", "AccountId": id(&account) });
    let contact = created("Contact", contact).await;
    let case = created("Case", json!({ "ContactId": id(&contact) })).await;

    // A case that names no account is of its contact's.
    for (path, name) in [(&contact, "Ada Pike"), (&account, "Heron")] {
        let refused = org.delete(path).await;
        let message = format!(
            "Your attempt to delete {name} could not be completed because it is associated with the following cases.: 00000001\n"
        );
        assert_eq!(refused.status, 400);
        assert_eq!(
            refused.json(),
            json!([{ "errorCode": "DELETE_FAILED", "message": message, "fields": [] }])
        );
        let refusal = org.emulator.hard_delete(&[id(path)]).unwrap_err();
        assert_eq!(refusal.code(), "DELETE_FAILED");
        assert_eq!(org.get(path).await.status, 200);
    }
    assert_eq!(org.delete(&case).await.status, 204);
    assert_eq!(org.delete(&account).await.status, 204);
    assert_eq!(org.get(&contact).await.status, 404);
}
