use serde_json::json;
use specforce_emulator::{Rule, Trouble};

use super::support::{ACCOUNTS, VERSION};
use crate::support::empty;

const ALL: [u16; 5] = [429, 500, 502, 503, 504];

#[tokio::test]
async fn a_failing_server_has_done_nothing_unless_told() {
    let org = empty().await;
    for status in ALL {
        org.emulator.trouble(Trouble::status(status)).unwrap();
        assert_eq!(org.create("Not There").await.status, status);
        assert_eq!(org.count("Account").await, 0, "{status}");
    }
}

#[tokio::test]
async fn the_api_fails_in_json_and_what_is_in_front_of_it_in_html() {
    let org = empty().await;
    for (status, code) in [(500, "UNKNOWN_EXCEPTION"), (503, "SERVER_UNAVAILABLE")] {
        org.emulator.trouble(Trouble::status(status)).unwrap();
        let failed = org.get(VERSION).await;
        assert_eq!(failed.refusal(), (status, code.to_owned()));
    }
    for (status, told) in [
        (429, "Too many requests."),
        (502, "Bad gateway."),
        (504, "The gateway has waited for too long."),
    ] {
        org.emulator.trouble(Trouble::status(status)).unwrap();
        let failed = org.get(VERSION).await;
        assert_eq!(failed.header("content-type"), "text/html;charset=UTF-8");
        assert!(failed.text().contains(told), "{}", failed.text());
    }
}

#[tokio::test]
async fn a_failing_server_may_have_done_the_work() {
    let org = empty().await;
    org.trouble(&json!({ "trouble": "status", "status": 502, "done": true }))
        .await;
    let failed = org.create("There").await;
    assert_eq!(failed.status, 502);
    assert_eq!(failed.header("content-type"), "text/html;charset=UTF-8");
    assert_eq!(org.count("Account WHERE Name = 'There'").await, 1);
}

#[tokio::test]
async fn it_tells_when_to_come_back() {
    let org = empty().await;
    for status in ALL {
        org.trouble(&json!([
            format!("{status},retry-after=7"),
            format!("{status},retry-after=11"),
            status.to_string(),
        ]))
        .await;
        for wait in ["7", "11", ""] {
            let failed = org.get(VERSION).await;
            let told = (failed.status, failed.header("retry-after"));
            assert_eq!(told, (status, wait));
        }
        assert_eq!(org.get(VERSION).await.status, 200);
    }
}

#[tokio::test]
async fn limits_are_told_apart_by_their_messages() {
    let org = empty().await;
    org.trouble(&json!(["daily-limit", "concurrent-limit"]))
        .await;
    for message in [
        "TotalRequests Limit exceeded.",
        "ConcurrentRequests (Concurrent API Requests) Limit exceeded.",
    ] {
        let refused = org.create("Not There").await;
        assert_eq!(
            refused.refusal(),
            (403, "REQUEST_LIMIT_EXCEEDED".to_owned())
        );
        assert_eq!(refused.json()[0]["message"], message);
    }
    assert_eq!(org.count("Account").await, 0);
}

#[tokio::test]
async fn a_page_for_people_may_call_itself_a_success() {
    let org = empty().await;
    org.trouble(&json!(["maintenance", { "trouble": "maintenance", "status": 200 }]))
        .await;
    for status in [503, 200] {
        let page = org.create("Not There").await;
        assert_eq!(page.status, status);
        assert_eq!(page.header("content-type"), "text/html;charset=UTF-8");
        assert!(page.text().starts_with("<!DOCTYPE html>"));
    }
    assert_eq!(org.count("Account").await, 0);
}

#[tokio::test]
async fn an_org_that_has_moved_sends_on_to_its_new_address() {
    let org = empty().await;
    let to = "https://acme--new.my.salesforce.com";
    for (key, status) in [
        ("", 301),
        (",status=302", 302),
        (",status=307", 307),
        (",status=308", 308),
    ] {
        org.trouble(&json!(format!("moved,to={to}{key}"))).await;
        // The client follows no redirect, which would leave this machine.
        let raw = org.raw(&format!("GET {VERSION}?a=b"), "").await;
        assert!(
            raw.head.starts_with(&format!("HTTP/1.1 {status}")),
            "{raw:?}"
        );
        let location = format!("Location: {to}{VERSION}?a=b");
        assert!(raw.head.contains(&location), "{raw:?}");
    }
}

#[tokio::test]
async fn rows_may_be_locked_one_by_one() {
    let org = empty().await;
    let rule = Rule::new(Trouble::LockedRows { share: 0.5 });
    org.emulator.trouble(rule).unwrap();
    let record = json!({ "attributes": { "type": "Account" }, "Name": "Row" });
    let body = json!({ "records": vec![record; 40] });
    let answer = org
        .post(&format!("{VERSION}/composite/sobjects"), &body)
        .await;
    assert_eq!(answer.status, 200);
    let results = answer.json();
    let (saved, locked): (Vec<_>, Vec<_>) = results
        .as_array()
        .unwrap()
        .iter()
        .partition(|row| row["success"] == true);
    assert!(saved.len() > 5 && locked.len() > 5, "{results}");
    for row in locked {
        assert_eq!(row["errors"][0]["statusCode"], "UNABLE_TO_LOCK_ROW");
    }
    assert_eq!(org.count("Account").await, saved.len() as u64);
}

#[tokio::test]
async fn a_record_by_itself_is_refused_where_it_is_locked() {
    let org = empty().await;
    let id = org.create("Here").await.json()["id"].clone();
    let path = format!("{ACCOUNTS}/{}", id.as_str().unwrap());
    for _ in 0..2 {
        org.emulator
            .trouble(Trouble::LockedRows { share: 1.0 })
            .unwrap();
    }
    // A read takes no lock.
    assert_eq!(org.get(&path).await.status, 200);
    for refused in [org.create("Not There").await, org.delete(&path).await] {
        assert_eq!(refused.refusal(), (400, "UNABLE_TO_LOCK_ROW".to_owned()));
        assert_eq!(refused.json()[0]["fields"], json!([]));
    }
    assert_eq!(org.delete(&path).await.status, 204);
}
