use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Org, answer, org};

const ORGANIZATION: &str = "00DLo0000000001MAA";

async fn refused(org: &Org, path: &str) -> (u16, String) {
    let refused = org.get(path).await;
    (refused.status, refused.text().to_owned())
}

/// The id of a user other than the one who asks.
async fn another(org: &Org) -> String {
    let users = "/services/data/v66.0/query?q=SELECT+Id+FROM+User+WHERE+IsActive=true+ORDER+BY+Id";
    let users = org.get(users).await.json();
    users["records"][1]["Id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_version_leads_to_who_one_is() {
    let org = org().await;
    let resources = org.get("/services/data/v66.0").await.json();
    let url = resources["identity"].as_str().unwrap();
    let path = url.strip_prefix(org.emulator.instance_url()).unwrap();
    let told = org.get(&format!("{path}?format=json")).await;
    assert_eq!(told.header("sforce-limit-info"), "");
    let told = told.json();
    for (name, value) in [
        ("id", json!(url)),
        ("asserted_user", json!(true)),
        ("user_id", json!("005Lo0000000001IAA")),
        ("organization_id", json!(ORGANIZATION)),
        ("username", json!("ines.varga@lanternworks.example")),
        ("nick_name", json!("ines.varga")),
        ("display_name", json!("Ines Varga")),
        ("first_name", json!("Ines")),
        ("last_name", json!("Varga")),
        ("timezone", json!("America/Los_Angeles")),
        ("addr_city", Value::Null),
        ("mobile_phone", Value::Null),
        ("status", json!({ "created_date": null, "body": null })),
        ("active", json!(true)),
        ("user_type", json!("STANDARD")),
        ("utcOffset", json!(-28_800_000)),
        ("last_modified_date", json!("2026-04-01T15:00:00Z")),
    ] {
        assert_eq!(told[name], value, "{name}");
    }
    let info = org.get("/services/oauth2/userinfo").await.json();
    assert_eq!((&info["sub"], &info["urls"]), (&told["id"], &told["urls"]));
}

#[tokio::test]
async fn another_user_is_told_of_too() {
    let org = org().await;
    let user = another(&org).await;
    let short = format!("/id/{}/{}", &ORGANIZATION[..15], &user[..15]);
    let told = org.get(&short).await.json();
    assert_eq!(told["asserted_user"], false);
    assert_eq!(told["user_id"], user);
    let id = told["id"].as_str().unwrap();
    assert!(id.ends_with(&format!("/id/{ORGANIZATION}/{user}")), "{id}");
}

#[tokio::test]
async fn refusals_are_codes_in_plain_text() {
    let org = org().await;
    let user = another(&org).await;
    for (path, status, code) in [
        (format!("/id/{ORGANIZATION}/nobody"), 404, "Bad_Id"),
        (format!("/id/{ORGANIZATION}/005000000000001"), 404, "Bad_Id"),
        (format!("/id/00D000000000009/{user}"), 403, "Wrong_Org"),
    ] {
        let told = refused(&org, &path).await;
        assert_eq!(told, (status, code.to_owned()), "{path}");
    }
    let record = format!("/services/data/v66.0/sobjects/User/{user}");
    let gone = org.request(Method::PATCH, &record);
    let gone = gone.header("content-type", "application/json");
    let gone = answer(gone.body(r#"{"IsActive":false}"#)).await;
    assert_eq!(gone.status, 204, "{}", gone.text());
    let told = refused(&org, &format!("/id/{ORGANIZATION}/{user}")).await;
    assert_eq!(told, (404, "Inactive".to_owned()));
}
