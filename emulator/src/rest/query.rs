use crate::fault::Fault;
use crate::org::Org;

use super::{Answer, Request};

pub(super) fn answer(
    org: &mut Org,
    request: &Request,
    version: &str,
    resource: &str,
    rest: &[&str],
) -> Answer {
    let _ = (org, request, version, resource, rest);
    Err(Fault::not_found())
}
