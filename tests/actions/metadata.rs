use serde_json::json;
use specforce_emulator::Trouble;

use crate::org::Org;

#[tokio::test]
async fn describe_global() {
    let org = Org::start().await;
    let all = org.call("describe-global", json!({})).await;
    assert_eq!(
        (&all["encoding"], &all["max_batch_size"]),
        (&json!("UTF-8"), &json!(200))
    );
    let names = all["sobjects"].as_array().unwrap();
    let account = names
        .iter()
        .find(|object| object["name"] == "Account")
        .unwrap();
    assert_eq!(
        (&account["keyPrefix"], &account["custom"]),
        (&json!("001"), &json!(false))
    );
    let unknown = json!({ "api_version": "v20.0" });
    assert_eq!(
        org.refused("describe-global", unknown).await,
        "404 NOT_FOUND"
    );
}

#[tokio::test]
async fn describe_sobject() {
    let org = Org::start().await;
    let contact = org
        .call("describe-sobject", json!({ "sObject": "Contact" }))
        .await;
    let fields = contact["fields"].as_array().unwrap();
    let account = fields
        .iter()
        .find(|field| field["name"] == "AccountId")
        .unwrap();
    assert_eq!(account["referenceTo"], json!(["Account"]));
    assert_eq!(account["relationshipName"], "Account");
    assert_eq!(
        org.refused("describe-sobject", json!({ "sObject": "Nope" }))
            .await,
        "404 NOT_FOUND"
    );
}

#[tokio::test]
async fn get_sobject_basic_info() {
    let org = Org::start().await;
    let case = org
        .call("get-sobject-basic-info", json!({ "sObject": "Case" }))
        .await;
    assert_eq!(
        (&case["name"], &case["keyPrefix"]),
        (&json!("Case"), &json!("500"))
    );
    let refused = org
        .refused("get-sobject-basic-info", json!({ "sObject": "Nope" }))
        .await;
    assert_eq!(refused, "404 NOT_FOUND");
}

#[tokio::test]
async fn list_available_resources() {
    let org = Org::start().await;
    let all = org.call("list-available-resources", json!({})).await;
    let versions = all["versions"].as_array().unwrap();
    let known = versions
        .iter()
        .find(|version| version["version"] == "66.0")
        .unwrap();
    assert_eq!(known["url"], "/services/data/v66.0");
}

/// They count as no call, so what refuses is a server that is away for longer than anybody waits.
#[tokio::test]
async fn available_resources_of_a_server_that_is_away() {
    let org = Org::start().await;
    let away = Trouble::Status {
        status: 503,
        retry_after: Some(3600),
        done: false,
    };
    org.emulator.trouble(away).unwrap();
    let refused = org.refused("list-available-resources", json!({})).await;
    assert_eq!(refused, "503 SERVER_UNAVAILABLE");
}
