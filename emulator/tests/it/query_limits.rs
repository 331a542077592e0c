use serde_json::json;

use crate::support::{Answer, Org, org};

/// A query that is too long for a URL.
async fn query(org: &Org, soql: &str) -> Answer {
    let path = "/services/data/v66.0/composite/batch";
    let url = format!("v66.0/query?q={}", soql.replace(' ', "+"));
    let body = json!({ "batchRequests": [{ "method": "GET", "url": url }] });
    org.post(path, &body).await
}

#[tokio::test]
async fn a_list_may_be_as_long_as_a_query() {
    let org = org().await;
    let numbers = vec!["1"; 40_000].join(",");
    for (condition, count) in [
        (format!("NumberOfEmployees IN ({numbers})"), 0),
        (format!("NOT NumberOfEmployees IN ({numbers})"), 12),
    ] {
        let found = query(
            &org,
            &format!("SELECT COUNT() FROM Account WHERE {condition}"),
        )
        .await;
        let result = &found.json()["results"][0];
        assert_eq!(result["statusCode"], 200, "{result}");
        assert_eq!(result["result"]["totalSize"], count);
    }
}

#[tokio::test]
async fn a_text_in_a_condition_has_4000_characters_at_most() {
    let org = org().await;
    for (operator, length, status) in [
        ("=", 4_000, 200),
        ("=", 4_001, 400),
        ("LIKE", 4_000, 200),
        ("LIKE", 60_000, 400),
    ] {
        let text = "x".repeat(length);
        let soql = format!("SELECT Id FROM Account WHERE Name {operator} '{text}'");
        let found = query(&org, &soql).await;
        let result = &found.json()["results"][0];
        assert_eq!(result["statusCode"], status, "{operator} {length}");
        if status == 400 {
            assert_eq!(result["result"][0]["errorCode"], "MALFORMED_QUERY");
        }
    }
}

#[tokio::test]
async fn what_is_too_complicated_is_told_so() {
    let org = org().await;
    let list = format!("NumberOfEmployees IN ({})", vec!["1"; 200].join(","));
    let (open, close) = ("(Name != 'x' OR (Name != 'y' AND ", "))");
    let deep = format!("{}Name != 'z'{}", open.repeat(600), close.repeat(600));
    for (condition, codes) in [
        (vec![list; 180].join(" OR "), ["QUERY_TOO_COMPLICATED"; 2]),
        (deep, ["QUERY_TOO_COMPLICATED", "MALFORMED_QUERY"]),
    ] {
        let found = query(
            &org,
            &format!("SELECT COUNT() FROM Account WHERE {condition}"),
        )
        .await;
        let result = &found.json()["results"][0];
        assert_eq!(result["statusCode"], 400, "{result}");
        let code = result["result"][0]["errorCode"].as_str().unwrap();
        assert!(codes.contains(&code), "{result}");
    }
}
