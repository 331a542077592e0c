use reqwest::Method;
use serde_json::json;
use specforce_emulator::{Description, Emulator, Seed};

use crate::support::{answer, empty, start};

const INVOICE: &str = "
name: Invoice__c
label: Invoice
plural: Invoices
prefix: a01
name_field: Name
fields:
  Name: { type: string, length: 80, required: true }
";

#[tokio::test]
async fn the_clock_is_asked_and_moved() {
    let org = empty().await;
    let path = "/emulator/clock";
    assert_eq!(
        org.get(path).await.json(),
        json!({ "now": "2026-05-01T07:25:37.000+0000" })
    );
    let moved = org.post(path, &json!({ "advance": "P1DT1H" })).await;
    assert_eq!(
        moved.json(),
        json!({ "now": "2026-05-02T08:25:37.000+0000" })
    );
    let moved = org.post(path, &json!({ "advance": "-PT1H" })).await;
    assert_eq!(
        moved.json(),
        json!({ "now": "2026-05-02T07:25:37.000+0000" })
    );
    let moved = org
        .post(path, &json!({ "set": "2020-02-29T00:00:00Z" }))
        .await;
    assert_eq!(
        moved.json(),
        json!({ "now": "2020-02-29T00:00:00.000+0000" })
    );
    assert_eq!(moved.header("date"), "Sat, 29 Feb 2020 00:00:00 GMT");
    assert_eq!(
        org.post(path, &json!({ "advance": "soon" })).await.status,
        400
    );
    assert_eq!(org.post(path, &json!({ "stop": true })).await.status, 400);
}

#[tokio::test]
async fn objects_are_added_while_it_runs() {
    let org = empty().await;
    let added = answer(org.request(Method::POST, "/emulator/objects").body(INVOICE)).await;
    assert_eq!(
        (added.status, added.json()),
        (201, json!({ "name": "Invoice__c" }))
    );
    let names = org.get("/emulator/objects").await.json();
    assert!(names.as_array().unwrap().contains(&json!("Invoice__c")));
    let in_json = json!({
        "name": "Invoice__c", "label": "Invoice", "plural": "Invoices", "prefix": "a01",
        "fields": { "Total__c": { "type": "currency", "precision": 18, "scale": 2 } },
    });
    assert_eq!(org.post("/emulator/objects", &in_json).await.status, 201);
}

#[tokio::test]
async fn fields_are_added_to_objects_that_there_are() {
    let org = empty().await;
    for (field, status) in [
        ("Size__c", 201),
        ("Color__c", 201),
        ("Size__c", 201),
        ("Industry", 400),
    ] {
        let extension = json!({ "extends": "Account", "fields": { field: { "type": "string", "length": 40 } } });
        let added = org.post("/emulator/objects", &extension).await;
        assert_eq!(added.status, status, "{}", added.text());
    }
    let record = json!({ "Name": "Lanternworks", "Size__c": "Large", "Color__c": "Red" });
    let created = org
        .post("/services/data/v66.0/sobjects/Account", &record)
        .await;
    assert_eq!(created.status, 201, "{}", created.text());
    let id = created.json()["id"].as_str().unwrap().to_owned();
    let read = org
        .get(&format!(
            "/services/data/v66.0/sobjects/Account/{id}?fields=Size__c,Color__c"
        ))
        .await;
    assert_eq!(
        (&read.json()["Size__c"], &read.json()["Color__c"]),
        (&json!("Large"), &json!("Red"))
    );
}

#[tokio::test]
async fn the_rest_of_a_result_can_be_made_to_expire() {
    let many = Emulator::builder().seed(Seed::Text("Account: 300".to_owned()));
    let org = start(many).await;
    let request = org.request(
        Method::GET,
        "/services/data/v66.0/query?q=SELECT+Id+FROM+Account",
    );
    let page = answer(request.header("sforce-query-options", "batchSize=200"))
        .await
        .json();
    let next = page["nextRecordsUrl"].as_str().unwrap();
    assert_eq!(org.get(next).await.status, 200);
    assert_eq!(
        answer(org.request(Method::DELETE, "/emulator/locators"))
            .await
            .status,
        204
    );
    assert_eq!(
        org.get(next).await.refusal(),
        (400, "INVALID_QUERY_LOCATOR".to_owned())
    );
}

#[tokio::test]
async fn what_is_wrong_with_an_object_is_told() {
    let org = empty().await;
    let wrong = INVOICE.replace("string", "strin");
    let refused = answer(
        org.request(Method::POST, "/emulator/objects")
            .body(wrong.clone()),
    )
    .await;
    assert_eq!(refused.refusal(), (400, "INVALID_OBJECT".to_owned()));
    let description = Description {
        file: "Invoice__c.yaml",
        text: &wrong,
    };
    let slips = org.emulator.add_object(&description).unwrap_err();
    assert_eq!(refused.json()[0]["message"], slips[0].to_string());
    assert_eq!(
        answer(org.request(Method::POST, "/emulator/objects").body("{"))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn requests_are_counted() {
    let org = empty().await;
    org.get("/services/data").await;
    org.get("/services/data/v66.0").await;
    let told = org.get("/emulator/requests").await.json();
    assert_eq!(
        (&told["requests"], &told["apiCalls"], &told["limit"]),
        (&json!(3), &json!(1), &json!(15_000))
    );
    assert_eq!(
        answer(org.request(Method::DELETE, "/emulator/requests"))
            .await
            .status,
        204
    );
    assert_eq!(org.get("/emulator/requests").await.json()["apiCalls"], 0);
}

#[tokio::test]
async fn it_takes_the_token_and_is_no_api_call() {
    let org = empty().await;
    assert_eq!(
        answer(org.anonymous(Method::GET, "/emulator/clock"))
            .await
            .status,
        401
    );
    let answered = org.get("/emulator/nothing").await;
    assert_eq!(answered.refusal(), (404, "NOT_FOUND".to_owned()));
    assert_eq!(answered.header("sforce-limit-info"), "");
}

#[tokio::test]
async fn records_that_are_there_get_what_no_record_is_without() {
    let org = empty().await;
    let accounts = "/services/data/v66.0/sobjects/Account";
    for name in ["One", "Two"] {
        let created = org.post(accounts, &json!({ "Name": name })).await;
        assert_eq!(created.status, 201);
    }
    let fields = json!({
        "Flag__c": { "type": "boolean", "default": false },
        "Key__c": { "type": "string", "length": 9, "unique": true, "external_id": true },
        "Number__c": { "type": "string", "length": 9, "auto_number": "A-{000}" },
    });
    let extension = json!({ "extends": "Account", "fields": fields });
    let added = org.post("/emulator/objects", &extension).await;
    assert_eq!(added.status, 201, "{}", added.text());
    let soql = "SELECT+Flag__c,Number__c+FROM+Account+WHERE+Flag__c=FALSE+ORDER+BY+Id";
    let found = org
        .get(&format!("/services/data/v66.0/query?q={soql}"))
        .await;
    let found = found.json()["records"].clone();
    let values = |number: usize| (&found[number]["Flag__c"], &found[number]["Number__c"]);
    assert_eq!(values(0), (&json!(false), &json!("A-001")));
    assert_eq!(values(1), (&json!(false), &json!("A-002")));
}

#[tokio::test]
async fn an_object_may_lack_stamps() {
    let org = empty().await;
    let body = INVOICE.replace(
        "fields:",
        "without: [LastModifiedDate, LastModifiedById]\nfields:",
    );
    let added = answer(org.request(Method::POST, "/emulator/objects").body(body)).await;
    assert_eq!(added.status, 201, "{}", added.text());
    let path = "/services/data/v66.0/sobjects/Invoice__c";
    let id = org.post(path, &json!({ "Name": "One" })).await.json()["id"].clone();
    let path = format!("{path}/{}", id.as_str().unwrap());
    let changed = answer(org.request(Method::PATCH, &path).body("{}")).await;
    assert_eq!(changed.status, 204, "{}", changed.text());
    let deleted = answer(org.request(Method::DELETE, &path)).await;
    assert_eq!(deleted.status, 204, "{}", deleted.text());
    let back = org
        .post("/emulator/undelete", &json!({ "ids": [id] }))
        .await;
    assert_eq!(back.status, 204, "{}", back.text());
}

#[tokio::test]
async fn several_documents_are_told_what_to_do_instead() {
    let org = empty().await;
    let objects = format!("{INVOICE}---\nextends: Account\nfields: {{}}\n");
    let seed = "Account: 1\n---\nContact: 1\n".to_owned();
    for (path, body, cure) in [
        ("/emulator/objects", objects, "give each by itself"),
        ("/emulator/records", seed, "a seed is one"),
        (
            "/emulator/trouble",
            "503\n---\n502".to_owned(),
            "as one list",
        ),
    ] {
        let refused = answer(org.request(Method::POST, path).body(body)).await;
        assert_eq!(refused.status, 400);
        let message = refused.json()[0]["message"].as_str().unwrap().to_owned();
        assert!(message.contains("there are several documents"), "{message}");
        assert!(message.contains(cure), "{message}");
    }
    let broken = org.request(Method::POST, "/emulator/records");
    let refused = answer(broken.body("Account: [\n")).await;
    assert!(!refused.text().contains("documents"), "{}", refused.text());
}
