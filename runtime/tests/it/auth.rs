//! Access tokens: read for each request, renewed once, never shown.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, ready};
use serde_json::json;
use specforce_runtime::{
    AccessToken, Client, Error, Method, RetryPolicy, StaticToken, TokenProvider,
};
use wiremock::MockServer;

use crate::support::{TOKEN, arrived, builder, client, ok, refusal, script, send, status};

/// Gives `t0`, and a next one whenever it is renewed.
#[derive(Clone, Default)]
struct Counting(Arc<AtomicUsize>);

impl TokenProvider for Counting {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, Error>> {
        ready(Ok(format!("t{}", self.0.load(SeqCst)).into())).boxed()
    }

    fn renew<'a>(
        &'a self,
        refused: &'a AccessToken,
    ) -> BoxFuture<'a, Result<Option<AccessToken>, Error>> {
        assert_eq!(
            refused.expose(),
            format!("t{}", self.0.fetch_add(1, SeqCst))
        );
        self.token().map(|token| token.map(Some)).boxed()
    }
}

fn expired() -> wiremock::ResponseTemplate {
    refusal(401, "INVALID_SESSION_ID", "Session expired or invalid")
}

async fn tokens(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.unwrap();
    requests
        .iter()
        .map(|request| {
            request.headers["authorization"]
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}

fn renewing(uri: &str) -> Client {
    Client::builder(uri)
        .token_provider(Counting::default())
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_the_call_repeated() {
    let refusals = [
        expired(),
        status(403).set_body_string("Bad_OAuth_Token"),
        status(403).set_body_string("Missing_OAuth_Token"),
    ];
    for refused in refusals {
        let server = script([refused, ok(&json!({}))]).await;
        let client = renewing(&server.uri());
        send(&client, Method::POST).await.unwrap();
        send(&client, Method::GET).await.unwrap();
        assert_eq!(
            tokens(&server).await,
            ["Bearer t0", "Bearer t1", "Bearer t1"]
        );
    }
}

#[tokio::test]
async fn a_token_that_is_refused_again_ends_the_call() {
    let server = script([expired()]).await;
    let error = send(&renewing(&server.uri()), Method::GET)
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.error_code()),
        ("authentication", Some("INVALID_SESSION_ID"))
    );
    assert_eq!(arrived(&server).await, 2);
}

#[tokio::test]
async fn it_is_renewed_once_in_a_call_with_retries_too() {
    let server = script([expired(), status(503), expired()]).await;
    let client = Client::builder(server.uri())
        .token_provider(Counting::default())
        .sleeper(|_| ready(()))
        .build()
        .unwrap();
    let error = send(&client, Method::GET).await.unwrap_err();
    assert_eq!(
        (error.kind(), arrived(&server).await),
        ("authentication", 3)
    );
}

#[tokio::test]
async fn a_static_token_cannot_be_renewed() {
    let server = script([expired()]).await;
    let error = send(&client(&server.uri()).0, Method::GET)
        .await
        .unwrap_err();
    let Error::Authentication(authentication) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(authentication.refusal.as_ref().unwrap().status, 401);
    assert!(error.to_string().contains("log in again"), "{error}");
    assert_eq!(arrived(&server).await, 1);
}

#[tokio::test]
async fn a_lack_of_rights_is_no_lack_of_a_token() {
    let server = script([refusal(403, "INSUFFICIENT_ACCESS", "no")]).await;
    let error = send(&renewing(&server.uri()), Method::GET)
        .await
        .unwrap_err();
    assert_eq!((error.kind(), arrived(&server).await), ("salesforce", 1));
}

/// Has no token, and says why.
struct Failing;

impl TokenProvider for Failing {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, Error>> {
        let cause = std::io::Error::other("the key is locked");
        ready(Err(Error::authentication_because("cannot sign in", cause))).boxed()
    }
}

#[tokio::test]
async fn a_provider_without_a_token_ends_the_call() {
    let server = script([ok(&json!({}))]).await;
    let client = Client::builder(server.uri())
        .token_provider(Failing)
        .build()
        .unwrap();
    let error = send(&client, Method::GET).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.to_string().as_str()),
        ("authentication", "cannot sign in")
    );
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "the key is locked"
    );
    assert_eq!(arrived(&server).await, 0);
}

#[tokio::test]
async fn an_unusable_token_is_told_and_not_shown() {
    let server = script([ok(&json!({}))]).await;
    for token in ["", "secret\nsecret"] {
        let client = Client::builder(server.uri()).token(token).build().unwrap();
        let error = send(&client, Method::GET).await.unwrap_err();
        assert_eq!(error.kind(), "authentication");
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
    let error = Client::builder(server.uri()).build().unwrap_err();
    assert_eq!(error.kind(), "authentication");
}

#[tokio::test]
async fn no_debug_output_shows_a_token() {
    let (builder, _) = builder("https://acme.my.salesforce.com");
    let builder = builder.retry(RetryPolicy::none());
    let shown = format!(
        "{builder:?} {:?} {:?}",
        AccessToken::from(TOKEN),
        StaticToken::new(TOKEN)
    );
    let client = builder.build().unwrap();
    let request = client.request(Method::GET, "/services/data");
    assert!(!format!("{shown} {client:?} {request:?}").contains("secret"));
}
