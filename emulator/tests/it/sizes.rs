use reqwest::Method;

use crate::support::{answer, empty};

/// A path of just so many characters.
fn path(length: usize) -> String {
    let start = "/services/data/v66.0?x=";
    format!("{start}{}", "x".repeat(length - start.len()))
}

#[tokio::test]
async fn a_url_that_is_too_long_is_414() {
    let org = empty().await;
    assert_eq!(org.get(&path(16_000)).await.status, 200);
    let refused = org.get(&path(16_385)).await;
    assert_eq!(
        (refused.status, refused.text()),
        (
            414,
            "<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>"
        )
    );
    assert!(refused.header("content-type").starts_with("text/html"));
    assert_eq!(org.get(&path(60_000)).await.status, 414);
}

#[tokio::test]
async fn a_url_that_is_too_long_with_its_headers_is_431() {
    let org = empty().await;
    assert_eq!(org.get(&path(16_384)).await.status, 431);
    let request = org.request(Method::GET, "/services/data/v66.0");
    let refused = answer(request.header("x-large", "x".repeat(16_384))).await;
    assert_eq!(
        (refused.status, refused.text()),
        (
            431,
            "<h1>Bad Message 431</h1><pre>reason: Request Header Fields Too Large</pre>"
        )
    );
}

#[tokio::test]
async fn a_body_that_is_too_large_is_413() {
    let org = empty().await;
    let request = org.request(Method::POST, "/services/data/v66.0/sobjects/Account");
    let refused = answer(request.body(vec![b' '; 50 * 1024 * 1024 + 1])).await;
    assert_eq!(
        refused.refusal(),
        (413, "REQUEST_ENTITY_TOO_LARGE".to_owned())
    );
}
