use reqwest::Method;

use crate::support::{answer, empty};

const VERSION: &str = "/services/data/v66.0";

#[tokio::test]
async fn every_answer_has_what_salesforce_sends() {
    let org = empty().await;
    let first = org.get(VERSION).await;
    assert_eq!(
        first.header("content-type"),
        "application/json;charset=UTF-8"
    );
    assert_eq!(first.header("date"), "Fri, 01 May 2026 07:25:37 GMT");
    assert_eq!(first.header("sforce-limit-info"), "api-usage=1/15000");
    assert_eq!(first.header("vary"), "Accept-Encoding");
    assert!(first.header("cache-control").contains("no-store"));
    assert_eq!(first.header("x-request-id").len(), 32);
    let second = org.get("/services/data/v66.0/nowhere").await;
    assert_eq!(second.refusal(), (404, "NOT_FOUND".to_owned()));
    assert_eq!(second.header("sforce-limit-info"), "api-usage=2/15000");
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let org = empty().await;
    let (get, head) = (
        org.get(VERSION).await,
        answer(org.request(Method::HEAD, VERSION)).await,
    );
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-type"), get.header("content-type"));
    assert_eq!(head.header("content-length"), get.body.len().to_string());
}

#[tokio::test]
async fn a_method_that_is_not_there_is_refused() {
    let org = empty().await;
    let refused = answer(org.request(Method::DELETE, VERSION)).await;
    assert_eq!(refused.refusal(), (405, "METHOD_NOT_ALLOWED".to_owned()));
}

#[tokio::test]
async fn json_is_all_it_speaks() {
    let org = empty().await;
    for (accept, status) in [
        ("application/xml", 406),
        ("application/xml, text/xml;q=0.5", 406),
        ("application/xml, */*;q=0.1", 200),
        ("application/json", 200),
        ("text/html", 200),
    ] {
        let request = org.request(Method::GET, VERSION).header("accept", accept);
        assert_eq!(answer(request).await.status, status, "{accept}");
    }
    // What a body is does not matter where there is none.
    let request = org.request(Method::GET, VERSION);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(answer(request).await.status, 200);
    let request = org.request(Method::POST, "/services/data/v66.0/sobjects/Account");
    let request = request
        .header("content-type", "application/xml; charset=UTF-8")
        .body("<Account/>");
    let refused = answer(request).await;
    assert_eq!(
        refused.refusal(),
        (415, "UNSUPPORTED_MEDIA_TYPE".to_owned())
    );
    assert_eq!(
        refused.json()[0]["message"],
        "MediaType of 'application/xml' is not supported by this resource"
    );
}
