//! What the functions that specforce generates call: the client, its retries and errors, and the pages of a query.
//!
//! Nothing here knows a single function of a manifest. An [`Action`] says what one request holds and how its
//! answer is read; [`Client`] sends it.

mod action;
mod auth;
mod blank;
mod check;
mod client;
pub mod error;
mod expand;
mod fields;
mod from_answer;
mod function;
mod impls;
mod integer;
mod pattern;
mod pick;
mod properties;
mod query;
mod registry;
mod request;
mod response;
mod retry;
pub mod schema;
pub mod schema_check;
mod send;
pub mod sync;
#[cfg(feature = "testing")]
pub mod testing;
mod usage;
mod variant;
mod version;
mod violations;

pub use action::Action;
pub use auth::{AccessToken, StaticToken, TokenProvider};
pub use check::Check;
pub use client::{Client, ClientBuilder, RequestBuilder};
pub use error::Error;
pub use expand::Expand;
pub use from_answer::{FromAnswer, from_answer};
pub use function::{Exchange, Function, FunctionInfo, Input, Kind, Outcome};
pub use pattern::Pattern;
pub use query::Rows;
pub use registry::Registry;
pub use request::Request;
pub use reqwest::Method;
pub use response::Response;
pub use retry::RetryPolicy;
pub use usage::{Figures, Usage};
pub use version::{ApiVersion, InvalidApiVersion};
pub use violations::{Violation, Violations};

// For generated code alone: no promise is made of these.
#[doc(hidden)]
pub use {
    blank::{Blank, blank},
    fields::{Fields, Others, Property, fields, fields_or_null, renamed},
    pick::{pick, pick_kept, rest},
    properties::{OpenProperties, Properties, open_properties, properties},
    variant::variant,
};

/// Free-form JSON with names: a record, or any `map<any>` of a manifest.
pub type Object = serde_json::Map<String, serde_json::Value>;

/// An [`Object`] from a JSON literal, written as for [`serde_json::json!`].
///
/// ```
/// use specforce_runtime::object;
///
/// let employees = 120;
/// let record = object!({ "Name": "Acme", "NumberOfEmployees": employees, "Phone": null });
/// assert_eq!(record["NumberOfEmployees"], 120);
/// ```
#[macro_export]
macro_rules! object {
    ({ $($json:tt)* }) => {
        match $crate::serde_json::json!({ $($json)* }) {
            $crate::serde_json::Value::Object(object) => object,
            _ => $crate::Object::new(),
        }
    };
}

pub use {schemars, serde, serde_json};
