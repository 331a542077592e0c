//! Several records in one request, each of which succeeds or fails by itself unless all or none are wanted.

mod body;
mod create;
mod delete;
mod retrieve;
mod rows;
mod update;
mod upsert;

use crate::fault::Fault;
use crate::org::Org;
use crate::rest::{Answer, Request, not_allowed};

/// How many records may be written at once.
const MOST: usize = 200;

/// `/composite/sobjects` and what is below it.
pub(super) fn answer(org: &mut Org, request: &Request, version: &str, rest: &[&str]) -> Answer {
    match (rest, request.method.as_str()) {
        ([], "POST") => create::answer(org, request),
        ([], "PATCH") => update::answer(org, request),
        ([], "DELETE") => delete::answer(org, request),
        ([], _) => not_allowed(request, "DELETE,PATCH,POST"),
        ([object], "GET") => retrieve::by_url(org, request, version, object),
        ([object], "POST") => retrieve::by_body(org, request, version, object),
        ([_], _) => not_allowed(request, "GET,HEAD,POST"),
        ([object, field], "PATCH") => upsert::answer(org, request, object, field),
        ([_, _], _) => not_allowed(request, "PATCH"),
        _ => Err(Fault::not_found()),
    }
}

/// Refuses more records than there may be.
fn fits(count: usize, most: usize) -> Result<(), Fault> {
    if count <= most {
        return Ok(());
    }
    let message =
        format!("record limit reached. cannot submit more than {most} records into this call");
    Err(Fault::new(400, "EXCEEDED_ID_LIMIT", message))
}
