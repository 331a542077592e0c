use crate::fault::Fault;
use crate::org::Org;
use crate::rest::{Answer, Request};

pub(super) fn deleted(org: &mut Org, request: &Request, object: &str) -> Answer {
    let _ = (org, request, object);
    Err(Fault::not_found())
}

pub(super) fn updated(org: &mut Org, request: &Request, object: &str) -> Answer {
    let _ = (org, request, object);
    Err(Fault::not_found())
}
