use serde_json::json;

use super::{Answer, not_allowed};
use crate::org::Org;
use crate::rest::{Request, Response};

/// `DELETE /emulator/locators`: the rest of every result that was not read to its end is gone, as after two days.
pub(super) fn locators(org: &mut Org, request: &Request) -> Answer {
    if request.method != "DELETE" {
        return Err(not_allowed(request, "DELETE"));
    }
    org.locators.expire();
    Ok(Response::no_content())
}

/// `DELETE /emulator/recycle-bin`: deleted records are gone for good, as after fifteen days. Tells how many.
pub(super) fn recycle_bin(org: &mut Org, request: &Request) -> Answer {
    if request.method != "DELETE" {
        return Err(not_allowed(request, "DELETE"));
    }
    let records = org.purge(None)?;
    Ok(Response::json(200, &json!({ "records": records })))
}
