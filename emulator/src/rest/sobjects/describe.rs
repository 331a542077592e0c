use crate::fault::Fault;
use crate::org::Org;
use crate::rest::{Answer, Request};

pub(super) fn global(org: &mut Org, request: &Request, version: &str) -> Answer {
    let _ = (org, request, version);
    Err(Fault::not_found())
}

pub(super) fn basic(org: &mut Org, version: &str, object: &str) -> Answer {
    let _ = (org, version, object);
    Err(Fault::not_found())
}

pub(super) fn object(org: &mut Org, request: &Request, version: &str, object: &str) -> Answer {
    let _ = (org, request, version, object);
    Err(Fault::not_found())
}
