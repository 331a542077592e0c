use std::fmt::{self, Display};
use std::time::Duration;

use serde::Serialize;

use super::Endpoint;
use super::parts::MAY_BE_DONE;

/// One thing that Salesforce found wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ErrorDetail {
    /// Salesforce's code, such as `REQUIRED_FIELD_MISSING`; empty where it gives none.
    pub error_code: String,
    /// Salesforce's message.
    pub message: String,
    /// The fields that it is about.
    pub fields: Vec<String>,
}

impl ErrorDetail {
    /// All of `details` in one line.
    pub(crate) fn join(details: &[Self]) -> String {
        details
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("; ")
    }
}

impl Display for ErrorDetail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.error_code.as_str(), self.message.as_str()) {
            (code, "") => f.write_str(code)?,
            ("", message) => f.write_str(message)?,
            (code, message) => write!(f, "{code}: {message}")?,
        }
        // Salesforce's message names the fields often, but not always.
        if self
            .fields
            .iter()
            .any(|field| !self.message.contains(field.as_str()))
        {
            write!(f, " [{}]", self.fields.join(", "))?;
        }
        Ok(())
    }
}

/// An answer in which Salesforce refuses a request or fails to carry it out.
///
/// See Salesforce's page on [status codes and error responses].
///
/// [status codes and error responses]: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub struct Refusal {
    /// The request.
    pub endpoint: Endpoint,
    /// The HTTP status.
    pub status: u16,
    /// Salesforce's id of the request, for its support.
    pub request_id: Option<String>,
    /// What Salesforce found wrong; empty when the body is no list of errors, such as a page of HTML.
    pub errors: Vec<ErrorDetail>,
    /// The first 500 characters of a body that is no list of errors.
    pub text: Option<String>,
    /// How long Salesforce asks to wait.
    pub retry_after: Option<Duration>,
}

impl Refusal {
    pub(super) fn may_be_done(&self) -> bool {
        !self.endpoint.repeatable && matches!(self.status, 500 | 502 | 504)
    }

    /// Whether one of the errors has this code.
    pub fn has_code(&self, code: &str) -> bool {
        self.errors.iter().any(|error| error.error_code == code)
    }
}

impl Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Salesforce refused {}", self.endpoint)?;
        match &self.text {
            _ if !self.errors.is_empty() => write!(f, ": {}", ErrorDetail::join(&self.errors))?,
            Some(text) => write!(f, " without a list of errors, its answer begins: {text}")?,
            None => f.write_str(" without saying why")?,
        }
        write!(f, " (HTTP {}", self.status)?;
        if let Some(id) = &self.request_id {
            write!(f, ", request id {id}")?;
        }
        if let Some(wait) = self.retry_after {
            write!(f, ", retry after {} s", wait.as_secs())?;
        }
        f.write_str(")")?;
        if self.may_be_done() {
            f.write_str(MAY_BE_DONE)?;
        }
        Ok(())
    }
}
