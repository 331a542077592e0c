use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use specforce_emulator::{Trouble, When};

use super::support::{ACCOUNTS, VERSION};
use crate::support::{answer, empty};

#[tokio::test]
async fn every_request_is_kept_with_what_it_met() {
    let org = empty().await;
    org.trouble(&json!([
        "502,done,method=POST",
        "reset,when=after,method=POST,after=1",
        "503,retry-after=3,method=GET",
        "maintenance,method=GET"
    ]))
    .await;
    org.create("First").await;
    let failed = org.request(Method::POST, ACCOUNTS).body("{\"Name\":\"x\"}");
    failed.send().await.unwrap_err();
    org.get(&format!("{VERSION}?a=b")).await;
    org.get(VERSION).await;
    org.get(&format!("{VERSION}/nowhere")).await;
    answer(org.anonymous(Method::GET, VERSION)).await;

    let mut log = org.get("/emulator/requests").await.json()["log"].clone();
    for line in log.as_array_mut().unwrap() {
        let line = line.as_object_mut().unwrap();
        assert!(line.remove("at").unwrap().is_u64());
        assert!(line.remove("number").unwrap().is_u64());
        assert!(line.remove("headers").unwrap().is_object());
    }
    let line = |method, target: &str, body, status, trouble, done| json!({ "method": method, "target": target, "body": body, "status": status, "trouble": Vec::from_iter::<Option<&str>>(trouble), "done": done });
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
    assert_eq!(records[1].trouble, [met]);
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

#[tokio::test]
async fn when_a_request_came_and_its_headers_are_kept_but_no_secret() {
    let org = empty().await;
    org.trouble(&json!("slow,seconds=0.05")).await;
    org.get(VERSION).await;
    let asked = org.request(Method::GET, VERSION).header("x-trace", "a");
    answer(asked.header("x-trace", "b").header("cookie", "sid=secret")).await;
    let requests = org.emulator.requests();
    let waited = requests[1].at.checked_sub(requests[0].at).unwrap();
    assert!(waited.as_millis() >= 50, "{waited:?}");
    let headers = &requests[1].headers;
    assert_eq!(headers["x-trace"], "a, b");
    assert!(headers.contains_key("host"));
    let secrets = ["authorization", "cookie"];
    assert!(!secrets.iter().any(|name| headers.contains_key(*name)));
    assert!(!format!("{requests:?}").contains(org.emulator.token().expose()));
}

#[tokio::test]
async fn what_was_asked_since_is_told_by_the_number() {
    let org = empty().await;
    org.get(VERSION).await;
    let number = org.emulator.requests()[0].number;
    org.get(&format!("{VERSION}/limits")).await;
    let since = org.emulator.requests_since(number);
    assert_eq!((since.len(), since[0].number), (1, number + 1));
    let told = org.get(&format!("/emulator/requests?since={number}")).await;
    let told = told.json()["log"].clone();
    assert_eq!(told[0]["number"], number + 1);
    assert_eq!(told[1], Value::Null);
    let refused = org.get("/emulator/requests?since=yesterday").await;
    assert_eq!(refused.refusal(), (400, "INVALID_INPUT".to_owned()));
}

#[tokio::test]
async fn long_bodies_are_cut_between_letters_and_push_out_old_ones() {
    let org = empty().await;
    let path = format!("{VERSION}/nowhere");
    let text = json!(format!("xx{}", "€".repeat(22_000)));
    for _ in 0..600 {
        assert_eq!(org.post(&path, &text).await.status, 404);
    }
    let requests = org.emulator.requests();
    let kept: usize = requests.iter().map(|request| request.body.len()).sum();
    assert!((500..520).contains(&requests.len()), "{}", requests.len());
    assert!(kept < 32 * 1024 * 1024, "{kept}");
    let body = &requests[0].body;
    assert_eq!((body.ends_with('€'), body.len()), (true, 65_535));
}

#[tokio::test]
async fn a_body_that_just_fits_is_kept_whole() {
    let org = empty().await;
    let path = format!("{VERSION}/nowhere");
    for (length, kept) in [
        (65_533, 65_533),
        (65_535, 65_535),
        (65_536, 65_536),
        (65_537, 65_536),
    ] {
        let body = "x".repeat(length - 2);
        org.post(&path, &json!(body)).await;
        let requests = org.emulator.requests();
        assert_eq!(requests.last().unwrap().body.len(), kept);
    }
}

#[tokio::test]
async fn an_answer_that_nobody_waits_for_is_not_sent() {
    let org = empty().await;
    org.trouble(&json!("slow,seconds=60")).await;
    let waits = org
        .request(Method::POST, ACCOUNTS)
        .timeout(Duration::from_millis(200));
    let waits = waits
        .header("Content-Type", "application/json")
        .body(r#"{"Name":"Late"}"#);
    assert!(waits.send().await.unwrap_err().is_timeout());
    let request = org.emulator.requests().remove(0);
    assert_eq!((request.status, request.done), (None, true));
    org.trouble(&json!("slow,seconds=0.01")).await;
    org.get(VERSION).await;
    assert_eq!(org.emulator.requests()[1].status, Some(200));
}

#[tokio::test]
async fn what_was_rolled_back_is_not_done() {
    let org = empty().await;
    let records = |names: [Option<&str>; 2]| {
        names.map(|name| json!({ "attributes": { "type": "Account" }, "Name": name }))
    };
    let (one, none) = (records([Some("One"), None]), records([None, None]));
    let part = |body: &Value| json!({ "method": "POST", "url": ACCOUNTS, "referenceId": "one", "body": body });
    let (good, bad) = (part(&json!({ "Name": "Two" })), part(&json!({})));
    let mut other = bad.clone();
    other["referenceId"] = json!("two");
    let batch = |body: &Value| json!([{ "method": "POST", "url": "v66.0/sobjects/Account", "richInput": body }]);
    let graph = |parts: [&Value; 1]| json!([{ "graphId": "one", "compositeRequest": parts }]);
    for (path, body, done) in [
        ("composite/sobjects", json!({ "records": one }), true),
        ("composite/sobjects", json!({ "records": none }), false),
        (
            "composite/sobjects",
            json!({ "records": one, "allOrNone": true }),
            false,
        ),
        (
            "composite",
            json!({ "compositeRequest": [good, other] }),
            true,
        ),
        (
            "composite",
            json!({ "compositeRequest": [good, other], "allOrNone": true }),
            false,
        ),
        ("composite", json!({ "compositeRequest": [bad] }), false),
        ("composite/graph", json!({ "graphs": graph([&good]) }), true),
        ("composite/graph", json!({ "graphs": graph([&bad]) }), false),
        (
            "composite/batch",
            json!({ "batchRequests": batch(&json!({ "Name": "Three" })) }),
            true,
        ),
        (
            "composite/batch",
            json!({ "batchRequests": batch(&json!({})) }),
            false,
        ),
    ] {
        let answer = org.post(&format!("{VERSION}/{path}"), &body).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let last = org.emulator.requests().pop().unwrap();
        assert_eq!(last.done, done, "{body}");
    }
}
