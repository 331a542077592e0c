//! What the syncs of the project's own manifest read, and what becomes of the records that Salesforce gives.

use serde_json::{Value, json};
use specforce::Error;
use specforce::runtime::FromAnswer;
use specforce::runtime::serde::Serialize;
use specforce::runtime::sync::{Deletes, Plan, SyncFunction};
use specforce::syncs::{Account, Article, ArticlesInput, Contact, User, UsersInput};

const STAMP: &str = "2026-05-01T07:25:37.000+0000";

/// A record, read and written.
fn model<T: FromAnswer + Serialize>(record: Value) -> Value {
    let model = T::from_answer(record).expect("it fits");
    serde_json::to_value(model).expect("a model is JSON")
}

/// The parts of a contact's mailing address, and its other fields.
fn contact(address: [Value; 5]) -> Value {
    let [street, city, state, code, country] = address;
    json!({
        "attributes": { "type": "Contact", "url": "/services/data/v66.0/sobjects/Contact/003Kd00000A1b2cIAB" },
        "Id": "003Kd00000A1b2cIAB", "FirstName": null, "LastName": "Okafor", "CreatedDate": STAMP,
        "MailingStreet": street, "MailingCity": city, "MailingState": state, "MailingPostalCode": code,
        "MailingCountry": country, "SystemModstamp": STAMP,
    })
}

#[test]
fn an_address_is_left_out_when_all_of_it_is_null() {
    let record = contact([const { Value::Null }; 5]);
    let expected =
        json!({ "id": "003Kd00000A1b2cIAB", "last_name": "Okafor", "created_at": STAMP });
    assert_eq!(model::<Contact>(record), expected);
}

#[test]
fn an_address_has_what_is_there() {
    let record = contact([
        Value::Null,
        "Bern".into(),
        Value::Null,
        "3011".into(),
        Value::Null,
    ]);
    let address = json!({ "city": "Bern", "postalCode": "3011" });
    assert_eq!(model::<Contact>(record)["mailing_address"], address);
}

#[test]
fn properties_are_taken_from_fields_in_pascal_case() {
    let record = json!({
        "Id": "001Kd00000Qm3RtIAJ", "Name": "Acme", "AccountNumber": "A-1", "BillingCity": "Bern", "Phone": null,
        "CreatedDate": STAMP, "LastModifiedDate": STAMP, "SystemModstamp": STAMP,
    });
    let expected = json!({
        "id": "001Kd00000Qm3RtIAJ", "name": "Acme", "accountNumber": "A-1", "billingCity": "Bern",
        "createdDate": STAMP, "lastModifiedDate": STAMP, "systemModstamp": STAMP,
    });
    assert_eq!(model::<Account>(record), expected);
}

#[test]
fn a_field_of_a_parent_is_taken_from_it() {
    let user = |profile: Value| {
        let record =
            json!({ "Id": "005Kd00000A1b2cIAB", "Profile": profile, "SystemModstamp": STAMP });
        model::<User>(record)["profile_name"].clone()
    };
    let profile = json!({ "attributes": { "type": "Profile" }, "Name": "Standard User" });
    assert_eq!(user(profile), "Standard User");
    assert_eq!(user(Value::Null), Value::Null);
}

#[test]
fn a_body_is_what_stands_under_the_name_of_the_input() {
    let record = json!({
        "Id": "ka0Kd00000A1b2cIAB", "KnowledgeArticleId": "kA0Kd00000A1b2cKAB", "{body_field}": "<p>Hello</p>",
        "Answer__c": "<p>Hello</p>", "LastModifiedDate": STAMP, "PublishStatus": "Online",
    });
    let expected = json!({
        "id": "ka0Kd00000A1b2cIAB", "knowledge_article_id": "kA0Kd00000A1b2cKAB", "body": "<p>Hello</p>",
        "last_modified_at": STAMP, "publish_status": "Online",
    });
    assert_eq!(model::<Article>(record), expected);
}

/// What is read of articles behind the conditions, where an input may name a field.
fn articles(plan: Plan, body_field: Option<&str>) -> Plan {
    plan.required_field("KnowledgeArticleId")
        .field("Title")
        .field("Summary")
        .named_field("{body_field}", body_field)
        .required_field("LastModifiedDate")
        .field("CreatedDate")
        .field("PublishStatus")
        .field("Language")
}

#[test]
fn articles_are_those_online_in_the_language_that_is_asked_for() {
    let online = Plan::new("Knowledge__kav", "SystemModstamp")
        .deletes(Deletes::RecycleBin)
        .condition(Some("PublishStatus = 'Online'".to_owned()));
    assert_eq!(ArticlesInput::new().plan(), articles(online.clone(), None));
    let input = ArticlesInput::new()
        .language("en_US")
        .body_field("Answer__c");
    let in_english = online.condition(Some("Language = 'en_US'".to_owned()));
    assert_eq!(input.plan(), articles(in_english, Some("Answer__c")));
}

#[test]
fn a_field_of_a_parent_is_selected_by_its_path() {
    let plan = Plan::new("User", "SystemModstamp").deletes(Deletes::None);
    let fields = [
        "Username",
        "Email",
        "FirstName",
        "LastName",
        "IsActive",
        "ProfileId",
    ];
    let plan = fields.into_iter().fold(plan, Plan::field);
    assert_eq!(UsersInput::new().plan(), plan.field("Profile.Name"));
}

#[test]
fn an_input_that_no_query_can_hold_is_refused() {
    let articles = specforce::registry().find_sync("articles");
    let plan =
        articles.map(|sync| sync.plan(&json!({ "body_field": "Id, Name", "language": "'" })));
    let Some(Err(Error::InvalidInput(refused))) = plan else {
        panic!("{plan:?}");
    };
    let pointers: Vec<&str> = refused
        .violations
        .iter()
        .map(|one| one.pointer.as_str())
        .collect();
    assert_eq!(pointers, ["/body_field", "/language"]);
}
