use std::collections::BTreeSet;

use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::support::{Org, answer, empty, org};

const SOBJECTS: &str = "/services/data/v66.0/sobjects";

async fn get(org: &Org, path: &str) -> Value {
    let answer = org.get(&format!("{SOBJECTS}{path}")).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.json()
}

fn field<'a>(object: &'a Value, name: &str) -> &'a Value {
    let mut fields = object["fields"].as_array().unwrap().iter();
    fields.find(|field| field["name"] == name).unwrap()
}

/// That a JSON object has these properties.
fn has(told: &Value, expected: &Value) {
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&told[key], value, "{key} of {}", told["name"]);
    }
}

#[tokio::test]
async fn all_objects_are_listed() {
    let org = empty().await;
    let all = get(&org, "").await;
    has(&all, &json!({ "encoding": "UTF-8", "maxBatchSize": 200 }));
    let object = |name| {
        let mut objects = all["sobjects"].as_array().unwrap().iter();
        objects.find(|object| object["name"] == name).unwrap()
    };
    let expected = json!({
        "activateable": false, "associateEntityType": null, "associateParentEntity": null, "createable": true,
        "custom": false, "customSetting": false, "deepCloneable": false, "deletable": true,
        "deprecatedAndHidden": false, "feedEnabled": true, "hasSubtypes": false, "isInterface": false,
        "isSubtype": false, "keyPrefix": "001", "label": "Account", "labelPlural": "Accounts", "layoutable": true,
        "mergeable": true, "mruEnabled": true, "name": "Account", "queryable": true, "replicateable": true,
        "retrieveable": true, "searchable": true, "triggerable": true, "undeletable": true, "updateable": true,
        "urls": {
            "describe": "/services/data/v66.0/sobjects/Account/describe",
            "quickActions": "/services/data/v66.0/sobjects/Account/quickActions",
            "rowTemplate": "/services/data/v66.0/sobjects/Account/{ID}",
            "sobject": "/services/data/v66.0/sobjects/Account",
        },
    });
    assert_eq!(*object("Account"), expected);
    let profile = json!({ "createable": false, "deletable": false, "layoutable": false, "triggerable": false, "mergeable": false, "feedEnabled": false });
    has(object("Profile"), &profile);
}

#[tokio::test]
async fn an_object_of_ones_own_is_described_as_soon_as_it_is_there() {
    let org = empty().await;
    let invoice = json!({
        "name": "Invoice__c", "label": "Invoice", "plural": "Invoices", "prefix": "a01", "name_field": "Name",
        "fields": {
            "Name": { "type": "string", "length": 80, "auto_number": "INV-{0000}" },
            "Account__c": { "type": "reference", "to": ["Account"], "relationship": "Account__r", "children": "Invoices__r", "cascade": true },
        },
    });
    assert_eq!(org.post("/emulator/objects", &invoice).await.status, 201);
    let told = get(&org, "/invoice__c/describe").await;
    has(
        &told,
        &json!({ "name": "Invoice__c", "custom": true, "keyPrefix": "a01" }),
    );
    let name = json!({ "autoNumber": true, "createable": false, "nillable": false, "nameField": true, "defaultedOnCreate": true });
    has(field(&told, "Name"), &name);
    let account = get(&org, "/Account/describe").await;
    let children = account["childRelationships"].as_array().unwrap();
    let invoices = json!({
        "cascadeDelete": true, "childSObject": "Invoice__c", "deprecatedAndHidden": false, "field": "Account__c",
        "junctionIdListNames": [], "junctionReferenceTo": [], "relationshipName": "Invoices__r",
        "restrictedDelete": false,
    });
    assert!(children.contains(&invoices), "{children:?}");
}

/// An entry of `fields.yaml`.
#[derive(Deserialize)]
struct Entry {
    object: String,
    field: String,
    told: Value,
}

fn fields() -> Vec<Entry> {
    serde_yaml::from_str(include_str!("fields.yaml")).unwrap()
}

#[tokio::test]
async fn fields_are_told_with_all_that_salesforce_tells() {
    let org = empty().await;
    let expected = &fields()[0].told;
    let keys = |field: &Value| {
        field
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<BTreeSet<_>>()
    };
    let account = get(&org, "/Account/describe").await;
    assert_eq!(field(&account, "ErpId__c"), expected);
    for field in account["fields"].as_array().unwrap() {
        assert_eq!(keys(field), keys(expected), "{}", field["name"]);
    }
}

#[tokio::test]
async fn each_type_of_field_is_told_in_its_way() {
    let org = empty().await;
    for entry in fields() {
        let told = get(&org, &format!("/{}/describe", entry.object)).await;
        has(field(&told, &entry.field), &entry.told);
    }
}

#[tokio::test]
async fn the_values_of_a_picklist_tell_its_default() {
    let org = empty().await;
    let case = get(&org, "/Case/describe").await;
    let status = field(&case, "Status");
    let new = json!({ "active": true, "defaultValue": true, "label": "New", "validFor": null, "value": "New" });
    assert_eq!(
        (&status["picklistValues"][0], &status["defaultValue"]),
        (&new, &Value::Null)
    );
    assert_eq!(status["picklistValues"][1]["defaultValue"], false);
}

#[tokio::test]
async fn queries_do_what_describe_says() {
    let org = empty().await;
    for object in ["Account", "Case", "Knowledge__kav"] {
        let told = get(&org, &format!("/{object}/describe")).await;
        for field in told["fields"].as_array().unwrap() {
            let name = field["name"].as_str().unwrap();
            for (can, soql) in [
                (
                    "sortable",
                    format!("SELECT Id FROM {object} ORDER BY {name}"),
                ),
                (
                    "groupable",
                    format!("SELECT COUNT(Id) FROM {object} GROUP BY {name}"),
                ),
                ("aggregatable", format!("SELECT MIN({name}) FROM {object}")),
            ] {
                let path = format!("/services/data/v66.0/query?q={}", soql.replace(' ', "+"));
                let is_done = org.get(&path).await.status == 200;
                assert_eq!(field[can], is_done, "{can} {object}.{name}");
            }
        }
    }
}

#[tokio::test]
async fn an_object_is_told_with_its_record_types() {
    let org = empty().await;
    let record_type = json!({ "Name": "Repair", "DeveloperName": "Repair", "SobjectType": "Case" });
    let id = org
        .post(&format!("{SOBJECTS}/RecordType"), &record_type)
        .await
        .json()["id"]
        .clone();
    let told = get(&org, "/Case/describe").await;
    has(
        &told,
        &json!({ "searchLayoutable": true, "compactLayoutable": true, "sobjectDescribeOption": "FULL", "namedLayoutInfos": [] }),
    );
    let types = told["recordTypeInfos"].as_array().unwrap();
    has(
        &types[0],
        &json!({ "recordTypeId": id, "name": "Repair", "active": true, "available": true, "master": false }),
    );
    has(
        &types[1],
        &json!({ "recordTypeId": "012000000000000AAA", "name": "Master", "master": true, "defaultRecordTypeMapping": true }),
    );
    let url = org.emulator.instance_url();
    assert_eq!(told["urls"]["uiDetailTemplate"], format!("{url}/{{ID}}"));
    assert_eq!(
        get(&org, "/Profile/describe").await["recordTypeInfos"],
        json!([])
    );
}

#[tokio::test]
async fn basic_information_has_what_was_viewed_last() {
    let org = org().await;
    let path = format!("{SOBJECTS}/Account/001Lo0000000001");
    assert_eq!(org.get(&path).await.status, 200);
    let told = get(&org, "/Account").await;
    has(
        &told["objectDescribe"],
        &json!({ "name": "Account", "keyPrefix": "001", "updateable": true }),
    );
    let items = told["recentItems"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["Id"], "001Lo0000000001IAA");
    assert_eq!(get(&org, "/Contact").await["recentItems"], json!([]));
}

#[tokio::test]
async fn who_has_it_since_it_changed_is_answered_nothing() {
    let org = empty().await;
    let since = async |path: &str, date: &str| {
        let request = org.request(Method::GET, &format!("{SOBJECTS}{path}"));
        answer(request.header("if-modified-since", date)).await
    };
    let now = "Fri, 01 May 2026 07:25:37 GMT";
    for path in ["", "/Account/describe"] {
        let whole = org.get(&format!("{SOBJECTS}{path}")).await;
        assert_eq!(whole.header("last-modified"), now);
        let known = since(path, now).await;
        assert_eq!((known.status, known.text()), (304, ""));
        assert_eq!(
            since(path, "Fri, 01 May 2026 07:25:36 GMT").await.status,
            200
        );
        assert_eq!(since(path, "lately").await.status, 200);
    }
    org.emulator.clock().advance("1h".parse().unwrap());
    let extension = json!({ "extends": "Account", "fields": { "Size__c": { "type": "string", "length": 40 } } });
    assert_eq!(org.post("/emulator/objects", &extension).await.status, 201);
    assert_eq!(since("/Account/describe", now).await.status, 200);
}

#[tokio::test]
async fn what_is_not_there_or_not_read_is_refused() {
    let org = empty().await;
    for path in ["/Nope", "/Nope/describe"] {
        let refused = org.get(&format!("{SOBJECTS}{path}")).await;
        assert_eq!(refused.refusal(), (404, "NOT_FOUND".to_owned()));
    }
    for path in ["", "/Account/describe"] {
        let refused = org.post(&format!("{SOBJECTS}{path}"), &json!({})).await;
        assert_eq!(refused.refusal(), (405, "METHOD_NOT_ALLOWED".to_owned()));
    }
}
