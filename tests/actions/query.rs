use serde_json::json;

use crate::org::Org;

#[tokio::test]
async fn query_records() {
    let org = Org::start().await;
    let soql = "SELECT Name, Account.Name FROM Contact WHERE Account.ErpId__c = 'ERP-1001' ORDER BY LastName LIMIT 1";
    let found = org.call("query-records", json!({ "soql": soql })).await;
    assert_eq!(
        (&found["totalSize"], &found["done"]),
        (&json!(1), &json!(true))
    );
    assert_eq!(
        found["records"][0]["Account"]["Name"],
        "Brackenfell Dairy Cooperative"
    );
    assert_eq!(found["records"][0]["attributes"]["type"], "Contact");

    for (soql, expected) in [
        ("SELECT Id FROM", "400 MALFORMED_QUERY"),
        ("SELECT Nmae FROM Account", "400 INVALID_FIELD"),
        ("SELECT Id FROM Acount", "400 INVALID_TYPE"),
    ] {
        assert_eq!(
            org.refused("query-records", json!({ "soql": soql })).await,
            expected
        );
    }
}

#[tokio::test]
async fn query_all_records() {
    let org = Org::start().await;
    let id = org.value("SELECT Id FROM CaseComment LIMIT 1").await;
    org.call(
        "delete-record",
        json!({ "sobject": "CaseComment", "recordId": id }),
    )
    .await;
    let query = "SELECT Id FROM CaseComment WHERE IsDeleted = TRUE";
    let found = org
        .call("query-all-records", json!({ "query": query }))
        .await;
    assert_eq!(found["records"][0]["Id"], id);
    let living = org.call("query-records", json!({ "soql": query })).await;
    assert_eq!(living["totalSize"], 0);
    let bad = json!({ "query": "SELECT" });
    assert_eq!(
        org.refused("query-all-records", bad).await,
        "400 MALFORMED_QUERY"
    );
}

#[tokio::test]
async fn retrieve_query_more() {
    let org = Org::start().await;
    let records: Vec<_> = (0..200)
        .map(|number| json!({ "attributes": { "type": "Lead" }, "LastName": format!("L{number}"), "Company": "C" }))
        .collect();
    for _ in 0..11 {
        org.call("create-sobject-collection", json!({ "records": records }))
            .await;
    }
    let first = org
        .call(
            "query-records",
            json!({ "soql": "SELECT Id FROM Lead WHERE Company = 'C'" }),
        )
        .await;
    assert_eq!(
        (&first["totalSize"], &first["done"]),
        (&json!(2200), &json!(false))
    );
    let next = json!({ "nextRecordsUrl": first["nextRecordsUrl"] });
    let second = org.call("retrieve-query-more", next).await;
    assert_eq!(second["records"].as_array().unwrap().len(), 200);
    assert_eq!(second["done"], true);

    let bad = json!({ "nextRecordsUrl": "/services/data/v66.0/query/01gLo0000000001IAA-2000" });
    assert_eq!(
        org.refused("retrieve-query-more", bad).await,
        "400 INVALID_QUERY_LOCATOR"
    );
}
