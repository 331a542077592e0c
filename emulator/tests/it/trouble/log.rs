use reqwest::Method;
use serde_json::json;
use specforce_emulator::{Trouble, When};

use super::support::{ACCOUNTS, VERSION};
use crate::support::{answer, empty};

#[tokio::test]
async fn every_request_is_kept_with_what_it_met() {
    let org = empty().await;
    org.trouble(&json!([
        "502,done,method=POST",
        "reset,when=after,method=POST",
        "503,retry-after=3",
        "maintenance"
    ]))
    .await;
    org.create("First").await;
    let failed = org.request(Method::POST, ACCOUNTS).body("{\"Name\":\"x\"}");
    failed.send().await.unwrap_err();
    org.get(&format!("{VERSION}?a=b")).await;
    org.get(VERSION).await;
    org.get(&format!("{VERSION}/nowhere")).await;
    answer(org.anonymous(Method::GET, VERSION)).await;

    let log = org.get("/emulator/requests").await.json()["log"].clone();
    let line = |method, target: &str, body, status, trouble, done| json!({ "method": method, "target": target, "body": body, "status": status, "trouble": trouble, "done": done });
    assert_eq!(
        log,
        json!([
            line(
                "POST",
                ACCOUNTS,
                "{\"Name\":\"First\"}",
                Some(502),
                Some("502,done=true"),
                true
            ),
            line(
                "POST",
                ACCOUNTS,
                "{\"Name\":\"x\"}",
                None,
                Some("reset,when=after"),
                true
            ),
            line(
                "GET",
                "/services/data/v66.0?a=b",
                "",
                Some(503),
                Some("503,retry-after=3"),
                false
            ),
            line(
                "GET",
                VERSION,
                "",
                Some(503),
                Some("maintenance,status=503"),
                false
            ),
            line(
                "GET",
                "/services/data/v66.0/nowhere",
                "",
                Some(404),
                None,
                false
            ),
            line("GET", VERSION, "", Some(401), None, false),
        ])
    );
    let records = org.emulator.requests();
    let met = Trouble::Reset { when: When::After };
    assert_eq!(records[1].trouble, Some(met));
    assert_eq!(records.len(), 6);

    answer(org.request(Method::DELETE, "/emulator/requests")).await;
    assert_eq!(org.emulator.requests(), []);
}

#[tokio::test]
async fn what_cannot_be_understood_is_kept_as_it_was_sent() {
    let org = empty().await;
    for (header, value) in [("content-type", "text/csv"), ("content-encoding", "br")] {
        let sent = org.request(Method::POST, ACCOUNTS).body("Name\nAcme");
        let refused = answer(sent.header(header, value)).await;
        assert_eq!(
            refused.refusal(),
            (415, "UNSUPPORTED_MEDIA_TYPE".to_owned())
        );
    }
    let requests = org.emulator.requests();
    let told = requests.iter().map(|it| (it.status, it.body.as_str()));
    let told: Vec<_> = told.collect();
    assert_eq!(told, [(Some(415), "Name\nAcme"), (Some(415), "Name\nAcme")]);
    assert!(requests.iter().all(|request| !request.done));
}
