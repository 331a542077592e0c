//! A call of each of the 28 actions.

use serde_json::{Value, json};

/// A call.
pub(crate) struct Call {
    pub(crate) name: &'static str,
    pub(crate) input: Value,
    /// The name of the account that it makes, and whether its output says that it has.
    pub(crate) makes: Option<(String, Made)>,
}

type Made = fn(&Value) -> bool;
type Input = fn(&str) -> Value;

/// What calls are about that make nothing.
pub(crate) struct Subject {
    pub(crate) account: Value,
    /// Records that are there to be deleted.
    pub(crate) leads: [Value; 2],
    /// Where a result goes on.
    pub(crate) next: Value,
}

/// The calls that make an account, each one of a name that begins so.
pub(crate) fn makers(prefix: &str) -> Vec<Call> {
    let all: [(&str, Input, Made); 7] = [
        (
            "create-record",
            |name| json!({ "sObject": "Account", "record": { "Name": name } }),
            |output| output["success"] == true,
        ),
        ("upsert-record", by_external_id, |output| {
            output["success"] == true
        }),
        (
            "create-sobject-collection",
            |name| json!({ "records": [row(name)] }),
            first_saved,
        ),
        ("upsert-sobject-collection", by_external_ids, first_saved),
        (
            "composite-request",
            |name| json!({ "subrequests": [subrequest(name)] }),
            |output| output["compositeResponse"][0]["httpStatusCode"] == 201,
        ),
        ("composite-graph-request", graph, |output| {
            output["graphs"][0]["isSuccessful"] == true
        }),
        ("composite-batch-request", batch, |output| {
            output["results"][0]["statusCode"] == 201
        }),
    ];
    let calls = all.into_iter().map(|(action, input, made)| {
        let name = format!("{prefix} by {action}");
        Call {
            name: action,
            input: input(&name),
            makes: Some((name, made)),
        }
    });
    calls.collect()
}

fn first_saved(output: &Value) -> bool {
    output["results"][0]["success"] == true
}

fn row(name: &str) -> Value {
    json!({ "attributes": { "type": "Account" }, "Name": name })
}

fn by_external_id(name: &str) -> Value {
    json!({
        "sObject": "Account", "external_id_field": "ErpId__c", "external_id": name,
        "record_data": { "Name": name },
    })
}

fn by_external_ids(name: &str) -> Value {
    let mut row = row(name);
    row["ErpId__c"] = name.into();
    json!({ "sobject": "Account", "externalIdFieldName": "ErpId__c", "records": [row] })
}

fn subrequest(name: &str) -> Value {
    json!({
        "method": "POST", "url": "/services/data/v66.0/sobjects/Account", "referenceId": "one",
        "body": { "Name": name },
    })
}

fn graph(name: &str) -> Value {
    json!({ "graphs": [{ "graphId": "one", "compositeRequest": [subrequest(name)] }] })
}

fn batch(name: &str) -> Value {
    let url = "v66.0/sobjects/Account";
    json!({ "batchRequests": [{ "method": "POST", "url": url, "richInput": { "Name": name } }] })
}

/// The calls that change, delete or read what is there.
pub(crate) fn others(subject: &Subject) -> Vec<Call> {
    let calls = changes(subject)
        .into_iter()
        .chain(reads(subject))
        .chain(about());
    let calls = calls.map(|(name, input)| Call {
        name,
        input,
        makes: None,
    });
    calls.collect()
}

fn changes(subject: &Subject) -> Vec<(&'static str, Value)> {
    let Subject { account, leads, .. } = subject;
    let row = json!({ "attributes": { "type": "Account" }, "id": account, "Rating": "Hot" });
    let keyed = json!({
        "sObject": "Account", "externalIdField": "ErpId__c", "externalId": "ERP-1001",
        "fields": { "Rating": "Warm" },
    });
    let cold = json!({ "Rating": "Cold" });
    vec![
        (
            "update-record",
            json!({ "sobject": "Account", "record_id": account, "fields": cold }),
        ),
        ("update-record-by-external-id", keyed),
        ("update-sobject-collection", json!({ "records": [row] })),
        (
            "delete-record",
            json!({ "sobject": "Lead", "recordId": leads[0] }),
        ),
        (
            "delete-sobject-collection",
            json!({ "sObjectName": "Lead", "ids": [leads[1]] }),
        ),
    ]
}

fn reads(subject: &Subject) -> Vec<(&'static str, Value)> {
    let Subject { account, next, .. } = subject;
    let soql = "SELECT Id, Name FROM Account";
    let search = "FIND {Brackenfell} RETURNING Account(Id)";
    let key =
        json!({ "sobject": "Account", "external_id_field": "ErpId__c", "external_id": "ERP-1001" });
    vec![
        (
            "get-record",
            json!({ "sObject": "Account", "recordId": account }),
        ),
        ("get-record-by-external-id", key),
        ("query-records", json!({ "soql": soql })),
        ("query-all-records", json!({ "query": soql })),
        ("retrieve-query-more", json!({ "nextRecordsUrl": next })),
        ("search-records", json!({ "q": search })),
        (
            "parameterized-search-records",
            json!({ "query": "Brackenfell", "sobjects": ["Account"] }),
        ),
        ("list-recent-items", json!({})),
    ]
}

/// What there is to be asked about the org itself.
fn about() -> Vec<(&'static str, Value)> {
    vec![
        ("get-current-user", json!({})),
        ("get-limits", json!({})),
        ("list-available-resources", json!({})),
        ("describe-global", json!({})),
        ("describe-sobject", json!({ "sObject": "Account" })),
        ("get-sobject-basic-info", json!({ "sObject": "Account" })),
        ("list-quick-actions", json!({})),
        (
            "get-quick-action-defaults",
            json!({ "quickActionName": "Account.NewContact" }),
        ),
    ]
}
