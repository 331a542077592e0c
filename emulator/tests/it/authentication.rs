use reqwest::Method;
use serde_json::json;

use crate::support::{answer, empty};

const OBJECTS: &str = "/services/data/v66.0/sobjects";

#[tokio::test]
async fn who_shows_no_valid_token_is_refused() {
    let org = empty().await;
    let ask = || org.anonymous(Method::GET, OBJECTS);
    let token = org.emulator.token().expose();
    for request in [
        ask(),
        ask().bearer_auth("00Dxx!expired"),
        ask().header("authorization", format!("Basic {token}")),
        ask().header("authorization", token),
    ] {
        let refused = answer(request).await;
        assert_eq!(refused.status, 401);
        assert_eq!(
            refused.json(),
            json!([{ "message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID" }])
        );
        assert_eq!(refused.header("www-authenticate"), "Token");
        assert_eq!(refused.header("sforce-limit-info"), "");
    }
}

#[tokio::test]
async fn oauth_is_another_name_of_bearer() {
    let org = empty().await;
    let token = org.emulator.token().expose();
    for scheme in ["Bearer", "OAuth", "bearer"] {
        let request = org.anonymous(Method::GET, "/services/data/v66.0");
        let request = request.header("authorization", format!("{scheme} {token}"));
        assert_eq!(answer(request).await.status, 200, "{scheme}");
    }
}

#[tokio::test]
async fn the_list_of_versions_needs_no_token() {
    let org = empty().await;
    for path in ["/services/data", "/services/data/"] {
        let answer = answer(org.anonymous(Method::GET, path)).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("sforce-limit-info"), "");
    }
}

#[tokio::test]
async fn who_one_is_is_refused_in_words_of_its_own() {
    let org = empty().await;
    for path in [
        "/services/oauth2/userinfo",
        "/id/00DLo0000000001MAA/005Lo0000000001IAA",
    ] {
        let ask = || org.anonymous(Method::GET, path);
        let refused = answer(ask().bearer_auth("00Dxx!expired")).await;
        assert_eq!((refused.status, refused.text()), (403, "Bad_OAuth_Token"));
        let refused = answer(ask()).await;
        assert_eq!(
            (refused.status, refused.text()),
            (403, "Missing_OAuth_Token")
        );
    }
}

#[tokio::test]
async fn nothing_shows_the_token() {
    let org = empty().await;
    let token = org.emulator.token().expose();
    assert!(token.starts_with("00D") && token.contains('!'));
    assert!(!format!("{:?}", org.emulator).contains(token));
}
