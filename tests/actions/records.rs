use serde_json::json;

use crate::org::Org;

#[tokio::test]
async fn create_record() {
    let org = Org::start().await;
    let record = json!({ "Name": "Fernhollow Mill", "NumberOfEmployees": 12 });
    let created = org
        .call(
            "create-record",
            json!({ "sObject": "Account", "record": record }),
        )
        .await;
    assert_eq!(created["success"], true);
    let soql = format!(
        "Account WHERE Id = '{}' AND NumberOfEmployees = 12",
        created["id"].as_str().unwrap()
    );
    assert_eq!(org.count(&soql).await, 1);

    for (record, expected) in [
        (json!({ "Phone": "1" }), "400 REQUIRED_FIELD_MISSING"),
        (json!({ "Name": "x", "Nmae": "y" }), "400 INVALID_FIELD"),
        (json!({ "Name": "x".repeat(256) }), "400 STRING_TOO_LONG"),
        (
            json!({ "Name": "x", "ErpId__c": "ERP-1001" }),
            "400 DUPLICATE_VALUE",
        ),
    ] {
        let input = json!({ "sObject": "Account", "record": record });
        assert_eq!(org.refused("create-record", input).await, expected);
    }
    let input = json!({ "sObject": "Acount", "record": {} });
    assert_eq!(org.refused("create-record", input).await, "404 NOT_FOUND");
}

#[tokio::test]
async fn get_record() {
    let org = Org::start().await;
    let id = org.account().await;
    let whole = org
        .call(
            "get-record",
            json!({ "sObject": "Account", "recordId": id }),
        )
        .await;
    assert_eq!(whole["Name"], "Brackenfell Dairy Cooperative");
    assert_eq!(whole["BillingAddress"]["city"], "Brackenfell");
    assert_eq!(whole["ParentId"], json!(null));

    let fields = json!(["Name", "Owner.Name"]);
    let some = org
        .call(
            "get-record",
            json!({ "sObject": "Account", "recordId": id, "fields": fields }),
        )
        .await;
    assert_eq!(some["Owner"]["Name"], "Tomas Lindqvist");
    assert_eq!(some["Phone"], json!(null));

    let input = json!({ "sObject": "Account", "recordId": "001Lo000000zzzzAAA" });
    assert_eq!(org.refused("get-record", input).await, "400 MALFORMED_ID");
    let input = json!({ "sObject": "Account", "recordId": "001Lo000000zzzz" });
    assert_eq!(org.refused("get-record", input).await, "404 NOT_FOUND");
}

#[tokio::test]
async fn get_record_by_external_id() {
    let org = Org::start().await;
    let input = |id: &str| json!({ "sobject": "Account", "external_id_field": "ErpId__c", "external_id": id });
    let found = org
        .call("get-record-by-external-id", input("ERP-1001"))
        .await;
    assert_eq!(found["id"], org.account().await);
    assert_eq!(found["Name"], "Brackenfell Dairy Cooperative");
    assert_eq!(
        org.refused("get-record-by-external-id", input("ERP-0"))
            .await,
        "404 NOT_FOUND"
    );
}

#[tokio::test]
async fn update_record() {
    let org = Org::start().await;
    let id = org.account().await;
    let input =
        |id: &str, fields| json!({ "sobject": "Account", "record_id": id, "fields": fields });
    let updated = org
        .call("update-record", input(&id, json!({ "Rating": "Cold" })))
        .await;
    assert_eq!(updated, json!({ "success": true }));
    let rating = org
        .value("SELECT Rating FROM Account WHERE ErpId__c = 'ERP-1001'")
        .await;
    assert_eq!(rating, "Cold");

    let nothing = input(&id, json!({ "Name": null }));
    assert_eq!(
        org.refused("update-record", nothing).await,
        "400 REQUIRED_FIELD_MISSING"
    );
    let stamp = input(&id, json!({ "CreatedDate": "2020-01-01T00:00:00Z" }));
    assert_eq!(
        org.refused("update-record", stamp).await,
        "400 INVALID_FIELD_FOR_INSERT_UPDATE"
    );
    let missing = input("001Lo000000zzzz", json!({ "Rating": "Cold" }));
    assert_eq!(org.refused("update-record", missing).await, "404 NOT_FOUND");
}

#[tokio::test]
async fn update_record_by_external_id() {
    let org = Org::start().await;
    let input = |id: &str| json!({ "sObject": "Account", "externalIdField": "ErpId__c", "externalId": id, "fields": { "Rating": "Cold" } });
    let updated = org
        .call("update-record-by-external-id", input("ERP-1001"))
        .await;
    assert_eq!(updated["updated"], true);
    let accounts = org.count("Account").await;
    assert_eq!(
        org.refused("update-record-by-external-id", input("ERP-0"))
            .await,
        "404 NOT_FOUND"
    );
    assert_eq!(org.count("Account").await, accounts);
}

#[tokio::test]
async fn upsert_record() {
    let org = Org::start().await;
    let input = |id: &str, record| json!({ "sObject": "Account", "external_id_field": "ErpId__c", "external_id": id, "record_data": record });
    let created = org
        .call(
            "upsert-record",
            input("ERP-7000", json!({ "Name": "Dunlin Glass" })),
        )
        .await;
    assert_eq!(
        (&created["success"], &created["created"]),
        (&json!(true), &json!(true))
    );
    let again = org
        .call(
            "upsert-record",
            input("ERP-7000", json!({ "Rating": "Hot" })),
        )
        .await;
    assert_eq!(
        (&again["id"], &again["created"]),
        (&created["id"], &json!(false))
    );
    assert_eq!(
        org.count("Account WHERE ErpId__c = 'ERP-7000' AND Rating = 'Hot'")
            .await,
        1
    );

    let unnamed = input("ERP-7001", json!({}));
    assert_eq!(
        org.refused("upsert-record", unnamed).await,
        "400 REQUIRED_FIELD_MISSING"
    );
}

#[tokio::test]
async fn delete_record() {
    let org = Org::start().await;
    let id = org.value("SELECT Id FROM CaseComment LIMIT 1").await;
    let id = id.as_str().unwrap();
    let input = json!({ "sobject": "CaseComment", "recordId": id });
    let deleted = org.call("delete-record", input.clone()).await;
    let message = format!("Successfully deleted CaseComment record with ID {id}");
    assert_eq!(deleted, json!({ "success": true, "message": message }));
    assert_eq!(
        org.count(&format!("CaseComment WHERE Id = '{id}'")).await,
        0
    );
    assert_eq!(
        org.refused("delete-record", input).await,
        "404 ENTITY_IS_DELETED"
    );
}
