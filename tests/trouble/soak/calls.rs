//! A call of each action.

use serde_json::{Value, json};

/// A call.
pub(crate) struct Call {
    pub(crate) name: &'static str,
    pub(crate) input: Value,
    pub(crate) leaves: Leaves,
}

/// What a call is to leave in the org, and whether its output says that it has.
pub(crate) enum Leaves {
    /// An account of this name.
    Account(String, Says),
    /// The client's account, with this phone.
    Phone(String, Says),
    /// A lead that is gone.
    NoLead(String, Says),
    Nothing,
}

pub(crate) type Says = fn(&Value) -> bool;
type Input = fn(&str) -> Value;

/// What calls are about that make nothing.
pub(crate) struct Subject {
    /// An account of the client's own, and its external id.
    pub(crate) account: String,
    pub(crate) key: String,
    /// What is to be its phone.
    pub(crate) phone: String,
    /// Records that are there to be deleted.
    pub(crate) leads: [String; 2],
    /// Where a result goes on.
    pub(crate) next: Value,
}

/// The calls that make an account, each one of a name that begins so.
pub(crate) fn makers(prefix: &str) -> Vec<Call> {
    let all: [(&str, Input, Says); 7] = [
        (
            "create-record",
            |name| json!({ "sObject": "Account", "record": { "Name": name } }),
            succeeds,
        ),
        ("upsert-record", by_external_id, succeeds),
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
            leaves: Leaves::Account(name, made),
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
    let reads = reads(subject).into_iter().chain(about());
    let reads = reads.map(|(name, input)| Call {
        name,
        input,
        leaves: Leaves::Nothing,
    });
    let mut calls: Vec<Call> = reads.collect();
    calls.extend(updates(subject));
    calls.extend(deletes(subject));
    calls
}

fn updates(subject: &Subject) -> [Call; 3] {
    let Subject { account, key, .. } = subject;
    let call = |name: &'static str, by: &str, says: Says, input: fn(&str, &str) -> Value| {
        // Each a phone of its own.
        let phone = format!("{} {}", subject.phone, name.trim_start_matches("update-"));
        Call {
            name,
            input: input(by, &phone),
            leaves: Leaves::Phone(phone, says),
        }
    };
    [
        call(
            "update-record",
            account,
            succeeds,
            |id, phone| json!({ "sobject": "Account", "record_id": id, "fields": { "Phone": phone } }),
        ),
        call(
            "update-record-by-external-id",
            key,
            succeeds,
            |key, phone| {
                json!({
                    "sObject": "Account", "externalIdField": "ErpId__c", "externalId": key,
                    "fields": { "Phone": phone },
                })
            },
        ),
        call(
            "update-sobject-collection",
            account,
            first_saved,
            |id, phone| {
                let row = json!({ "attributes": { "type": "Account" }, "id": id, "Phone": phone });
                json!({ "records": [row] })
            },
        ),
    ]
}

fn deletes(subject: &Subject) -> [Call; 2] {
    let [one, other] = subject.leads.clone();
    [
        Call {
            name: "delete-record",
            input: json!({ "sobject": "Lead", "recordId": one }),
            leaves: Leaves::NoLead(one, succeeds),
        },
        Call {
            name: "delete-sobject-collection",
            input: json!({ "sObjectName": "Lead", "ids": [other] }),
            leaves: Leaves::NoLead(other, first_saved),
        },
    ]
}

fn succeeds(output: &Value) -> bool {
    output["success"] == true
}

fn reads(subject: &Subject) -> Vec<(&'static str, Value)> {
    let Subject {
        account, key, next, ..
    } = subject;
    let soql = "SELECT Id, Name FROM Account";
    let search = "FIND {Brackenfell} RETURNING Account(Id)";
    let key = json!({ "sobject": "Account", "external_id_field": "ErpId__c", "external_id": key });
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
