//! Functions: what code generation writes, here by hand.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use specforce_runtime::{
    Action, Client, Error, FromAnswer, Function, FunctionInfo, Method, Object, Registry, Request,
    Response, Violations, object,
};

use crate::support::{arrived, client, ok, once, script, status};

/// As the manifest's `create-record`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct CreateRecord {
    pub(crate) s_object: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) version: Option<String>,
    pub(crate) record: Object,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Created {
    id: String,
    success: bool,
    errors: Vec<Value>,
}

impl FromAnswer for Created {
    fn from_answer<'de, D: serde::Deserializer<'de>>(answer: D) -> Result<Self, D::Error> {
        Self::deserialize(answer)
    }
}

impl Action for CreateRecord {
    const NAME: &'static str = "create-record";
    const METHOD: Method = Method::POST;
    type Output = Created;

    fn check(&self, at: &mut Violations) {
        at.property("sObject", Some(self.s_object.as_str()), |value, at| {
            at.max_length(value, 10);
        });
    }

    fn request(&self, request: Request) -> Request {
        let request = request
            .literal("/services/data/")
            .version("version", self.version.as_deref());
        request
            .literal("/sobjects/")
            .segment("sObject", &self.s_object)
            .body(&self.record)
    }

    fn output(&self, answer: &Response) -> Result<Created, Error> {
        let created: Created = answer.read()?;
        answer.fail_if(!created.success, "success: !@")?;
        Ok(created)
    }
}

pub(crate) async fn create_record(client: &Client, input: &CreateRecord) -> Result<Created, Error> {
    client.call(input).await
}

const FUNCTION: Function = Function::new::<CreateRecord>(FunctionInfo {
    group: "Records",
    description: "Create a record.",
    docs: None,
    method: "POST",
    endpoint: "/services/data/{version}/sobjects/{sObject}",
    statuses: &[201],
    source: "spec/records.yaml:1",
    inputs: &[],
    input_schema: r#"{
        "type": "object", "additionalProperties": false, "required": ["sObject", "record"],
        "properties": { "sObject": { "type": "string" }, "version": { "type": "string" }, "record": { "type": "object" } }
    }"#,
    output_schema: "true",
    exchanges: &[],
});

static REGISTRY: Registry = Registry {
    functions: &[FUNCTION],
    syncs: &[],
    schema: "{}",
};

fn acme(s_object: &str) -> CreateRecord {
    CreateRecord {
        s_object: s_object.to_owned(),
        version: None,
        record: object!({ "Name": "Acme", "Phone": null }),
    }
}

#[tokio::test]
async fn a_call_sends_its_input_and_reads_its_output() {
    let server =
        script([status(201)
            .set_body_json(json!({ "id": "001", "success": true, "errors": [], "new": 1 }))])
        .await;
    let created = create_record(&once(&server.uri()), &acme("A/../B"))
        .await
        .unwrap();
    assert_eq!(
        created,
        Created {
            id: "001".to_owned(),
            success: true,
            errors: Vec::new()
        }
    );
    let request = &server.received_requests().await.unwrap()[0];
    assert_eq!(
        request.url.path(),
        "/services/data/v66.0/sobjects/A%2F..%2FB"
    );
    assert_eq!(request.body, br#"{"Name":"Acme","Phone":null}"#);
}

#[tokio::test]
async fn an_invalid_input_is_not_sent() {
    let server = script([ok(&json!({}))]).await;
    let client = once(&server.uri());
    for name in ["", ".", ".."] {
        let error = create_record(&client, &acme(name)).await.unwrap_err();
        assert!(
            error
                .to_string()
                .contains("/sObject: must not be empty, `.` or `..`"),
            "{error}"
        );
    }
    let input = CreateRecord {
        version: Some("66".to_owned()),
        ..acme("far too long a name")
    };
    let error = create_record(&client, &input).await.unwrap_err();
    let pointers: Vec<_> = error.to_json()["violations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v["pointer"].clone())
        .collect();
    assert_eq!(
        (error.kind(), pointers),
        ("invalid-input", vec![json!("/sObject"), json!("/version")])
    );
    assert!(
        error
            .to_string()
            .starts_with("invalid input, 2 violations:\n  /sObject: "),
        "{error}"
    );
    assert_eq!(arrived(&server).await, 0);
}

#[tokio::test]
async fn a_save_that_failed_carries_the_answer() {
    let answer = json!({ "id": "", "success": false, "errors": [{ "statusCode": "DUPLICATE_VALUE", "message": "twice", "fields": ["X__c"] }] });
    let server = script([ok(&answer)]).await;
    let error = create_record(&client(&server.uri()).0, &acme("Account"))
        .await
        .unwrap_err();
    let Error::SaveFailed(failed) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        (&failed.answer, failed.condition.as_str()),
        (&answer, "success: !@")
    );
    assert_eq!(
        (error.error_code(), error.status()),
        (Some("DUPLICATE_VALUE"), Some(200))
    );
    assert_eq!(error.details()[0].fields, ["X__c"]);
    assert_eq!(error.to_json()["answer"], answer);
    assert_eq!(
        error.to_string(),
        "Salesforce did not save what POST /services/data/v66.0/sobjects/Account sent: DUPLICATE_VALUE: twice [X__c]"
    );
}

#[tokio::test]
async fn a_function_is_called_with_json() {
    let server =
        script([status(201).set_body_json(json!({ "id": "001", "success": true, "errors": [] }))])
            .await;
    let function = REGISTRY.find("create-record").unwrap();
    let client = once(&server.uri());
    let output = function
        .call(&client, json!({ "sObject": "Account", "record": {} }))
        .await
        .unwrap();
    assert_eq!(
        output,
        json!({ "id": "001", "success": true, "errors": [] })
    );
    let error = function
        .call(&client, json!({ "sobject": "Account", "version": null }))
        .await
        .unwrap_err();
    assert_eq!(
        error.to_json()["violations"].as_array().unwrap().len(),
        4,
        "{error}"
    );
    assert_eq!(arrived(&server).await, 1);
    assert!(REGISTRY.find("no-such").is_none());
}

/// A POST that only reads, such as a Composite of nothing but GETs.
#[derive(Serialize)]
struct Reading;

impl Action for Reading {
    const NAME: &'static str = "reading";
    const METHOD: Method = Method::POST;
    type Output = Option<String>;

    fn request(&self, request: Request) -> Request {
        request.literal("/services/data").repeat_if(true)
    }
}

#[tokio::test]
async fn a_post_that_only_reads_is_repeated() {
    let server = script([status(500), status(204)]).await;
    assert_eq!(client(&server.uri()).0.call(&Reading).await.unwrap(), None);
    assert_eq!(arrived(&server).await, 2);
}

/// An endpoint that would name another host.
#[derive(Serialize)]
struct Astray(&'static str);

impl Action for Astray {
    const NAME: &'static str = "astray";
    const METHOD: Method = Method::GET;
    type Output = Value;

    fn request(&self, request: Request) -> Request {
        request.literal(self.0)
    }
}

#[tokio::test]
async fn no_endpoint_names_another_host() {
    let server = script([ok(&json!({}))]).await;
    for endpoint in ["@evil.example/", ".evil.example/", ":80/", "", "evil"] {
        let error = once(&server.uri())
            .call(&Astray(endpoint))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), "invalid-input");
    }
    once(&server.uri())
        .call(&Astray("//evil.example/x"))
        .await
        .unwrap();
    assert_eq!(arrived(&server).await, 1);
}
