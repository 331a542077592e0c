use schemars::JsonSchema;
use serde::Deserialize;

use super::entries::Json;
use super::nothing::{as_read, given};
use super::text::{needed, text};

/// An example of a call: what goes in, what is sent, what Salesforce answers, and what comes out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "an exchange: a mapping with `input`, `request`, `response`, and `output` or `error`"
)]
#[schemars(transform = as_read)]
pub(crate) struct Exchange {
    /// The input; nothing said: `{}`.
    #[serde(default, deserialize_with = "given")]
    pub(crate) input: Option<Json>,
    /// The request that is sent.
    pub(crate) request: ExpectedRequest,
    /// What Salesforce answers.
    pub(crate) response: GivenResponse,
    /// What the function gives back; or else `error`.
    #[serde(default, deserialize_with = "given")]
    pub(crate) output: Option<Json>,
    /// The error that the function ends in; or else `output`.
    #[serde(default, deserialize_with = "given")]
    pub(crate) error: Option<ExpectedError>,
}

/// A request as it is sent.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a request: a mapping with `path` and `body`"
)]
pub(crate) struct ExpectedRequest {
    /// Path and query as they are sent, percent-encoded.
    #[serde(deserialize_with = "needed")]
    pub(crate) path: String,
    /// The JSON body, if one is sent.
    #[serde(default, deserialize_with = "given")]
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
    #[schemars(range(min = 100, max = 599))]
    pub(crate) status: u16,
    /// The JSON body, if there is one.
    #[serde(default, deserialize_with = "given")]
    pub(crate) body: Option<Json>,
}

/// The error that a function ends in.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "an error: a mapping with `kind` and `errorCode`"
)]
#[schemars(transform = as_read)]
pub(crate) struct ExpectedError {
    /// The class of the error: `salesforce`, `save-failed`, `authentication`, `rate-limit` or `unexpected-answer`.
    #[serde(deserialize_with = "needed")]
    #[schemars(extend("enum" = ["salesforce", "save-failed", "authentication", "rate-limit", "unexpected-answer"]))]
    pub(crate) kind: String,
    /// Salesforce's code, such as `NOT_FOUND`.
    #[serde(rename = "errorCode", default, deserialize_with = "text")]
    pub(crate) error_code: Option<String>,
}
