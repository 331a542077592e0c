//! Redirects: to the same origin, and never with the token elsewhere.

use serde_json::json;
use specforce_runtime::{Error, Method};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{PATH, arrived, client, ok, once, script, send};

const MOVED: &str = "/services/data/v66.0/moved";

async fn redirecting(status: u16, to: &str) -> MockServer {
    let server = MockServer::start().await;
    let redirect = ResponseTemplate::new(status).insert_header("location", to);
    Mock::given(path(PATH))
        .respond_with(redirect)
        .mount(&server)
        .await;
    Mock::given(path(MOVED))
        .respond_with(ok(&json!({ "moved": true })))
        .mount(&server)
        .await;
    server
}

#[tokio::test]
async fn a_get_follows_every_redirect_on_the_instance() {
    for status in [301, 302, 303, 307, 308] {
        let server = redirecting(status, MOVED).await;
        let answer = send(&client(&server.uri()).0, Method::GET).await.unwrap();
        assert_eq!(
            answer.json::<serde_json::Value>().unwrap(),
            json!({ "moved": true })
        );
    }
}

#[tokio::test]
async fn another_method_follows_what_keeps_it() {
    for status in [307, 308] {
        let server = redirecting(status, &format!("{MOVED}?a=b")).await;
        let (client, _) = client(&server.uri());
        client
            .request(Method::POST, PATH)
            .json(&json!({ "a": 1 }))
            .send()
            .await
            .unwrap();
        let last = server.received_requests().await.unwrap().pop().unwrap();
        assert_eq!(
            (last.method.as_str(), last.url.path(), &*last.body),
            ("POST", MOVED, &br#"{"a":1}"#[..])
        );
    }
}

#[tokio::test]
async fn another_method_does_not_become_a_get() {
    for status in [301, 302, 303] {
        let server = redirecting(status, MOVED).await;
        let error = send(&client(&server.uri()).0, Method::PATCH)
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.status()),
            ("unexpected-answer", Some(status))
        );
        assert!(error.to_string().contains(MOVED), "{error}");
        assert_eq!(arrived(&server).await, 1);
    }
}

#[tokio::test]
async fn the_token_goes_to_no_other_host() {
    let other = script([ok(&json!({}))]).await;
    let to = format!("{}{PATH}?sid=secret", other.uri());
    let userinfo = format!("http://user:secret@{}{PATH}", other.address());
    for to in [
        to.as_str(),
        &userinfo,
        "//example.com/x",
        "https://127.0.0.1/x",
    ] {
        let server = redirecting(307, to).await;
        let error = send(&once(&server.uri()), Method::GET).await.unwrap_err();
        assert!(matches!(error, Error::UnexpectedAnswer(_)), "{error:?}");
        assert!(
            error.to_string().contains("no other host") && !error.to_string().contains("secret"),
            "{error}"
        );
    }
    assert_eq!(arrived(&other).await, 0);
}

#[tokio::test]
async fn a_redirect_says_where_to() {
    let server = script([ResponseTemplate::new(302)]).await;
    let error = send(&once(&server.uri()), Method::GET).await.unwrap_err();
    assert!(
        error.to_string().contains("without saying where to"),
        "{error}"
    );
}

#[tokio::test]
async fn redirects_come_to_an_end() {
    let server = MockServer::start().await;
    let forever = ResponseTemplate::new(302).insert_header("location", PATH);
    Mock::given(method("GET"))
        .respond_with(forever)
        .mount(&server)
        .await;
    let error = send(&client(&server.uri()).0, Method::GET)
        .await
        .unwrap_err();
    assert!(error.to_string().contains("more than 10 times"), "{error}");
    assert_eq!(arrived(&server).await, 11);
}
