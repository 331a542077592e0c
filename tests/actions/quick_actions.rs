use serde_json::json;

use crate::org::Org;

#[tokio::test]
async fn list_quick_actions() {
    let org = Org::start().await;
    let all = org.call("list-quick-actions", json!({})).await;
    let actions = all["quickActions"].as_array().unwrap();
    assert_eq!(all["count"], actions.len());
    assert!(
        actions
            .iter()
            .any(|action| action["actionName"] == "NewTask")
    );
    let of_account = org
        .call("list-quick-actions", json!({ "sObjectType": "Account" }))
        .await;
    assert!(of_account["count"].as_u64().unwrap() > 0);
    assert_eq!(
        org.refused("list-quick-actions", json!({ "sObjectType": "Nope" }))
            .await,
        "404 NOT_FOUND"
    );
}

#[tokio::test]
async fn get_quick_action_defaults() {
    let org = Org::start().await;
    let account = org.account().await;
    let input = json!({ "quickActionName": "Account.NewContact", "contextId": account });
    let defaults = org.call("get-quick-action-defaults", input).await;
    assert_eq!(defaults["defaultValues"]["AccountId"], account);
    let unknown = json!({ "quickActionName": "Nope" });
    assert_eq!(
        org.refused("get-quick-action-defaults", unknown).await,
        "404 NOT_FOUND"
    );
}
