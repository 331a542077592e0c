use schemars::JsonSchema;
use serde::Deserialize;

use super::entries::Entries;
use super::exchange::Exchange;
use super::manifest::{Property, TYPES, missing};
use super::nothing::{as_read, given, list};
use super::text::{saying, text};

/// The HTTP methods that a function may have.
pub(crate) const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// A function that is one call to Salesforce.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "an action: a mapping with `description`, `method`, `endpoint` and so on"
)]
#[schemars(transform = as_read, extend("required" = Action::NEEDED))]
pub(crate) struct Action {
    /// What the function does, in Markdown. Its first sentence stands in `specforce list`.
    #[serde(default, deserialize_with = "saying")]
    pub(crate) description: Option<String>,
    /// The address of the Salesforce page that documents the call.
    #[serde(default, deserialize_with = "text")]
    #[schemars(extend("examples" = ["https://developer.salesforce.com/docs/"]))]
    pub(crate) docs: Option<String>,
    /// The HTTP method: GET, POST, PUT, PATCH or DELETE.
    #[serde(default, deserialize_with = "text")]
    #[schemars(extend("enum" = METHODS))]
    pub(crate) method: Option<String>,
    /// Path and query as an RFC 6570 template over the input, such as `/services/data/{version}/sobjects/{sObject}`.
    ///
    /// - `{sObject}`: one segment, percent-encoded
    /// - `{/contextId}`: a segment that is there or not
    /// - `{?fields}`: a query parameter, lists joined by commas; `{&fields}` behind a query that stands in the template
    /// - `{?sObject*}`: the parameter once for each value of a list
    /// - `{+path}`: the whole endpoint, as it is; its `pattern` guards it
    /// - `{version}`: the input of type `ApiVersion`, else the client's version
    ///
    /// Quote a template that begins with `{`.
    #[serde(default, deserialize_with = "text")]
    #[schemars(extend("pattern" = r"^/services/[^?]|^\{\+[^}]+\}$"))]
    pub(crate) endpoint: Option<String>,
    /// Values of template variables that are no input property of the same name, as JMESPath over the input: `{ q: soql }`.
    #[serde(default)]
    pub(crate) vars: Entries<String>,
    /// What a caller gives, by name; `name?` may be left out. Each must be used by `endpoint`, `vars` or `body`.
    #[serde(default)]
    pub(crate) input: Entries<Property>,
    /// The JSON body, as one JMESPath over the input, or as a mapping from name to JMESPath. What is absent is left out,
    /// what is null is sent as null.
    #[serde(default, deserialize_with = "given")]
    pub(crate) body: Option<Body>,
    /// Whether the call may be repeated although Salesforce may have carried it out, as JMESPath over the input.
    /// Nothing said: everything but a POST may.
    #[serde(default, deserialize_with = "text")]
    pub(crate) repeat_if: Option<String>,
    /// The HTTP statuses of success that Salesforce documents; `[200]` if nothing is said.
    #[serde(default, deserialize_with = "list")]
    #[schemars(inner(range(min = 200, max = 299)), extend("default" = [200], "uniqueItems" = true))]
    pub(crate) statuses: Vec<u16>,
    /// What a caller gets: a mapping of properties, or one type such as `QueryResult`.
    #[serde(default, deserialize_with = "given")]
    pub(crate) output: Option<Output>,
    /// Examples: each becomes a test against an HTTP server, and an example in the docs and schemas.
    #[serde(default, deserialize_with = "list")]
    pub(crate) exchanges: Vec<Exchange>,
}

impl Action {
    /// The keys that must be there. They are looked for when all else can be, so that a file without one is read.
    const NEEDED: [&str; 3] = ["description", "method", "endpoint"];

    /// Those that are not there.
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let given = [&self.description, &self.method, &self.endpoint];
        missing(Self::NEEDED, given.map(Option::is_some))
    }
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
    #[schemars(extend("examples" = TYPES))]
    Type(String),
    /// The properties of an object, by name; `name?` may be left out.
    Properties(Entries<Property>),
}
