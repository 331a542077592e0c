use serde_json::json;

use super::support::VERSION;
use crate::support::org;

#[tokio::test]
async fn all_fields_are_shown_again() {
    let org = org().await;
    let soql = format!("{VERSION}/query?q=SELECT+Phone,Email+FROM+Contact");
    let hidden = json!(["Contact.Phone", "Contact.Email"]);
    org.post("/emulator/hidden-fields", &hidden).await;
    assert_eq!(org.get(&soql).await.status, 400);
    let shown = org.delete("/emulator/hidden-fields").await;
    assert_eq!((shown.status, shown.json()), (200, json!([])));
    assert_eq!(org.emulator.hidden_fields(), [] as [String; 0]);
    assert_eq!(org.get(&soql).await.status, 200);
}
