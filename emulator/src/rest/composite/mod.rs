//! Several requests in one: collections of records, series, batches and graphs of requests.

mod batch;
mod collections;
mod graph;
mod limit;
mod references;
mod series;
mod subrequest;
mod transaction;

use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::org::Org;

use super::versions::number;
use super::{Answer, Request, Response, not_allowed};

/// `/composite` and what is below it.
pub(super) fn answer(org: &mut Org, request: &Request, version: &str, rest: &[&str]) -> Answer {
    match (rest, request.method.as_str()) {
        ([], "GET") => Ok(list(version)),
        ([], "POST") => series::answer(org, request, version),
        ([], _) => not_allowed(request, "GET,HEAD,POST"),
        (["sobjects", rest @ ..], _) => collections::answer(org, request, version, rest),
        (["batch"], "POST") => batch::answer(org, request, version),
        (["graph"], "POST") if number(version) >= graph::SINCE => {
            graph::answer(org, request, version)
        }
        (["batch" | "graph"], _) => not_allowed(request, "POST"),
        _ => Err(Fault::not_found()),
    }
}

/// Follows [Get a List of Composite Resources](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite_get.htm).
fn list(version: &str) -> Response {
    let names = match number(version) {
        graph::SINCE.. => &["batch", "graph", "sobjects"][..],
        _ => &["batch", "sobjects"],
    };
    let all = names.iter().map(|name| {
        let url = format!("/services/data/{version}/composite/{name}");
        ((*name).to_owned(), Value::from(url))
    });
    Response::json(200, &all.collect::<Map<_, _>>())
}

/// For a body in which something is missing that has to be there.
fn required(name: &str) -> Fault {
    let message = format!("'{name}' is a required field.");
    Fault::new(400, "JSON_PARSER_ERROR", message)
}
