use jiff::{Span, SpanRelativeTo, Timestamp};
use serde::Deserialize;
use serde_json::json;

use super::{Answer, not_allowed};
use crate::fault::Fault;
use crate::org::Org;
use crate::rest::{Request, Response};

/// How to move the clock: `{"set": "2026-05-01T07:25:37Z"}`, `{"advance": "P1D"}` or `{"run": true}`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "lowercase")]
enum Move {
    Set(Timestamp),
    /// An ISO 8601 duration, also with a sign. A day is 24 hours.
    Advance(Span),
    /// Whether it runs from now on, or stands.
    Run(bool),
}

/// `GET` and `POST /emulator/clock`
pub(super) fn answer(org: &Org, request: &Request) -> Answer {
    match request.method.as_str() {
        "GET" => {}
        "POST" => set(org, request.json()?)?,
        _ => return Err(not_allowed(request, "GET,HEAD,POST")),
    }
    Ok(Response::json(200, &json!({ "now": org.stamp() })))
}

fn set(org: &Org, to: Move) -> Result<(), Fault> {
    match to {
        Move::Set(at) => org.clock.set(at),
        Move::Advance(by) => {
            let by = by.to_duration(SpanRelativeTo::days_are_24_hours());
            let by = by.map_err(|error| Fault::new(400, "INVALID_INPUT", error.to_string()))?;
            org.clock.advance(by);
        }
        Move::Run(true) => org.clock.run(),
        Move::Run(false) => org.clock.set(org.clock.now()),
    }
    Ok(())
}
