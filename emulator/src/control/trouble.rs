use serde_json::json;

use super::{Answer, not_allowed, number, only};
use crate::fault::Fault;
use crate::http::Site;
use crate::org::Org;
use crate::rest::{Request, Response};
use crate::trouble::{BadRule, Rule};

/// `GET /emulator/trouble`: the rules, each with how many requests it was about and how many of them met it. `POST`
/// adds the rule, or the list of rules, of its body, as YAML or JSON. `DELETE` forgets all, and begins anew with what is
/// random, by another `seed` if there is one.
pub(super) fn answer(site: &Site, org: &Org, request: &Request) -> Answer {
    match request.method.as_str() {
        "GET" => {}
        "POST" => {
            let text = String::from_utf8_lossy(&request.body);
            let refused = |bad: BadRule| Fault::new(400, "INVALID_TROUBLE", bad.to_string());
            let rules = Rule::list(&text).map_err(refused)?;
            site.script().add(rules, org).map_err(refused)?;
        }
        "DELETE" => site.script().clear(number(request, "seed")?),
        _ => return Err(not_allowed(request, "GET,HEAD,POST,DELETE")),
    }
    Ok(Response::json(200, &site.script().records()))
}

/// `POST /emulator/session` begins another session, as logging in again does.
pub(super) fn session(site: &Site, request: &Request) -> Answer {
    only(request, "POST")?;
    let token = site.sessions().begin();
    let body = json!({ "accessToken": token.expose() });
    Ok(Response::json(201, &body))
}
