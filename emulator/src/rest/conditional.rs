//! Requests for what the client may have already.

use jiff::Timestamp;
use jiff::fmt::rfc2822::{self, DateTimePrinter};

use crate::fault::Fault;

use super::{Answer, Request, Response};

/// What is answered about something that was changed last at a time: 304 where the client has it since.
///
/// Follows [Conditional Request Headers](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/intro_rest_conditional_requests.htm).
/// A date that is none counts as not given.
pub(super) fn unless_known(
    request: &Request,
    changed: Timestamp,
    answer: impl FnOnce() -> Answer,
) -> Answer {
    let known = request.header("if-modified-since");
    let known = known.and_then(|date| rfc2822::parse(date).ok());
    // A date in a header has no fraction of a second.
    let is_known = known.is_some_and(|at| at.timestamp().as_second() >= changed.as_second());
    let response = if is_known {
        Response::text(304, "")
    } else {
        answer()?
    };
    let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&changed);
    Ok(response.header("last-modified", date.map_err(Fault::unexpected)?))
}
