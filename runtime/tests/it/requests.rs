//! What is sent, and what is refused before that.

use serde::ser::Error as _;
use serde_json::json;
use specforce_runtime::{ApiVersion, Method, Request};

use crate::support::{PATH, arrived, client, ok, once, script};

/// Path and query as they arrived.
fn sent(request: &wiremock::Request) -> &str {
    let url = request.url.as_str();
    &url[url.find("/services").unwrap()..]
}

#[tokio::test]
async fn a_request_goes_out_as_it_is_written() {
    let server = script([ok(&json!({ "a": 1 }))]).await;
    let path = "/services/data/v66.0/query?q=SELECT%20Id%20FROM%20Account%20WHERE%20Name%20%3D%20%27a%2Fb%27";
    let (client, _) = client(&server.uri());
    client.request(Method::GET, path).send().await.unwrap();
    client
        .request(Method::POST, PATH)
        .json(&json!({ "Name": null }))
        .send()
        .await
        .unwrap();
    let requests = server.received_requests().await.unwrap();
    assert_eq!(sent(&requests[0]), path);
    assert!(!requests[0].headers.contains_key("content-type") && requests[0].body.is_empty());
    assert_eq!(requests[0].headers["authorization"], "Bearer 00Dxx!secret");
    assert_eq!(requests[1].headers["content-type"], "application/json");
    assert_eq!(requests[1].body, br#"{"Name":null}"#);
}

#[tokio::test]
async fn paths_that_lead_elsewhere_are_refused() {
    let server = script([ok(&json!({}))]).await;
    let client = once(&server.uri());
    let paths = [
        "",
        "/",
        "services/data",
        "/secur/frontdoor.jsp",
        "//evil.example/services/",
        "https://evil.example/services/data",
        "@evil.example/services/",
        "/services/../secur",
        "/services/%2e%2e/secur",
        "/services/..;/secur",
        "/services/..%3bx=1/secur",
        "/services/%252e%252e/secur",
        "/services/%2E./secur",
        "/services/./data",
        "/services//data",
        "/services/..%2fsecur",
        "/services/data%5C..%5c..",
        "/services\\..\\secur",
        "/services/data\n",
        "/services/data\t",
        "/services/data#x",
        "/services/data x",
        "/services/data?q=a b",
        "/services/..",
    ];
    for path in paths {
        let error = client.request(Method::GET, path).send().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.endpoint().is_none()),
            ("invalid-input", true),
            "{path}"
        );
        assert!(
            error.to_string().starts_with("invalid input: /path: must "),
            "{error}"
        );
    }
    assert_eq!(arrived(&server).await, 0);
}

#[tokio::test]
async fn paths_that_stay_are_sent() {
    let server = script([ok(&json!({}))]).await;
    let client = once(&server.uri());
    for path in [
        "/services/data/",
        "/services/data/v66.0/sobjects/A/X__c/a%2Fb..c",
        "/services/data?u=//x/../y",
        "/services/apexrest/a..b",
    ] {
        client.request(Method::GET, path).send().await.unwrap();
        let last = server.received_requests().await.unwrap().pop().unwrap();
        assert_eq!(sent(&last), path);
    }
}

/// What no JSON can say.
struct Unwritable;

impl serde::Serialize for Unwritable {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("not today"))
    }
}

#[tokio::test]
async fn a_body_that_cannot_be_written_is_told() {
    let error = once("http://127.0.0.1:1")
        .request(Method::POST, PATH)
        .json(&Unwritable)
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.to_string().contains("not today")),
        ("invalid-input", true)
    );
}

#[test]
fn endpoints_are_filled_in() {
    let start = || Request::new(Method::GET, ApiVersion::DEFAULT);
    let url = |request: Request| request.url().to_owned();
    assert_eq!(
        url(start().segment("a", "Account/../x ?#%é")),
        "Account%2F..%2Fx%20%3F%23%25%C3%A9"
    );
    assert_eq!(url(start().segment("a", "a-b._~Z0")), "a-b._~Z0");
    assert_eq!(
        url(start().literal("/x").optional_segment("c", &None::<String>)),
        "/x"
    );
    assert_eq!(
        url(start().literal("/x").optional_segment("c", &Some("1"))),
        "/x/1"
    );
    assert_eq!(
        url(start().query("f", &vec!["a,b".to_owned(), "c".to_owned()])),
        "?f=a%2Cb,c"
    );
    assert_eq!(
        url(start().query("f", &vec![String::new(), "c".to_owned()])),
        "?f=,c"
    );
    assert_eq!(
        url(start().query("f", &None::<i64>).query("g", &Some(3_i64))),
        "?g=3"
    );
    assert_eq!(url(start().query("f", &Vec::<String>::new())), "");
    assert_eq!(
        url(start().query("f", "").query_each("s", &vec!["a", "b"])),
        "?f=&s=a&s=b"
    );
    assert_eq!(
        url(start().query("b", &true).query("n", &1.5)),
        "?b=true&n=1.5"
    );
    assert_eq!(url(start().version("v", None)), "v66.0");
    assert_eq!(url(start().version("v", Some("60.0"))), "v60.0");
}

#[test]
fn a_request_shows_neither_query_nor_body() {
    let request = Request::new(Method::POST, ApiVersion::DEFAULT)
        .literal("/services/data")
        .query("q", "confidential")
        .body(&json!({ "NewPassword": "hush" }));
    let shown = format!("{request:?}");
    assert!(
        !shown.contains("confidential") && !shown.contains("hush"),
        "{shown}"
    );
}
