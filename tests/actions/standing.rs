//! Who is calling, how much is left, and what was looked at last.

use serde_json::json;
use specforce::runtime::Client;
use specforce_emulator::Trouble;

use crate::org::Org;

#[tokio::test]
async fn get_current_user() {
    let org = Org::start().await;
    let user = org.call("get-current-user", json!({})).await;
    assert_eq!(user["email"], "ines.varga@lanternworks.example");
    assert_eq!(
        user["user_id"],
        org.value("SELECT Id FROM User WHERE LastName = 'Varga'")
            .await
    );
    assert!(user["organization_id"].as_str().unwrap().starts_with("00D"));

    let client = Client::builder(org.emulator.instance_url())
        .token("not-its-token")
        .build();
    let function = specforce::registry().find("get-current-user").unwrap();
    let error = function
        .call(&client.unwrap(), json!({}))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), "authentication");
}

#[tokio::test]
async fn get_limits() {
    let org = Org::start().await;
    let before = org.call("get-limits", json!({})).await;
    let after = org.call("get-limits", json!({})).await;
    let left =
        |limits: &serde_json::Value| limits["DailyApiRequests"]["remaining"].as_i64().unwrap();
    assert_eq!(left(&before) - left(&after), 1);
}

#[tokio::test]
async fn list_recent_items() {
    let org = Org::start().await;
    let record = json!({ "sObject": "Account", "record": { "Name": "Seen Last" } });
    let id = org.call("create-record", record).await["id"].clone();
    let recent = org.call("list-recent-items", json!({ "limit": 1 })).await;
    assert_eq!(recent["count"], 1);
    assert_eq!(
        (&recent["items"][0]["id"], &recent["items"][0]["name"]),
        (&id, &json!("Seen Last"))
    );
    assert_eq!(recent["items"][0]["type"], "Account");
}

#[tokio::test]
async fn nothing_is_told_when_the_calls_are_used_up() {
    let org = Org::start().await;
    for name in ["get-limits", "list-recent-items"] {
        org.emulator.trouble(Trouble::DailyLimit {}).unwrap();
        let refused = org.refused(name, json!({})).await;
        assert_eq!(refused, "403 REQUEST_LIMIT_EXCEEDED", "{name}");
    }
}
