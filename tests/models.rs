//! What the syncs of the project's own manifest read, and what becomes of the records that Salesforce gives.

use serde_json::{Value, json};
use specforce::Error;
use specforce::runtime::FromAnswer;
use specforce::runtime::serde::Serialize;
use specforce::runtime::sync::{Deletes, Plan, Related, Source, SyncFunction};
use specforce::syncs::{
    Account, Article, ArticlesInput, Contact, Record, RecordsBySoqlInput, Ticket, TicketsInput,
    User, UsersInput,
};

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

/// What is read with an input that is valid.
fn plan(input: &impl SyncFunction) -> Plan {
    input.plan().expect("a sync can read it")
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
    assert_eq!(plan(&ArticlesInput::new()), articles(online.clone(), None));
    let input = ArticlesInput::new()
        .language("en_US")
        .body_field("Answer__c");
    let in_english = online.condition(Some("Language = 'en_US'".to_owned()));
    assert_eq!(plan(&input), articles(in_english, Some("Answer__c")));
}

#[test]
fn a_field_of_a_parent_is_selected_by_its_path() {
    let of_users = Plan::new("User", "SystemModstamp").deletes(Deletes::None);
    let fields = [
        "Username",
        "Email",
        "FirstName",
        "LastName",
        "IsActive",
        "ProfileId",
    ];
    let expected = fields.into_iter().fold(of_users, Plan::field);
    assert_eq!(plan(&UsersInput::new()), expected.field("Profile.Name"));
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

#[test]
fn a_row_of_a_query_has_all_that_it_selects() {
    let record = json!({
        "attributes": { "type": "Account", "url": "/services/data/v66.0/sobjects/Account/001Kd00000Qm3RtIAJ" },
        "Id": "001Kd00000Qm3RtIAJ", "Name": null, "Owner": { "Name": "Ada" }, "LastModifiedDate": STAMP,
    });
    let expected = json!({ "id": "001Kd00000Qm3RtIAJ", "raw": record });
    assert_eq!(model::<Record>(record), expected);
}

#[test]
fn a_query_is_read_by_the_field_and_the_version_that_are_asked_for() {
    const SOQL: &str = "SELECT Name FROM Account WHERE Industry = 'Energy'";
    let query = |field| {
        let plan = Plan::of_query("soql_query", SOQL, field).expect("a sync can read it");
        plan.deletes(Deletes::RecycleBin)
    };
    let input = RecordsBySoqlInput::new(SOQL);
    assert_eq!(plan(&input), query("LastModifiedDate"));
    let input = input.timestamp_field("SystemModstamp").api_version("60.0");
    let expected = query("SystemModstamp").version(Some("60.0"));
    assert_eq!(plan(&input), expected);
}

#[test]
fn a_query_of_a_part_of_the_records_is_refused() {
    let records = specforce::registry().find_sync("records-by-soql");
    let input = json!({ "soql_query": "SELECT Id FROM Account LIMIT 5" });
    let plan = records.map(|sync| sync.plan(&input));
    let Some(Err(Error::InvalidInput(refused))) = plan else {
        panic!("{plan:?}");
    };
    assert_eq!(refused.violations[0].pointer, "/soql_query");
}

/// A case with what was said about it, if anything was.
fn ticket(conversation: Option<Value>) -> Value {
    let mut record = json!({
        "attributes": { "type": "Case", "url": "/services/data/v66.0/sobjects/Case/500Kd00000A1b2cIAB" },
        "Id": "500Kd00000A1b2cIAB", "CaseNumber": "00001026", "Subject": "No power", "Status": null,
        "CreatedDate": STAMP, "LastModifiedDate": STAMP, "SystemModstamp": STAMP,
    });
    if let Some(conversation) = conversation {
        record["Conversation"] = conversation;
    }
    record
}

/// A ticket without a conversation.
fn silent_ticket() -> Value {
    json!({
        "id": "500Kd00000A1b2cIAB", "case_number": "00001026", "subject": "No power", "created_date": STAMP,
        "last_modified_date": STAMP,
    })
}

#[test]
fn a_ticket_has_what_was_said_about_it() {
    let comment = json!({
        "attributes": { "type": "CaseComment", "url": "/services/data/v66.0/sobjects/CaseComment/00aKd00000A1b2cIAB" },
        "Id": "00aKd00000A1b2cIAB", "CreatedDate": STAMP, "CreatedById": "005Kd00000A1b2cIAB", "CommentBody": "Hello",
        "ParentId": "500Kd00000A1b2cIAB", "body": "Hello",
    });
    let email = json!({
        "attributes": { "type": "EmailMessage" }, "Id": "02sKd00000A1b2cIAB", "CreatedDate": STAMP, "body": null,
    });
    let mut expected = silent_ticket();
    expected["conversation"] = json!([
        {
            "id": "00aKd00000A1b2cIAB", "type": "CaseComment", "created_date": STAMP,
            "created_by": "005Kd00000A1b2cIAB", "body": "Hello",
        },
        { "id": "02sKd00000A1b2cIAB", "type": "EmailMessage", "created_date": STAMP },
    ]);
    let record = ticket(Some(json!([comment, email])));
    assert_eq!(model::<Ticket>(record), expected);
}

#[test]
fn a_ticket_about_which_nothing_was_said_has_no_conversation() {
    assert_eq!(model::<Ticket>(ticket(None)), silent_ticket());
    assert_eq!(model::<Ticket>(ticket(Some(json!([])))), silent_ticket());
}

#[test]
fn tickets_are_read_with_the_records_that_refer_to_them() {
    let said = |object, body| {
        Source::new(object, "ParentId")
            .optional()
            .required_field("CreatedDate")
            .field("CreatedById")
            .field_as("body", body)
    };
    let conversation = Related::new("Conversation", "CreatedDate")
        .of(said("CaseComment", "CommentBody"))
        .of(said("FeedItem", "Body"))
        .of(said("EmailMessage", "TextBody"));
    let of_cases = Plan::new("Case", "SystemModstamp").deletes(Deletes::RecycleBin);
    let fields = [
        "Subject",
        "Description",
        "Status",
        "Priority",
        "Origin",
        "Reason",
        "OwnerId",
        "AccountId",
        "ContactId",
    ];
    let expected = fields
        .into_iter()
        .fold(of_cases.required_field("CaseNumber"), Plan::field);
    let expected = expected
        .required_field("CreatedDate")
        .required_field("LastModifiedDate")
        .related(conversation);
    assert_eq!(plan(&TicketsInput::new()), expected);
}
