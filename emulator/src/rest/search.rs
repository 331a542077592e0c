use crate::fault::Fault;
use crate::org::Org;

use super::{Answer, Request};

pub(super) fn sosl(org: &mut Org, request: &Request, version: &str) -> Answer {
    let _ = (org, request, version);
    Err(Fault::not_found())
}

pub(super) fn parameterized(org: &mut Org, request: &Request, version: &str) -> Answer {
    let _ = (org, request, version);
    Err(Fault::not_found())
}
