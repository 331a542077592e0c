use serde_json::{Map, Value, json};

use crate::org::Org;
use crate::records::By;
use crate::rest::{Answer, Request, Response, not_allowed};

use super::describe;

/// `/sobjects/Account`: basic information, and creating a record.
pub(super) fn answer(org: &mut Org, request: &Request, version: &str, object: &str) -> Answer {
    match request.method.as_str() {
        "GET" => describe::basic(org, version, object),
        "POST" => create(org, request, version, object),
        _ => not_allowed(request, "HEAD,GET,POST"),
    }
}

fn create(org: &mut Org, request: &Request, version: &str, object: &str) -> Answer {
    let object = org.object(object)?.name.clone();
    let record: Map<String, Value> = request.json()?;
    let id = org.atomically(|org| org.create(&object, &record, By::Request))?;
    let answer = json!({ "id": id.as_str(), "success": true, "errors": [] });
    let location = format!("/services/data/{version}/sobjects/{object}/{id}");
    Ok(Response::json(201, &answer).header("location", location))
}
