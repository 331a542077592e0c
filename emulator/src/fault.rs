use hyper::Method;
use serde_json::{Value, json};

use crate::RecordId;

/// Why the org refuses a request, or one record of it.
///
/// Codes and statuses follow [Status Codes and Error Responses](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm)
/// and [StatusCode](https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm#statuscode).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// The fields at fault; `None` where the error is not about a record, so that the key is left out.
    pub(crate) fields: Option<Vec<String>>,
}

impl Fault {
    /// An error that is not about a record.
    pub(crate) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            fields: None,
        }
    }

    /// A record that cannot be saved, of which these fields are the cause.
    pub(crate) fn save<F: Into<String>>(
        code: &'static str,
        message: impl Into<String>,
        fields: impl IntoIterator<Item = F>,
    ) -> Self {
        Self {
            fields: Some(fields.into_iter().map(Into::into).collect()),
            ..Self::new(400, code, message)
        }
    }

    /// For a method that the resource does not have.
    pub(crate) fn not_allowed(method: &Method, allowed: &str) -> Self {
        let message = format!("HTTP Method '{method}' not allowed. Allowed are {allowed}");
        Self::new(405, "METHOD_NOT_ALLOWED", message)
    }

    pub(crate) fn not_found() -> Self {
        Self::new(404, "NOT_FOUND", "The requested resource does not exist")
    }

    /// What the program could not do, which is never the request's fault.
    pub(crate) fn unexpected(error: impl std::fmt::Display) -> Self {
        Self::new(500, "UNKNOWN_EXCEPTION", error.to_string())
    }

    /// The same, which tells the record that it is about.
    pub(crate) fn about(self, id: &RecordId) -> Self {
        Self {
            message: format!("{id}: {}", self.message),
            ..self
        }
    }

    /// As an element of the list that a refused request answers.
    pub(crate) fn to_error(&self) -> Value {
        let mut error = json!({ "message": self.message, "errorCode": self.code });
        if let Some(fields) = &self.fields {
            error["fields"] = json!(fields);
        }
        error
    }

    /// As an element of a save result's `errors`.
    pub(crate) fn to_save_error(&self) -> Value {
        let fields = self.fields.clone().unwrap_or_default();
        json!({ "statusCode": self.code, "message": self.message, "fields": fields })
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            // It tells the statement too, which is nobody's business.
            rusqlite::Error::SqlInputError { msg, .. } => Self::unexpected(msg),
            error => Self::unexpected(error),
        }
    }
}
