use serde_json::json;

use crate::support::org;

#[tokio::test]
async fn versions_have_the_names_of_their_releases() {
    let org = org().await;
    let versions = org.get("/services/data").await.json();
    let versions = versions.as_array().unwrap();
    for (label, version) in [
        ("Summer '14", "31.0"),
        ("Winter '15", "32.0"),
        ("Spring '26", "66.0"),
    ] {
        let url = format!("/services/data/v{version}");
        let known = json!({ "label": label, "url": url, "version": version });
        assert!(versions.contains(&known), "{known}");
    }
}

#[tokio::test]
async fn a_version_lists_its_resources() {
    let org = org().await;
    let resources = org.get("/services/data/v66.0").await.json();
    assert_eq!(resources["sobjects"], "/services/data/v66.0/sobjects");
    for unknown in ["v30.0", "v99.0", "66.0", "v66"] {
        let refused = org.get(&format!("/services/data/{unknown}")).await;
        assert_eq!(
            refused.refusal(),
            (404, "NOT_FOUND".to_owned()),
            "{unknown}"
        );
    }
}
