use schemars::JsonSchema;
use serde::Deserialize;

use super::entries::{Entries, Json, kept_null};

/// A file of a specforce manifest.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a mapping with `group`, `actions` and `types`"
)]
pub(crate) struct File {
    /// The name under which the functions of this file stand together, such as `Quick Actions`.
    pub(crate) group: Option<String>,
    /// Functions that are one call each, by name: lower case words joined by dashes, such as `create-record`.
    #[serde(default)]
    pub(crate) actions: Entries<Action>,
    /// Types that functions of any file can use, by name, such as `SaveResult`.
    #[serde(default)]
    pub(crate) types: Entries<Property>,
    /// The names of types that are here and could not be read.
    #[serde(skip)]
    pub(crate) unread_types: Vec<String>,
    /// Nothing of the file could be read.
    #[serde(skip)]
    pub(crate) unreadable: bool,
}

impl File {
    /// Whether a type of this name may stand in what could not be read.
    pub(crate) fn may_declare(&self, name: &str) -> bool {
        self.unreadable || self.unread_types.iter().any(|unread| unread == name)
    }
}

/// A function that is one call to Salesforce.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "an action: a mapping with `description`, `method`, `endpoint` and so on"
)]
pub(crate) struct Action {
    /// What the function does, in Markdown.
    pub(crate) description: String,
    /// The address of the Salesforce page that documents the call.
    pub(crate) docs: Option<String>,
    /// The HTTP method: GET, POST, PUT, PATCH or DELETE.
    #[schemars(extend("enum" = ["GET", "POST", "PUT", "PATCH", "DELETE"]))]
    pub(crate) method: String,
    /// Path and query as an RFC 6570 template over the input: `{sObject}` one segment, `{/contextId}` a segment that
    /// is there or not, `{?fields}` a query parameter joined by commas, `{?sObject*}` a repeated one, `{+path}` a path
    /// as it is. `{version}` is the input of type `ApiVersion`, else the client's.
    pub(crate) endpoint: String,
    /// Values of template variables that are no input property of the same name, as JMESPath over the input.
    #[serde(default)]
    pub(crate) vars: Entries<String>,
    /// What a caller gives, by name; `name?` may be left out.
    #[serde(default)]
    pub(crate) input: Entries<Property>,
    /// The JSON body, as one JMESPath over the input, or as a mapping from name to JMESPath. What is absent is left out.
    pub(crate) body: Option<Body>,
    /// Whether the call may be repeated although Salesforce may have carried it out, as JMESPath over the input.
    /// Nothing said: everything but a POST may.
    pub(crate) repeat_if: Option<String>,
    /// The HTTP statuses of success that Salesforce documents; 200 if nothing is said.
    #[serde(default)]
    pub(crate) statuses: Vec<u16>,
    /// What a caller gets: a mapping of properties, or one type.
    pub(crate) output: Option<Output>,
    /// Examples: each becomes a test, and an example in the docs and schemas.
    #[serde(default)]
    pub(crate) exchanges: Vec<Exchange>,
}

/// A request body: one expression, or an object with an expression a property.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(untagged)]
pub(crate) enum Body {
    /// JMESPath whose value is the whole body.
    Whole(String),
    /// A JSON object: name to JMESPath.
    Properties(Entries<String>),
}

/// An output: one type, or an object with its properties.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(untagged)]
pub(crate) enum Output {
    /// A type, such as `map<Limit>` or `QueryResult`.
    Type(String),
    /// The properties of an object, by name; `name?` may be left out.
    Properties(Entries<Property>),
}

/// A type or a property: a JSON Schema, or in short just a type such as `list<string>`.
#[derive(Debug, Clone, Default, JsonSchema)]
#[schemars(untagged)]
pub(crate) enum Property {
    /// Nothing said: a string.
    #[default]
    Nothing,
    /// Just a type: `string`, `integer`, `number`, `boolean`, `any`, `list<T>`, `map<T>`, `T | null`, or a type's name.
    Type(String),
    /// A JSON Schema.
    Schema(Box<Schema>),
}

/// A JSON Schema, and where the value comes from.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a JSON Schema: a mapping")]
pub(crate) struct Schema {
    /// `string` (if nothing is said), `integer`, `number`, `boolean`, `any`, `list<T>`, `map<T>`, `T | null`, or a type's name.
    pub(crate) r#type: Option<String>,
    /// What the value means, in Markdown.
    pub(crate) description: Option<String>,
    /// The only values allowed.
    pub(crate) r#enum: Option<Vec<Json>>,
    /// The only value there is. In an output it is given without a look at the answer.
    #[serde(default, deserialize_with = "kept_null")]
    pub(crate) r#const: Option<Json>,
    /// What is taken when the value is left out.
    #[serde(default, deserialize_with = "kept_null")]
    pub(crate) default: Option<Json>,
    /// Values that show what is meant.
    #[serde(default)]
    pub(crate) examples: Vec<Json>,
    /// JSON Schema's `format`, such as `date-time`; it is told, not checked.
    pub(crate) format: Option<String>,
    /// A regular expression that the string must match, in what ECMA-262 and Rust's regex share.
    pub(crate) pattern: Option<String>,
    /// The fewest characters.
    #[serde(rename = "minLength")]
    pub(crate) min_length: Option<usize>,
    /// The most characters.
    #[serde(rename = "maxLength")]
    pub(crate) max_length: Option<usize>,
    /// The least number.
    pub(crate) minimum: Option<Json>,
    /// The greatest number.
    pub(crate) maximum: Option<Json>,
    /// The fewest items.
    #[serde(rename = "minItems")]
    pub(crate) min_items: Option<usize>,
    /// The most items.
    #[serde(rename = "maxItems")]
    pub(crate) max_items: Option<usize>,
    /// The properties of an object, by name; `name?` may be left out.
    pub(crate) properties: Option<Entries<Property>>,
    /// Whether the object keeps properties that are not named.
    #[serde(rename = "additionalProperties", default)]
    pub(crate) additional_properties: bool,
    /// The property's name in Rust; on a type, the name of every property of this type.
    pub(crate) rust: Option<String>,
    /// Where in the answer the value is taken from, as JMESPath relative to the object that holds the property.
    pub(crate) from: Option<String>,
    /// The case in which Salesforce writes the names of this type's properties: `PascalCase`.
    #[schemars(extend("enum" = ["PascalCase", null]))]
    pub(crate) from_case: Option<String>,
    /// Plain text with `{input}` properties; it never looks at the answer.
    pub(crate) template: Option<String>,
    /// The map takes every property of the answer that no other property's `from` begins with.
    #[serde(default)]
    pub(crate) rest: bool,
    /// Leaves the property out when it is `""`, `[]` or `{}`.
    #[serde(default)]
    pub(crate) omit_empty: bool,
    /// JMESPath over the value. In an input: a violation. In an output: an error that carries the whole answer.
    pub(crate) fail_if: Option<String>,
}

/// An example of a call: what goes in, what is sent, what Salesforce answers, and what comes out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "an exchange: a mapping with `input`, `request`, `response`, and `output` or `error`"
)]
pub(crate) struct Exchange {
    /// The input; nothing said: `{}`.
    #[serde(default)]
    pub(crate) input: Option<Json>,
    /// The request that is sent.
    pub(crate) request: ExpectedRequest,
    /// What Salesforce answers.
    pub(crate) response: GivenResponse,
    /// What the function gives back; or else `error`.
    #[serde(default, deserialize_with = "kept_null")]
    pub(crate) output: Option<Json>,
    /// The error that the function ends in; or else `output`.
    pub(crate) error: Option<ExpectedError>,
}

/// A request as it is sent.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a request: a mapping with `path` and `body`"
)]
pub(crate) struct ExpectedRequest {
    /// Path and query, percent-encoded.
    pub(crate) path: String,
    /// The JSON body, if one is sent.
    #[serde(default, deserialize_with = "kept_null")]
    pub(crate) body: Option<Json>,
}

/// An answer of Salesforce.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a response: a mapping with `status` and `body`"
)]
pub(crate) struct GivenResponse {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The JSON body, if there is one.
    #[serde(default, deserialize_with = "kept_null")]
    pub(crate) body: Option<Json>,
}

/// The error that a function ends in.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "an error: a mapping with `kind` and `errorCode`"
)]
pub(crate) struct ExpectedError {
    /// `salesforce`, `save-failed`, `authentication`, `rate-limit` or `unexpected-answer`.
    #[schemars(extend("enum" = ["salesforce", "save-failed", "authentication", "rate-limit", "unexpected-answer"]))]
    pub(crate) kind: String,
    /// Salesforce's code, such as `NOT_FOUND`.
    #[serde(rename = "errorCode")]
    pub(crate) error_code: Option<String>,
}
