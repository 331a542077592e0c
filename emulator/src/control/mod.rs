//! What no org of Salesforce has: resources below `/emulator`, with which a test in any language sets up its org.

mod clock;
mod deeds;
mod hidden_fields;
mod objects;
mod others;
mod records;
mod requests;
mod trouble;

pub(crate) use deeds::{empty_recycle_bin, hard_delete, merge, purge_delete_log, undelete};
pub(crate) use objects::{add, catalog, keep};
pub(crate) use others::happen;

use crate::fault::Fault;
use crate::http::Site;
use crate::near::with_near;
use crate::org::Org;
use crate::rest::{Request, Response};

type Answer = Result<Response, Fault>;

/// What the emulator answers about itself, errors included.
pub(crate) fn answer(site: &Site, org: &mut Org, request: &Request) -> Response {
    let segments = request.segments();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let answered = match segments.as_slice() {
        ["emulator", "clock"] => clock::answer(org, request),
        ["emulator", "objects"] => return objects::answer(org, request),
        ["emulator", "locators"] => records::locators(org, request),
        ["emulator", "records"] => records::add(org, request),
        ["emulator", "recycle-bin"] => records::recycle_bin(org, request),
        ["emulator", "delete-log"] => records::delete_log(org, request),
        ["emulator", "undelete"] => records::undelete(org, request),
        ["emulator", "hard-delete"] => records::hard_delete(org, request),
        ["emulator", "merge"] => records::merge(org, request),
        ["emulator", "hidden-fields"] => hidden_fields::answer(org, request),
        ["emulator", "requests"] => requests::answer(site, org, request),
        ["emulator", "trouble"] => trouble::answer(site, org, request),
        ["emulator", "session"] => trouble::session(site, request),
        _ => Err(Fault::not_found()),
    };
    answered.unwrap_or_else(Response::from)
}

/// For a method that the resource does not have.
fn not_allowed(request: &Request, allowed: &str) -> Fault {
    Fault::not_allowed(&request.method, allowed)
}

/// A whole number that a URL may say under one name, and no other.
fn number(request: &Request, name: &str) -> Result<Option<u64>, Fault> {
    let refused = |message| Fault::new(400, "INVALID_INPUT", message);
    let mut number = None;
    for (given, value) in request.parameters() {
        if given != name {
            let message = with_near(&format!("there is no parameter `{given}`"), &given, [name]);
            return Err(refused(message));
        }
        let parsed = value.parse();
        let read = parsed.map_err(|_| refused(format!("{name} is a whole number, not `{value}`")));
        number = Some(read?);
    }
    Ok(number)
}

/// Refuses all methods but one.
fn only(request: &Request, method: &'static str) -> Result<(), Fault> {
    if request.method == method {
        return Ok(());
    }
    Err(not_allowed(request, method))
}
