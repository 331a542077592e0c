use serde_json::json;

use crate::org::Org;

#[tokio::test]
async fn search_records() {
    let org = Org::start().await;
    let q = "FIND {Brackenfell} IN ALL FIELDS RETURNING Account(Id, Name)";
    let found = org.call("search-records", json!({ "q": q })).await;
    assert_eq!(found["totalSize"], 1);
    assert_eq!(
        found["searchResults"]["searchRecords"][0]["Name"],
        "Brackenfell Dairy Cooperative"
    );
    assert_eq!(
        org.refused("search-records", json!({ "q": "FIND Acme" }))
            .await,
        "400 MALFORMED_SEARCH"
    );
}

#[tokio::test]
async fn parameterized_search_records() {
    let org = Org::start().await;
    let input =
        json!({ "query": "Brackenfell", "sobjects": ["Account"], "fields": ["Name"], "limit": 5 });
    let found = org.call("parameterized-search-records", input).await;
    let first = &found["results"][0];
    assert_eq!(
        (&first["sobjectType"], &first["id"]),
        (&json!("Account"), &json!(org.account().await))
    );
    assert_eq!(first["fields"]["Name"], "Brackenfell Dairy Cooperative");
    let unknown = json!({ "query": "Brackenfell", "sobjects": ["Nope"] });
    assert_eq!(
        org.refused("parameterized-search-records", unknown).await,
        "400 INVALID_TYPE"
    );
}
