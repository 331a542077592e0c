//! Several troubles of one request: at each place on its way the first whose turn it is.

use reqwest::Method;
use serde_json::{Value, json};
use specforce_emulator::{RequestRecord, Rule, Trouble, When};

use super::support::{ACCOUNTS, RawEnd, VERSION};
use crate::support::{Org, answer, empty};

/// What each request met, in short.
fn met(requests: &[RequestRecord]) -> Vec<String> {
    let short = |request: &RequestRecord| {
        let trouble = request.trouble.iter().map(ToString::to_string);
        trouble.collect::<Vec<_>>().join(" ")
    };
    requests.iter().map(short).collect()
}

/// How many requests each rule has seen, and how many met it.
fn counts(org: &Org) -> Vec<(u64, u64)> {
    let rules = org.emulator.rules();
    rules.iter().map(|rule| (rule.seen, rule.met)).collect()
}

#[tokio::test]
async fn a_lost_answer_and_a_late_commit_are_where_duplicates_come_from() {
    let org = empty().await;
    org.trouble(&json!(["reset,when=after", "in-flight,seconds=60"]))
        .await;
    let create = format!("POST {ACCOUNTS}");
    let raw = org.raw(&create, r#"{"Name":"Twice"}"#).await;
    assert_eq!((raw.head.as_str(), raw.end), ("", RawEnd::Reset));
    // Who looks whether it was created is misled.
    assert_eq!(org.count("Account").await, 0);
    assert_eq!(org.create("Twice").await.status, 201);
    org.emulator.clock().advance("60s".parse().unwrap());
    assert_eq!(org.count("Account").await, 2);
    let requests = org.emulator.requests();
    assert_eq!(
        met(&requests[..1]),
        ["in-flight,seconds=60 reset,when=after"]
    );
}

#[tokio::test]
async fn a_refusal_may_be_slow_and_break_off() {
    let org = empty().await;
    org.trouble(&json!(["truncated-body", "slow,seconds=0.2", "503"]))
        .await;
    let begun = std::time::Instant::now();
    let raw = org.raw(&format!("GET {VERSION}"), "").await;
    assert!(begun.elapsed().as_millis() >= 200);
    assert!(raw.head.starts_with("HTTP/1.1 503"), "{raw:?}");
    assert_eq!(raw.body.len(), raw.length() / 2);
    let requests = org.emulator.requests();
    assert_eq!(met(&requests), ["503 slow,seconds=0.2 truncated-body"]);
}

#[tokio::test]
async fn rows_may_be_locked_and_the_answer_lost() {
    let org = empty().await;
    org.trouble(&json!(["locked-rows,share=0.5", "502,done"]))
        .await;
    let record = json!({ "attributes": { "type": "Account" }, "Name": "Row" });
    let body = json!({ "records": vec![record; 40] });
    let path = format!("{VERSION}/composite/sobjects");
    assert_eq!(org.post(&path, &body).await.status, 502);
    let saved = org.count("Account").await;
    assert!((5..35).contains(&saved), "{saved}");
}

#[tokio::test]
async fn rows_are_locked_for_one_request_alone() {
    let org = empty().await;
    let id = org.create("Here").await.json()["id"].clone();
    org.trouble(&json!(["in-flight,seconds=60", "locked-rows"]))
        .await;
    assert_eq!(org.create("Late").await.status, 201);
    assert_eq!(org.create("Not There").await.status, 400);
    org.emulator.clock().advance("60s".parse().unwrap());
    org.emulator.hard_delete(&[id.as_str().unwrap()]).unwrap();
    assert_eq!(org.count("Account").await, 1);
}

#[tokio::test]
async fn who_meets_one_keeps_another_of_its_place_for_the_next() {
    let org = empty().await;
    org.trouble(&json!([
        "503",
        "502",
        "truncated-body",
        "reset,when=after,after=1"
    ]))
    .await;
    for _ in 0..2 {
        org.raw(&format!("GET {VERSION}"), "").await;
    }
    let requests = org.emulator.requests();
    assert_eq!(
        met(&requests),
        ["503 truncated-body", "502 reset,when=after"]
    );
    assert_eq!(counts(&org), [(2, 1); 4]);
}

#[tokio::test]
async fn no_answer_is_torn_that_is_not_sent() {
    let org = empty().await;
    org.trouble(&json!(["truncated-body", "reset,when=before"]))
        .await;
    let raw = org.raw(&format!("GET {VERSION}"), "").await;
    assert_eq!(raw.end, RawEnd::Reset);
    let requests = org.emulator.requests();
    assert_eq!(requests[0].trouble, [Trouble::Reset { when: When::Before }]);
    assert_eq!(counts(&org), [(1, 0), (1, 1)]);
}

#[tokio::test]
async fn only_who_writes_meets_what_happens_to_writes() {
    let org = empty().await;
    let id = org.create("Here").await.json()["id"].clone();
    for rule in ["locked-rows", "in-flight,seconds=60"] {
        org.emulator.clear_trouble();
        org.trouble(&json!(format!("{rule},after=1"))).await;
        let retrieve = json!({ "ids": [id], "fields": ["Name"] });
        let path = format!("{VERSION}/composite/sobjects/Account");
        assert_eq!(org.post(&path, &retrieve).await.status, 200);
        let search = json!({ "q": "Here", "sobjects": [{ "name": "Account" }] });
        let path = format!("{VERSION}/parameterizedSearch");
        assert_eq!(org.post(&path, &search).await.status, 200);
        assert_eq!(org.post(ACCOUNTS, &json!({})).await.status, 400);
        assert_eq!(counts(&org), [(0, 0)], "{rule}");
        org.create("Through").await;
        assert_eq!(counts(&org), [(1, 0)], "{rule}");
        org.create("Met").await;
        assert_eq!(counts(&org), [(2, 1)], "{rule}");
    }
}

#[tokio::test]
async fn what_a_503_keeps_out_does_not_count_as_a_write() {
    let org = empty().await;
    org.trouble(&json!(["503", "locked-rows"])).await;
    assert_eq!(org.create("Not There").await.status, 503);
    assert_eq!(counts(&org), [(1, 1), (0, 0)]);
    assert_eq!(org.create("Not There").await.status, 400);
    assert_eq!(counts(&org), [(2, 1), (1, 1)]);
}

#[tokio::test]
async fn a_method_is_the_one_that_was_sent() {
    let org = empty().await;
    let id = org.create("Here").await.json()["id"].clone();
    org.trouble(&json!([
        "502,method=HEAD",
        "503,method=POST",
        "504,method=PATCH"
    ]))
    .await;
    let head = answer(org.request(Method::HEAD, VERSION)).await;
    assert_eq!((head.status, head.body.len()), (502, 0));
    let path = format!("{ACCOUNTS}/{}?_HttpMethod=PATCH", id.as_str().unwrap());
    let change = json!({ "Name": "New" });
    assert_eq!(org.post(&path, &change).await.status, 503);
    assert_eq!(org.post(&path, &change).await.status, 204);
    assert_eq!(counts(&org)[2], (0, 0));
}

#[tokio::test]
async fn what_needs_no_session_ends_none() {
    let org = empty().await;
    org.emulator.trouble(Trouble::ExpiredSession {}).unwrap();
    let versions = answer(org.anonymous(Method::GET, "/services/data")).await;
    assert_eq!(versions.status, 200);
    assert_eq!(org.get("/services/data").await.status, 200);
    assert_eq!(counts(&org), [(0, 0)]);
    assert_eq!(org.get(VERSION).await.status, 401);
}

#[tokio::test]
async fn what_does_not_count_meets_no_limit() {
    let org = empty().await;
    for (limit, used) in [
        (Trouble::DailyLimit {}, "api-usage=15000/15000"),
        (Trouble::ConcurrentLimit {}, "api-usage=0/15000"),
    ] {
        org.emulator.trouble(limit).unwrap();
        for free in ["/services/data", "/services/oauth2/userinfo"] {
            assert_eq!(org.get(free).await.status, 200, "{free}");
        }
        let refused = org.get(VERSION).await;
        assert_eq!(
            (refused.status, refused.header("sforce-limit-info")),
            (403, used)
        );
    }
}

/// Which rows of a collection are saved.
async fn saved(org: &Org) -> Vec<Value> {
    let record = json!({ "attributes": { "type": "Account" }, "Name": "Row" });
    let body = json!({ "records": vec![record; 20] });
    let path = format!("{VERSION}/composite/sobjects");
    let rows = org.post(&path, &body).await.json();
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| row["success"].clone()).collect()
}

#[tokio::test]
async fn which_rows_are_locked_begins_anew_with_the_rules() {
    let org = empty().await;
    let rule = Rule::new(Trouble::LockedRows { share: 0.5 });
    let mut all = Vec::new();
    for delete in ["", "", "?seed=7", "?seed=7", "", "?seed=0"] {
        let path = format!("/emulator/trouble{delete}");
        assert_eq!(org.delete(&path).await.status, 200);
        org.emulator.trouble(rule.clone()).unwrap();
        all.push(saved(&org).await);
    }
    assert_eq!(all[0], all[1]);
    assert_ne!(all[1], all[2]);
    assert_eq!((&all[2], &all[2]), (&all[3], &all[4]));
    assert_eq!(all[5], all[0]);
    org.emulator.reseed_trouble(7);
    org.emulator.trouble(rule).unwrap();
    assert_eq!(saved(&org).await, all[2]);
    for other in ["seed=seven", "sead=7"] {
        let refused = org.delete(&format!("/emulator/trouble?{other}")).await;
        assert_eq!(refused.refusal(), (400, "INVALID_INPUT".to_owned()));
    }
}

#[tokio::test]
async fn what_a_rule_does_at_random_depends_on_no_other() {
    let mut all = Vec::new();
    for first in ["504,rate=0", "504,rate=0.5,path=/limits", "504,times=9"] {
        let org = empty().await;
        org.trouble(&json!([first, "slow,seconds=0,rate=0.5"]))
            .await;
        for at in 0..40 {
            let path = if at % 3 == 0 { "/limits" } else { "" };
            org.get(&format!("{VERSION}{path}")).await;
        }
        let requests = org.emulator.requests();
        let slow = Trouble::Slow { seconds: 0.0 };
        let slow = requests
            .iter()
            .map(|request| request.trouble.contains(&slow));
        all.push(slow.collect::<Vec<_>>());
    }
    assert!(all[0].contains(&true) && all[0].contains(&false));
    assert_eq!((&all[0], &all[0]), (&all[1], &all[2]));
}
