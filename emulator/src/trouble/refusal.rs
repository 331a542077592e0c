use crate::fault::Fault;
use crate::rest::Response;

use super::Trouble;

impl Trouble {
    /// What is answered in place of the org; `None` where its own answer is sent, or none.
    ///
    /// Follows [Status Codes and Error Responses](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm)
    /// where Salesforce documents it. What stands in front of the API answers in HTML.
    pub(crate) fn instead(&self, target: &str) -> Option<Response> {
        match self {
            Self::Status {
                status,
                retry_after,
                ..
            } => {
                let response = failing(*status);
                Some(match retry_after {
                    Some(seconds) => response.header("retry-after", seconds.to_string()),
                    None => response,
                })
            }
            Self::DailyLimit {} => Some(daily_limit()),
            Self::ConcurrentLimit {} => {
                let message = "ConcurrentRequests (Concurrent API Requests) Limit exceeded.";
                Some(Fault::new(403, "REQUEST_LIMIT_EXCEEDED", message).into())
            }
            Self::Maintenance { status } => Some(page(*status, "We are down for maintenance.")),
            Self::Moved { to, status } => {
                let location = format!("{to}{target}");
                Some(page(*status, "The org has moved.").header("location", location))
            }
            _ => None,
        }
    }
}

/// 403: there are no calls left for 24 hours.
pub(crate) fn daily_limit() -> Response {
    Fault::new(
        403,
        "REQUEST_LIMIT_EXCEEDED",
        "TotalRequests Limit exceeded.",
    )
    .into()
}

fn failing(status: u16) -> Response {
    match status {
        500 => Fault::new(
            500,
            "UNKNOWN_EXCEPTION",
            "An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-12345 (-1234567890)",
        )
        .into(),
        503 => Fault::new(503, "SERVER_UNAVAILABLE", "Server is temporarily unavailable").into(),
        429 => page(429, "Too many requests."),
        502 => page(502, "Bad gateway."),
        _ => page(status, "The gateway has waited for too long."),
    }
}

fn page(status: u16, text: &str) -> Response {
    let page = format!(
        "<!DOCTYPE html><html><head><title>{status}</title></head><body><h1>{text}</h1></body></html>"
    );
    Response::html(status, page, "UTF-8")
}
