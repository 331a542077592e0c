use serde_json::json;

use crate::org::Org;

#[tokio::test]
async fn composite_request() {
    let org = Org::start().await;
    let subrequests = json!([
        { "method": "POST", "url": "/services/data/v66.0/sobjects/Account", "referenceId": "account", "body": { "Name": "Sedge Bank" } },
        { "method": "POST", "url": "/services/data/v66.0/sobjects/Contact", "referenceId": "contact",
          "body": { "LastName": "Rook", "AccountId": "@{account.id}" } },
    ]);
    let done = org
        .call(
            "composite-request",
            json!({ "subrequests": subrequests, "allOrNone": true }),
        )
        .await;
    assert_eq!(done["compositeResponse"][1]["httpStatusCode"], 201);
    assert_eq!(
        org.count("Contact WHERE Account.Name = 'Sedge Bank'").await,
        1
    );

    let subrequests = json!([
        { "method": "POST", "url": "/services/data/v66.0/sobjects/Account", "referenceId": "account", "body": { "Name": "Never" } },
        { "method": "POST", "url": "/services/data/v66.0/sobjects/Contact", "referenceId": "contact", "body": {} },
    ]);
    let failed = org
        .call(
            "composite-request",
            json!({ "subrequests": subrequests, "allOrNone": true }),
        )
        .await;
    assert_eq!(
        failed["compositeResponse"][0]["body"][0]["errorCode"],
        "PROCESSING_HALTED"
    );
    assert_eq!(org.count("Account WHERE Name = 'Never'").await, 0);
}

#[tokio::test]
async fn composite_batch_request() {
    let org = Org::start().await;
    let requests = json!([
        { "method": "GET", "url": "v66.0/sobjects/Nope/001" },
        { "method": "GET", "url": "v66.0/query?q=SELECT+COUNT()+FROM+Account" },
    ]);
    let done = org
        .call(
            "composite-batch-request",
            json!({ "batchRequests": requests }),
        )
        .await;
    assert_eq!(done["hasErrors"], true);
    assert_eq!(done["results"][0]["statusCode"], 404);
    assert_eq!(done["results"][1]["result"]["totalSize"], 12);

    let halted = org
        .call(
            "composite-batch-request",
            json!({ "batchRequests": requests, "haltOnError": true }),
        )
        .await;
    assert_eq!(halted["results"][1]["statusCode"], 412);
}

#[tokio::test]
async fn composite_graph_request() {
    let org = Org::start().await;
    let node = |name: &str, body| json!({ "method": "POST", "url": "/services/data/v66.0/sobjects/Account", "referenceId": name, "body": body });
    let graphs = json!([
        { "graphId": "good", "compositeRequest": [node("a", json!({ "Name": "Good" }))] },
        { "graphId": "bad", "compositeRequest": [node("a", json!({ "Name": "Bad" })), node("b", json!({}))] },
    ]);
    let done = org
        .call("composite-graph-request", json!({ "graphs": graphs }))
        .await;
    let successful: Vec<_> = done["graphs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["isSuccessful"].clone())
        .collect();
    assert_eq!(successful, [true, false]);
    assert_eq!(org.count("Account WHERE Name IN ('Good', 'Bad')").await, 1);
}

#[tokio::test]
async fn versions_that_there_are_not_are_refused_as_a_whole() {
    let org = Org::start().await;
    let limits = "/services/data/v66.0/limits";
    let one = json!({ "method": "GET", "url": limits, "referenceId": "one" });
    for (name, input) in [
        ("composite-request", json!({ "subrequests": [one] })),
        (
            "composite-batch-request",
            json!({ "batchRequests": [{ "method": "GET", "url": "v66.0/limits" }] }),
        ),
        (
            "composite-graph-request",
            json!({ "graphs": [{ "graphId": "g", "compositeRequest": [one] }] }),
        ),
    ] {
        let mut input = input;
        input["apiVersion"] = json!("v20.0");
        assert_eq!(org.refused(name, input).await, "404 NOT_FOUND", "{name}");
    }
}
