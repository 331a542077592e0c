#![deny(warnings, missing_docs)]
//! What a hand-written action may look like.

use serde::{Deserialize, Serialize};
use specforce::{Action, FromAnswer};

/// Create a thing.
///
/// It may be created twice.
#[derive(Debug, Serialize, Deserialize, Action)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[action(
    name = "make-thing",
    group = "Things",
    docs = "https://example.com/things",
    method = "POST",
    endpoint = "/services/apexrest/{thingKind}/things{/part}{?limit,tags*,q}",
    vars(q = "search"),
    body(Name = "name", "with-size" = "size", Details__c = "details", Type__c = "type"),
    repeat_if = "length(name) > `3`",
    output = Vec<Thing>
)]
pub struct CreateThing {
    /// Which kind.
    #[action(pattern = "^[a-z]+$", min_length = 1, max_length = 20)]
    pub thing_kind: String,
    /// A part of it.
    pub part: Option<u32>,
    /// At most so many.
    #[action(minimum = 1, maximum = 100)]
    pub limit: Option<i32>,
    /// Words.
    #[action(max_items = 3)]
    pub tags: Vec<String>,
    /// A search.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// The name.
    #[action(fail_if = "!@")]
    pub name: String,
    /// The size.
    pub size: f32,
    /// More.
    pub details: Option<Details>,
    /// A keyword in Rust, and another name in JSON.
    #[serde(rename = "type")]
    pub r#match: bool,
}

/// Details of a thing.
#[derive(Debug, Serialize, Deserialize)]
pub struct Details {
    /// Free text.
    pub text: std::borrow::Cow<'static, str>,
}

/// A thing.
#[derive(Debug, Serialize, Deserialize, FromAnswer)]
pub struct Thing {
    /// Its id.
    pub id: String,
}

/// A page of anything.
#[derive(Debug, Serialize, Deserialize, FromAnswer)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
}

/// Read a page of things.
#[derive(Debug, Serialize, Deserialize, Action)]
#[action(method = "GET", endpoint = "/services/apexrest/things", output = Page<Thing>)]
pub struct ListThings;

/// Ping.
#[derive(Debug, Serialize, Deserialize, Action)]
#[action(method = "GET", endpoint = "/services/data", output = specforce::types::SObjectRecord)]
pub struct Ping;

fn main() {
    let functions = [CreateThing::FUNCTION, ListThings::FUNCTION, Ping::FUNCTION];
    let registry = specforce::runtime::Registry::of(functions);
    let function = registry.find("make-thing").expect("it is there");
    assert_eq!(function.group, "Things");
    assert_eq!(function.description, "Create a thing.\n\nIt may be created twice.");
}
