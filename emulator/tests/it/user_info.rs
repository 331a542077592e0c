use serde_json::json;

use crate::support::{demo, org};

const PATH: &str = "/services/oauth2/userinfo";

#[tokio::test]
async fn tells_who_the_token_is_of() {
    let org = demo().await;
    let answer = org.get(PATH).await;
    let info = answer.json();
    assert_eq!(answer.header("sforce-limit-info"), "");
    for (name, value) in [
        ("user_id", json!("005Lo0000000001IAA")),
        ("organization_id", json!("00DLo0000000001MAA")),
        (
            "preferred_username",
            json!("ines.varga@lanternworks.example"),
        ),
        ("nickname", json!("ines.varga")),
        ("name", json!("Ines Varga")),
        ("given_name", json!("Ines")),
        ("family_name", json!("Varga")),
        ("email", json!("ines.varga@lanternworks.example")),
        ("email_verified", json!(true)),
        ("zoneinfo", json!("America/Los_Angeles")),
        ("address", json!({})),
        ("active", json!(true)),
        ("user_type", json!("STANDARD")),
        ("language", json!("en_US")),
        ("locale", json!("en_US")),
        // It is summer, but Salesforce tells the offset of winter.
        ("utcOffset", json!(-28_800_000)),
        ("updated_at", json!("2026-04-01T15:00:00Z")),
        ("is_app_installed", json!(true)),
    ] {
        assert_eq!(info[name], value, "{name}");
    }
    let url = org.emulator.instance_url();
    let rest = info["urls"]["rest"].as_str().unwrap();
    assert_eq!(rest, format!("{url}/services/data/v{{version}}/"));
    assert_eq!(
        info["sub"],
        format!("{url}/id/00DLo0000000001MAA/005Lo0000000001IAA")
    );
    assert_eq!(info["picture"], info["photos"]["picture"]);
}

#[tokio::test]
async fn what_the_user_lacks_is_null() {
    let org = org().await;
    let info = org.get(PATH).await.json();
    assert_eq!(
        (&info["given_name"], &info["utcOffset"]),
        (&json!(null), &json!(0))
    );
}
