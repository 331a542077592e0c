use hyper::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::org::Org;
use crate::rest::{Answer, Done, Request, Response, route};

use super::limit::at_most;
use super::series::unsupported;
use super::{number, required};

/// How many subrequests there may be.
const MOST: usize = 25;

/// The oldest version that a subrequest may have.
const OLDEST: u32 = 34;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Body {
    #[serde(default)]
    halt_on_error: bool,
    batch_requests: Option<Vec<Given>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Given {
    method: Option<String>,
    url: Option<String>,
    rich_input: Option<Value>,
}

/// Follows [Composite Batch](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_batch.htm).
pub(super) fn answer(org: &mut Org, request: &Request, version: &str) -> Answer {
    let body: Body = request.json()?;
    let given = body.batch_requests;
    let given = given.ok_or_else(|| required("batchRequests"))?;
    at_most(MOST, given.len(), "subrequests")?;
    let requests = given.into_iter().map(|given| read(given, request));
    let requests: Vec<Request> = requests.collect::<Result<_, _>>()?;
    let (mut results, mut has_errors, mut parts) = (Vec::new(), false, Vec::new());
    for (index, request) in requests.iter().enumerate() {
        // Each counts as a call. The batch has counted as one already.
        if index > 0 {
            org.usage.count(org.clock.now());
        }
        let response = if has_errors && body.halt_on_error {
            halted()
        } else {
            one(org, request, version)
        };
        has_errors |= response.status >= 400;
        parts.push(response.done());
        results.push(json!({ "statusCode": response.status, "result": response.value() }));
    }
    let answer = json!({ "hasErrors": has_errors, "results": results });
    Ok(Response::json(200, &answer).with_done(Done::of(parts)))
}

/// A subrequest as a request. Its URL may begin with the version.
fn read(given: Given, outer: &Request) -> Result<Request, Fault> {
    let method = given.method.ok_or_else(|| required("method"))?;
    let url = given.url.ok_or_else(|| required("url"))?;
    let known = ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"];
    let method = method.to_ascii_uppercase();
    let method = Some(method).filter(|method| known.contains(&method.as_str()));
    let method = method.and_then(|method| method.parse::<Method>().ok());
    let url = url.trim_start_matches('/');
    let rest = url.strip_prefix("services/data/").unwrap_or(url);
    let (Some(method), true) = (method, rest.starts_with('v')) else {
        let message = format!("A subrequest has an invalid method or url: {url}");
        return Err(Fault::new(400, "JSON_PARSER_ERROR", message));
    };
    let body = given.rich_input.filter(|body| !body.is_null());
    Ok(Request {
        method,
        target: format!("/services/data/{rest}"),
        headers: outer.headers.clone(),
        body: body.map(|body| body.to_string()).unwrap_or_default().into(),
    })
}

fn one(org: &mut Org, request: &Request, version: &str) -> Response {
    match supported(request, version) {
        Ok(()) => route::answer(org, request),
        Err(fault) => fault.into(),
    }
}

/// Limits, records, queries and searches, in no newer version than the batch's.
fn supported(request: &Request, version: &str) -> Result<(), Fault> {
    let segments = request.segments();
    let mut segments = segments.iter().map(String::as_str).skip(2);
    let own = segments.next().unwrap_or_default();
    if !(OLDEST..=number(version)).contains(&number(own)) {
        let message = format!(
            "The API version {own} of the subrequest must be v{OLDEST}.0 or later and not later than {version}."
        );
        return Err(Fault::new(400, "INVALID_INPUT", message));
    }
    match segments.next() {
        Some("limits" | "sobjects" | "query" | "queryAll" | "search") => Ok(()),
        _ => Err(unsupported(&request.target, "a batch")),
    }
}

fn halted() -> Response {
    let message = "Batch processing halted per request";
    Fault::new(412, "BATCH_PROCESSING_HALTED", message).into()
}
