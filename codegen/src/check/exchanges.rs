use serde_json::{Map, Value};

use crate::ir::{Exchange, Outcome};
use crate::messages;
use crate::parse::manifest::Exchange as Written;

const KINDS: [&str; 5] = [
    "salesforce",
    "save-failed",
    "authentication",
    "rate-limit",
    "unexpected-answer",
];

/// An example with everything that may be left out put in.
pub(super) fn resolve(written: &Written) -> Result<Exchange, String> {
    Ok(Exchange {
        input: written
            .input
            .as_ref()
            .map_or(Value::Object(Map::new()), |json| json.0.clone()),
        path: written.request.path.clone(),
        body: written.request.body.as_ref().map(|json| json.0.clone()),
        status: written.response.status,
        answer: written.response.body.as_ref().map(|json| json.0.clone()),
        outcome: outcome(written)?,
    })
}

fn outcome(written: &Written) -> Result<Outcome, String> {
    match (&written.output, &written.error) {
        (Some(output), None) => Ok(Outcome::Output(output.0.clone())),
        (None, Some(error)) if KINDS.contains(&error.kind.as_str()) => Ok(Outcome::Error {
            kind: error.kind.clone(),
            error_code: error.error_code.clone(),
        }),
        (None, Some(error)) => Err(format!(
            "unknown kind of error `{}`: one of {}",
            error.kind,
            KINDS.join(", ")
        )),
        _ => Err(messages::output_or_error()),
    }
}
