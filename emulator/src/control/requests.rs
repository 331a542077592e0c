use serde_json::json;

use super::{Answer, not_allowed, number};
use crate::http::Site;
use crate::org::Org;
use crate::rest::{Request, Response};

/// `GET /emulator/requests`: how many requests there were since the start, this one included, how many API calls in the
/// last 24 hours, and the newest requests to the org with what became of them; by `since` only those of a number above it.
/// `DELETE` forgets the latter two.
pub(super) fn answer(site: &Site, org: &mut Org, request: &Request) -> Answer {
    match request.method.as_str() {
        "GET" => {
            let (used, limit) = (org.usage.used(org.clock.now()), org.usage.limit);
            let told = json!({
                "requests": site.requests(),
                "apiCalls": used,
                "limit": limit,
                "log": site.log().since(number(request, "since")?.unwrap_or_default()),
            });
            Ok(Response::json(200, &told))
        }
        "DELETE" => {
            org.usage.clear();
            site.log().clear();
            Ok(Response::no_content())
        }
        _ => Err(not_allowed(request, "GET,HEAD,DELETE")),
    }
}
