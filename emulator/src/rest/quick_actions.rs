use crate::fault::Fault;
use crate::org::Org;

use super::{Answer, Request};

pub(super) fn answer(org: &mut Org, request: &Request, version: &str, rest: &[&str]) -> Answer {
    let _ = (org, request, version, rest);
    Err(Fault::not_found())
}

pub(super) fn of_object(org: &mut Org, request: &Request, version: &str, rest: &[&str]) -> Answer {
    let _ = (org, request, version, rest);
    Err(Fault::not_found())
}
