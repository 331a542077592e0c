//! What a client can be built with, and what it sends of itself.

use serde_json::json;
use specforce_runtime::{ApiVersion, Client, Method};

use crate::support::{builder, ok, script, send};

#[test]
fn instance_urls() {
    let build = |url: &str| Client::builder(url).token("t").build();
    let fine = [
        (
            "https://acme.my.salesforce.com",
            "https://acme.my.salesforce.com",
        ),
        (
            "https://acme.my.salesforce.com/",
            "https://acme.my.salesforce.com",
        ),
        (
            "  HTTPS://Acme.my.salesforce.com:443 ",
            "https://acme.my.salesforce.com",
        ),
        ("https://acme.example:8443", "https://acme.example:8443"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://127.8.9.1:1", "http://127.8.9.1:1"),
        ("http://[::1]:80", "http://[::1]"),
    ];
    for (given, origin) in fine {
        assert_eq!(build(given).unwrap().instance_url(), origin);
    }
    let refused = [
        ("acme.my.salesforce.com", "is not a URL"),
        ("", "is not a URL"),
        ("http://acme.my.salesforce.com", "must begin with https"),
        ("http://localhost.example.com", "must begin with https"),
        ("http://128.0.0.1", "must begin with https"),
        ("http://0.0.0.0", "must begin with https"),
        ("ftp://acme.my.salesforce.com", "must begin with https"),
        (
            "https://me:hush@acme.my.salesforce.com",
            "a user or a password",
        ),
        ("https://me@acme.my.salesforce.com", "a user or a password"),
        (
            "https://acme.my.salesforce.com/services/data",
            "must end after the host",
        ),
        (
            "https://acme.my.salesforce.com?a=b",
            "must end after the host",
        ),
        (
            "https://acme.my.salesforce.com#x",
            "must end after the host",
        ),
    ];
    for (given, why) in refused {
        let error = build(given).unwrap_err();
        assert_eq!(error.kind(), "invalid-input");
        assert!(
            error.to_string().contains(why) && !error.to_string().contains("hush"),
            "{given}: {error}"
        );
    }
}

#[test]
fn versions() {
    for text in ["v60.0", "60.0"] {
        assert_eq!(text.parse::<ApiVersion>().unwrap().to_string(), "v60.0");
    }
    for text in [
        "", "v", "60", "v60", "60.1", "V60.0", "vv60.0", "-1.0", "+6.0", "60.0 ", "6000.0", "x.0",
        ".0", "60.00",
    ] {
        assert!(
            text.parse::<ApiVersion>()
                .unwrap_err()
                .to_string()
                .contains("write it like `66.0`"),
            "{text}"
        );
    }
    assert_eq!(ApiVersion::default().to_string(), "v66.0");
}

#[tokio::test]
async fn the_client_names_itself() {
    let server = script([ok(&json!({}))]).await;
    send(&builder(&server.uri()).0.build().unwrap(), Method::GET)
        .await
        .unwrap();
    send(
        &builder(&server.uri())
            .0
            .user_agent("mine/1")
            .build()
            .unwrap(),
        Method::GET,
    )
    .await
    .unwrap();
    let requests = server.received_requests().await.unwrap();
    let expected = concat!("specforce/", env!("CARGO_PKG_VERSION"));
    assert_eq!(
        (
            &requests[0].headers["user-agent"],
            &requests[1].headers["user-agent"]
        ),
        (&expected.parse().unwrap(), &"mine/1".parse().unwrap())
    );
    assert_eq!(requests[0].headers["accept"], "application/json");
}

#[test]
fn settings_that_cannot_be_used_are_told() {
    let (builder, _) = builder("https://acme.my.salesforce.com");
    let error = builder.user_agent("two\nlines").build().unwrap_err();
    assert_eq!(error.kind(), "invalid-input");
}

#[tokio::test]
async fn clones_share_what_they_know() {
    fn travels<T: Clone + Send + Sync + 'static>(_: &T) {}
    let server = script([ok(&json!({})).insert_header("sforce-limit-info", "api-usage=1/2")]).await;
    let client = builder(&server.uri()).0.build().unwrap();
    travels(&client);
    send(&client.clone(), Method::GET).await.unwrap();
    assert!(client.usage().is_some());
}
