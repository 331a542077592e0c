use crate::fault::Fault;
use crate::org::Org;

use super::{Answer, Request};

pub(super) fn answer(org: &mut Org, request: &Request) -> Answer {
    let _ = (org, request);
    Err(Fault::not_found())
}
