//! Examples of calls: whether each is one that the function could have.

use serde_json::{Map, Value};

use super::conformity::{Violation, violations};
use super::difference::{Difference, Kind, difference};
use super::sending::{self, Sent};
use super::soundness::is_sound;
use crate::fault::{Fault, Message};
use crate::ir::{Exchange, Function, Ir, Outcome, Ty};
use crate::messages;
use crate::parse::exchange::Exchange as Written;
use crate::parse::place::Place;
use crate::threads::map;

const KINDS: [&str; 5] = [
    "salesforce",
    "save-failed",
    "authentication",
    "rate-limit",
    "unexpected-answer",
];

/// What is wrong with an exchange, and the way to it.
pub(super) type Flaw = (&'static [&'static str], Message);

/// An example with everything that may be left out put in.
pub(super) fn resolve(
    written: &Written,
    statuses: &[u16],
    place: &Place,
) -> Result<Exchange, Flaw> {
    let json =
        |json: &Option<crate::parse::entries::Json>| json.as_ref().map(|json| json.0.clone());
    Ok(Exchange {
        input: json(&written.input).unwrap_or(Value::Object(Map::new())),
        path: written.request.path.clone(),
        body: json(&written.request.body),
        status: written.response.status,
        answer: json(&written.response.body),
        outcome: outcome(written, statuses)?,
        place: place.clone(),
    })
}

fn outcome(written: &Written, statuses: &[u16]) -> Result<Outcome, Flaw> {
    status(written, statuses)?;
    match (&written.output, &written.error) {
        (Some(output), None) => Ok(Outcome::Output(output.0.clone())),
        (None, Some(error)) if KINDS.contains(&error.kind.as_str()) => Ok(Outcome::Error {
            kind: error.kind.clone(),
            error_code: error.error_code.clone(),
        }),
        (None, Some(error)) => {
            let message = messages::unknown_error_kind(&error.kind, &KINDS);
            Err((&["error", "kind"], message))
        }
        _ => Err((&[], messages::output_or_error())),
    }
}

/// Whether an answer of this status can come to this outcome.
fn status(written: &Written, statuses: &[u16]) -> Result<(), Flaw> {
    let status = written.response.status;
    let success = (200..300).contains(&status);
    let salesforce = (written.error.as_ref()).is_some_and(|error| error.kind == "salesforce");
    let message = if !(100..600).contains(&status) {
        messages::no_status(status)
    } else if written.output.is_some() && !success {
        messages::output_of_failure(status)
    } else if salesforce && success {
        messages::error_of_success(status)
    } else if written.output.is_some() && !statuses.contains(&status) {
        messages::undocumented_status(status, statuses)
    } else {
        return Ok(());
    };
    Err((&["response", "status"], message))
}

pub(super) fn check(ir: &mut Ir) -> Vec<Fault> {
    let ir = &*ir;
    let functions: Vec<&Function> = ir.functions.iter().collect();
    let found = map(&functions, |function| {
        let exchanges = function.exchanges.iter();
        let found = exchanges.flat_map(|exchange| of_exchange(ir, function, exchange));
        found.collect::<Vec<_>>()
    });
    found.into_iter().flatten().collect()
}

/// What is wrong with each part of an exchange of which the type is sound.
fn of_exchange(ir: &Ir, function: &Function, exchange: &Exchange) -> Vec<Fault> {
    let place = &exchange.place;
    let mut found = Vec::new();
    if ir.types[function.input].sound {
        let input = violations(ir, &exchange.input, &Ty::Type(function.input));
        found.extend(told("input", input, place));
        if found.is_empty() && function.sound {
            found.extend(request(ir, function, exchange, place));
        }
    }
    if let Outcome::Output(output) = &exchange.outcome
        && is_sound(ir, &function.output)
    {
        let output = violations(ir, output, &function.output);
        found.extend(told("output", output, place));
    }
    found
}

fn told(what: &str, violations: Vec<Violation>, exchange: &Place) -> Vec<Fault> {
    let fault = |violation: Violation| {
        let place = exchange.value(what).through(&violation.path);
        let place = if violation.is_name {
            place.of_key()
        } else {
            place
        };
        let near = violation.near.as_deref();
        let message = messages::breaks_schema(what, &violation.message, near);
        Fault::new(&place, message)
    };
    violations.into_iter().map(fault).collect()
}

fn request(ir: &Ir, function: &Function, exchange: &Exchange, place: &Place) -> Option<Fault> {
    let place = place.value("request");
    let Sent { path, body } = sending::sent(ir, function, &exchange.input);
    if !sending::same_path(&path, &exchange.path) {
        let sent = path.replace(sending::CLIENT_VERSION, "v66.0");
        let message = messages::other_request("path", &messages::it_sends(sent));
        return Some(Fault::new(&place.value("path"), message));
    }
    let place = place.value("body");
    let fault =
        |place: &Place, sent: &str| Some(Fault::new(place, messages::other_request("body", sent)));
    match (&body, &exchange.body) {
        (None, None) => None,
        (Some(sent), Some(expected)) => other_body(sent, expected, &place),
        (None, Some(_)) => fault(&place, messages::NO_BODY),
        (Some(sent), None) => fault(&place, &messages::it_sends(sent)),
    }
}

/// Where the body that is sent differs from the one expected first.
fn other_body(sent: &Value, expected: &Value, place: &Place) -> Option<Fault> {
    let Difference { path, kind } = difference(sent, expected)?;
    let place = place.through(&path);
    let (place, label, near) = match &kind {
        Kind::Value(sent) => (place, messages::it_sends(sent), None),
        Kind::More(name, sent) => (place, messages::it_sends_too(name, sent), None),
        Kind::Less(name, near) => {
            let label = messages::it_sends_no(name);
            (place.key(name), label, near.as_deref())
        }
    };
    let message = messages::other_request("body", &label);
    Some(Fault::new(&place, messages::with_meant(message, near)))
}
