//! The REST API: what each resource answers. Requests of a composite come in here again.

mod actions;
mod composite;
mod conditional;
mod done;
mod identity;
mod knowledge;
mod limits;
mod query;
mod quick_actions;
mod recent;
mod request;
mod response;
mod route;
mod search;
mod sobjects;
mod user;
mod user_info;
mod versions;

pub(crate) use done::Done;
pub(crate) use request::{Request, is_control};
pub(crate) use response::Response;
pub(crate) use route::answer;

use crate::fault::Fault;

/// What a resource answers.
pub(crate) type Answer = Result<Response, Fault>;

/// For a method that the resource does not have.
fn not_allowed(request: &Request, allowed: &str) -> Answer {
    Err(Fault::not_allowed(&request.method, allowed))
}

/// For what the URL or the body has to say, and does not.
fn missing(name: &str) -> Fault {
    let message = format!("The parameter '{name}' is required.");
    Fault::new(400, "MISSING_ARGUMENT", message)
}
