use serde_json::{Value, json};

use crate::support::{Org, empty};

const COMPOSITE: &str = "/services/data/v66.0/composite";

async fn post(org: &Org, path: &str, body: &Value) -> (u16, Value) {
    let answer = org.post(&format!("{COMPOSITE}{path}"), body).await;
    (answer.status, answer.json())
}

fn subrequests(count: usize, resource: &str) -> Value {
    let url = format!("/services/data/v66.0/{resource}");
    let one = |number| json!({ "method": "GET", "url": url, "referenceId": format!("r{number}") });
    (0..count).map(one).collect()
}

#[tokio::test]
async fn a_composite_has_25_subrequests_of_which_5_are_queries_or_collections() {
    let org = empty().await;
    let query = "query?q=SELECT+Id+FROM+Account";
    let retrieve = "composite/sobjects/Account?ids=001Lo0000000001&fields=Id";
    for (count, resource, fits) in [
        (25, "sobjects/Account", true),
        (26, "sobjects/Account", false),
        (5, query, true),
        (6, query, false),
        (6, retrieve, false),
    ] {
        let body = json!({ "compositeRequest": subrequests(count, resource) });
        let (status, answer) = post(&org, "", &body).await;
        let results = answer["compositeResponse"].as_array().unwrap();
        let code = &results[0]["body"][0]["errorCode"];
        assert_eq!(status, 200);
        assert_eq!(code != "LIMIT_EXCEEDED", fits, "{count} of {resource}");
    }
}

#[tokio::test]
async fn a_batch_has_25_subrequests() {
    let org = empty().await;
    for (count, expected) in [(25, 200), (26, 400)] {
        let one = json!({ "method": "GET", "url": "v66.0/limits" });
        let body = json!({ "batchRequests": vec![one; count] });
        assert_eq!(post(&org, "/batch", &body).await.0, expected);
    }
}

#[tokio::test]
async fn graphs_have_500_nodes_that_are_records() {
    let org = empty().await;
    let graph = |count| {
        let url = "/services/data/v66.0/sobjects/Account";
        let node = |number| json!({ "method": "POST", "url": url, "referenceId": format!("r{number}"), "body": { "Name": "x" } });
        let nodes: Vec<Value> = (0..count).map(node).collect();
        json!({ "graphs": [{ "graphId": "g", "compositeRequest": nodes }] })
    };
    let (status, answer) = post(&org, "/graph", &graph(500)).await;
    assert_eq!(
        (status, &answer["graphs"][0]["isSuccessful"]),
        (200, &json!(true))
    );
    let (status, answer) = post(&org, "/graph", &graph(501)).await;
    assert_eq!(
        (status, &answer[0]["errorCode"]),
        (400, &json!("LIMIT_EXCEEDED"))
    );
    let query = subrequests(1, "query?q=SELECT+Id+FROM+Account");
    let body = json!({ "graphs": [{ "graphId": "g", "compositeRequest": query }] });
    let (_, answer) = post(&org, "/graph", &body).await;
    assert_eq!(answer["graphs"][0]["isSuccessful"], false);
}

#[tokio::test]
async fn a_collection_has_200_records_and_changes_the_object_9_times() {
    let org = empty().await;
    let account = json!({ "attributes": { "type": "Account" }, "Name": "x" });
    let contact = json!({ "attributes": { "type": "Contact" }, "LastName": "x" });
    let mixed = |count| {
        let records = [&account, &contact].into_iter().cycle().take(count);
        records.collect::<Vec<_>>()
    };
    for (records, expected) in [
        (vec![&account; 200], None),
        (vec![&account; 201], Some("EXCEEDED_ID_LIMIT")),
        (mixed(10), None),
        (mixed(11), Some("EXCEEDED_MAX_TYPES_LIMIT")),
    ] {
        let (_, answer) = post(&org, "/sobjects", &json!({ "records": records })).await;
        assert_eq!(answer[0]["errorCode"].as_str(), expected);
    }
}
