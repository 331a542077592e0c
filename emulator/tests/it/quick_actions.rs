use serde_json::{Value, json};

use crate::support::{Org, empty, org};

const DATA: &str = "/services/data/v66.0";
const ACCOUNT: &str = "001Lo0000000001IAA";

async fn get(org: &Org, path: &str) -> Value {
    let answer = org.get(&format!("{DATA}{path}")).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.json()
}

async fn names(org: &Org, path: &str) -> Vec<String> {
    let actions = get(org, path).await;
    let actions = actions.as_array().unwrap().iter();
    let names = actions.map(|action| action["name"].as_str().unwrap().to_owned());
    names.collect()
}

#[tokio::test]
async fn an_object_has_its_own_and_the_global_ones() {
    let org = empty().await;
    let global = names(&org, "/quickActions").await;
    for name in ["NewAccount", "NewCase", "NewTask", "LogACall", "SendEmail"] {
        assert!(global.iter().any(|known| known == name), "{name}");
    }
    let own = [
        "Account.NewContact",
        "Account.NewOpportunity",
        "Account.NewCase",
    ];
    let all = names(&org, "/sobjects/Account/quickActions").await;
    assert_eq!(
        all,
        [global.clone(), own.map(str::to_owned).to_vec()].concat()
    );
    assert_eq!(names(&org, "/sobjects/User/quickActions").await, global);
}

#[tokio::test]
async fn an_action_tells_where_it_is() {
    let org = empty().await;
    let all = get(&org, "/sobjects/Account/quickActions").await;
    let expected = json!({
        "label": "New Contact", "name": "Account.NewContact", "type": "Create",
        "urls": {
            "defaultValues": format!("{DATA}/sobjects/Account/quickActions/NewContact/defaultValues"),
            "defaultValuesTemplate": format!("{DATA}/sobjects/Account/quickActions/NewContact/defaultValues/{{ID}}"),
            "describe": format!("{DATA}/sobjects/Account/quickActions/NewContact/describe"),
            "quickAction": format!("{DATA}/sobjects/Account/quickActions/NewContact"),
        },
    });
    assert!(all.as_array().unwrap().contains(&expected), "{all}");
}

#[tokio::test]
async fn every_action_is_described_and_shows_fields_that_there_are() {
    let org = empty().await;
    for object in ["Account", "Contact", "Case"] {
        for action in get(&org, &format!("/sobjects/{object}/quickActions"))
            .await
            .as_array()
            .unwrap()
        {
            let url = action["urls"]["describe"].as_str().unwrap();
            let told = org.get(url).await.json();
            assert_eq!(
                (&told["name"], &told["type"]),
                (&action["name"], &action["type"])
            );
            for row in told["layout"]["layoutRows"].as_array().unwrap() {
                assert!(row["layoutItems"][0]["label"].is_string(), "{url}: {row}");
            }
            let same = org
                .get(action["urls"]["quickAction"].as_str().unwrap())
                .await;
            assert_eq!(same.json(), told);
        }
    }
}

#[tokio::test]
async fn an_action_is_described() {
    let org = empty().await;
    let told = get(&org, "/quickActions/LogACall/describe").await;
    for (key, value) in [
        ("targetSobjectType", json!("Task")),
        ("targetParentField", json!(null)),
        ("contextSobjectType", json!(null)),
        ("targetRecordTypeId", json!(null)),
        ("iconUrl", json!(null)),
    ] {
        assert_eq!(told[key], value, "{key}");
    }
    let call = json!({ "defaultValue": "Call", "field": "Subject" });
    assert!(told["defaultValues"].as_array().unwrap().contains(&call));
    let of_case = get(&org, "/sobjects/Case/quickActions/SendEmail/describe").await;
    let parts = (
        &of_case["contextSobjectType"],
        &of_case["targetParentField"],
    );
    assert_eq!(parts, (&json!("Case"), &json!("ParentId")));
}

#[tokio::test]
async fn default_values_follow_the_record_that_an_action_is_used_on() {
    let org = org().await;
    let alone = get(&org, "/quickActions/LogACall/defaultValues").await;
    let expected = json!({ "attributes": { "type": "Task" }, "Subject": "Call", "Description": null, "WhoId": null, "WhatId": null });
    assert_eq!(alone, expected);
    let on_account = get(
        &org,
        &format!("/quickActions/LogACall/defaultValues/{ACCOUNT}"),
    )
    .await;
    assert_eq!(
        (&on_account["WhatId"], &on_account["WhoId"]),
        (&json!(ACCOUNT), &Value::Null)
    );
    let on_contact = get(&org, "/quickActions/LogACall/defaultValues/003Lo0000000001").await;
    assert_eq!(on_contact["WhoId"], "003Lo0000000001IAA");
    let task = get(&org, "/quickActions/Global.NewTask/defaultValues").await;
    assert_eq!(
        (&task["Status"], &task["OwnerId"]),
        (&json!("Not Started"), &json!("005Lo0000000001IAA"))
    );
    let same = [
        format!("/quickActions/Account.NewContact/defaultValues/{ACCOUNT}"),
        format!("/sobjects/Account/quickActions/NewContact/defaultValues/{ACCOUNT}"),
        format!("/sobjects/Account/quickActions/Account.NewContact/defaultValues/{ACCOUNT}"),
    ];
    for path in same {
        assert_eq!(get(&org, &path).await["AccountId"], ACCOUNT, "{path}");
    }
}

#[tokio::test]
async fn an_action_creates_a_record() {
    let org = org().await;
    let body = json!({ "contextId": ACCOUNT, "record": { "LastName": "Pike" } });
    let done = org
        .post(
            &format!("{DATA}/sobjects/Account/quickActions/NewContact"),
            &body,
        )
        .await;
    assert_eq!(done.status, 201, "{}", done.text());
    let done = done.json();
    let id = done["id"].as_str().unwrap();
    let expected = json!({
        "contextId": ACCOUNT, "created": true, "errors": [], "feedItemIds": [], "id": id, "ids": [id],
        "success": true, "successMessage": null,
    });
    assert_eq!(done, expected);
    let contact = get(
        &org,
        &format!("/sobjects/Contact/{id}?fields=LastName,AccountId"),
    )
    .await;
    assert_eq!(
        (&contact["LastName"], &contact["AccountId"]),
        (&json!("Pike"), &json!(ACCOUNT))
    );
}

#[tokio::test]
async fn what_the_request_says_goes_before_what_the_action_gives() {
    let org = org().await;
    let body = json!({ "contextId": ACCOUNT, "record": { "subject": "Called back" } });
    let done = org
        .post(&format!("{DATA}/quickActions/LogACall"), &body)
        .await
        .json();
    let path = format!("/sobjects/Task/{}", done["id"].as_str().unwrap());
    let task = get(&org, &path).await;
    for (name, value) in [
        ("Subject", "Called back"),
        ("Status", "Completed"),
        ("TaskSubtype", "Call"),
        ("WhatId", ACCOUNT),
    ] {
        assert_eq!(task[name], value, "{name}");
    }
}

#[tokio::test]
async fn what_cannot_be_done_is_refused() {
    let org = org().await;
    for path in [
        "/quickActions/Nope",
        "/quickActions/Nope.NewTask",
        "/quickActions/NewContact/nonsense",
        "/sobjects/Nope/quickActions",
        "/sobjects/Case/quickActions/Account.NewContact",
        "/quickActions/Account.NewContact/defaultValues/003Lo0000000001",
        "/quickActions/NewTask/defaultValues/001Lo000000zzzz",
    ] {
        let refused = org.get(&format!("{DATA}{path}")).await;
        assert_eq!(refused.refusal(), (404, "NOT_FOUND".to_owned()), "{path}");
    }
    let malformed = org
        .get(&format!("{DATA}/quickActions/NewTask/defaultValues/x"))
        .await;
    assert_eq!(malformed.refusal(), (400, "MALFORMED_ID".to_owned()));
    let without_name = json!({ "contextId": ACCOUNT, "record": {} });
    let refused = org
        .post(
            &format!("{DATA}/quickActions/Account.NewContact"),
            &without_name,
        )
        .await;
    assert_eq!(
        refused.refusal(),
        (400, "REQUIRED_FIELD_MISSING".to_owned())
    );
    for path in ["/quickActions", "/quickActions/NewTask/describe"] {
        let refused = org.post(&format!("{DATA}{path}"), &json!({})).await;
        assert_eq!(
            refused.refusal(),
            (405, "METHOD_NOT_ALLOWED".to_owned()),
            "{path}"
        );
    }
}
