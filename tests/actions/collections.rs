use serde_json::{Value, json};

use crate::org::Org;

fn contact(fields: &Value) -> Value {
    let mut record = json!({ "attributes": { "type": "Contact" } });
    for (name, value) in fields.as_object().unwrap() {
        record[name] = value.clone();
    }
    record
}

#[tokio::test]
async fn create_sobject_collection() {
    let org = Org::start().await;
    let records = json!([
        contact(&json!({ "LastName": "Ash" })),
        contact(&json!({ "FirstName": "Bo" }))
    ]);
    let created = org
        .call("create-sobject-collection", json!({ "records": records }))
        .await;
    let results = &created["results"];
    assert_eq!(
        (&results[0]["success"], &results[0]["errors"]),
        (&json!(true), &json!([]))
    );
    assert_eq!(
        results[1]["errors"][0]["statusCode"],
        "REQUIRED_FIELD_MISSING"
    );
    assert_eq!(results[1]["errors"][0]["fields"], json!(["LastName"]));

    let none = json!({ "records": records, "allOrNone": true });
    let created = org.call("create-sobject-collection", none).await;
    assert_eq!(
        created["results"][0]["errors"][0]["statusCode"],
        "ALL_OR_NONE_OPERATION_ROLLED_BACK"
    );
    assert_eq!(org.count("Contact WHERE LastName = 'Ash'").await, 1);
}

#[tokio::test]
async fn update_sobject_collection() {
    let org = Org::start().await;
    let id = org
        .value("SELECT Id FROM Contact ORDER BY Id LIMIT 1")
        .await;
    let records = json!([
        contact(&json!({ "id": id, "Title": "Miller" })),
        contact(&json!({ "id": "003Lo000000zzzz", "Title": "Miller" })),
    ]);
    let updated = org
        .call("update-sobject-collection", json!({ "records": records }))
        .await;
    assert_eq!(updated["results"][0]["success"], true);
    assert_eq!(updated["results"][1]["success"], false);
    assert_eq!(org.count("Contact WHERE Title = 'Miller'").await, 1);
}

#[tokio::test]
async fn upsert_sobject_collection() {
    let org = Org::start().await;
    let records = json!([
        { "attributes": { "type": "Account" }, "ErpId__c": "ERP-1001", "Rating": "Cold" },
        { "attributes": { "type": "Account" }, "ErpId__c": "ERP-8000", "Name": "New Quay" },
        { "attributes": { "type": "Account" }, "ErpId__c": "ERP-8001" },
    ]);
    let input =
        json!({ "sobject": "Account", "externalIdFieldName": "ErpId__c", "records": records });
    let done = org.call("upsert-sobject-collection", input).await;
    let created: Vec<&Value> = done["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["created"])
        .collect();
    assert_eq!(created[..2], [&json!(false), &json!(true)]);
    assert_eq!(done["results"][2]["success"], false);

    let input =
        json!({ "sobject": "Account", "externalIdFieldName": "Nope__c", "records": records });
    let refused = org.refused("upsert-sobject-collection", input).await;
    assert!(refused.starts_with('4'), "{refused}");
}

#[tokio::test]
async fn delete_sobject_collection() {
    let org = Org::start().await;
    let id = org.value("SELECT Id FROM CaseComment LIMIT 1").await;
    let input = json!({ "sObjectName": "CaseComment", "ids": [id, "00aLo000000zzzz"] });
    let deleted = org.call("delete-sobject-collection", input.clone()).await;
    assert_eq!(deleted["results"][0], json!({ "id": id, "success": true }));
    assert_eq!(deleted["results"][1]["success"], false);
    let again = org.call("delete-sobject-collection", input).await;
    assert_eq!(
        again["results"][0]["errors"][0]["statusCode"],
        "ENTITY_IS_DELETED"
    );
}
