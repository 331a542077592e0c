use reqwest::Method;
use serde_json::json;
use specforce_emulator::Catalog;

use crate::support::{answer, empty, org};

#[tokio::test]
async fn any_number_of_records_of_any_object_is_made_up() {
    let org = empty().await;
    let catalog = Catalog::standard().unwrap();
    for object in catalog.objects() {
        let seed = json!({ &object.name: 3 });
        let made = org.post("/emulator/records", &seed).await;
        assert_eq!(made.status, 204, "{}: {}", object.name, made.text());
    }
}

#[tokio::test]
async fn what_is_made_up_leads_to_no_record_that_is_deleted() {
    let org = org().await;
    let account = "/services/data/v66.0/sobjects/Account/001Lo000000000A";
    let deleted = answer(org.request(Method::DELETE, account)).await;
    assert_eq!(deleted.status, 204);
    let made = org.post("/emulator/records", &json!({ "Contact": 20 })).await;
    assert_eq!(made.status, 204, "{}", made.text());
}
