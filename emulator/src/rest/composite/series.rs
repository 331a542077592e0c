use serde::Deserialize;
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::org::{Keep, Org};
use crate::rest::{Answer, Done, Request, Response, route};

use super::limit::at_most;
use super::references::Answers;
use super::required;
use super::subrequest::{Given, Subrequest, read, result};
use super::transaction;

/// How many subrequests there may be.
const MOST: usize = 25;

/// How many of them may be queries or collections.
const MOST_HEAVY: usize = 5;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Body {
    #[serde(default)]
    all_or_none: bool,
    /// The order in which the requests stand is one of those that Salesforce may choose.
    #[serde(default, rename = "collateSubrequests")]
    _collate_subrequests: bool,
    composite_request: Option<Vec<Given>>,
}

/// Follows [Send Multiple Requests Using Composite](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite_post.htm).
pub(super) fn answer(org: &mut Org, request: &Request, version: &str) -> Answer {
    let body: Body = request.json()?;
    let given = body.composite_request;
    let given = given.ok_or_else(|| required("compositeRequest"))?;
    let series = read(given, request, version)?;
    let done = match fits(&series) {
        Ok(()) => run(org, &series, version, body.all_or_none, supported)?,
        Err(fault) => Outcome {
            results: vec![result(None, &fault.into())],
            is_undone: false,
            done: Done::Nothing,
        },
    };
    let answer = json!({ "compositeResponse": done.results });
    Ok(Response::json(200, &answer).with_done(done.done))
}

fn fits(series: &[Subrequest]) -> Result<(), Fault> {
    at_most(MOST, series.len(), "operations")?;
    let heavy = series.iter().filter(|subrequest| subrequest.is_heavy());
    let what = "sObject Collections and query operations";
    at_most(MOST_HEAVY, heavy.count(), what)
}

/// Records, queries and collections.
fn supported(subrequest: &Subrequest) -> Result<(), Fault> {
    let (_, path) = subrequest.resource().ok_or_else(Fault::not_found)?;
    match path.as_slice() {
        ["sobjects" | "query" | "queryAll", ..] | ["composite", "sobjects", ..] => Ok(()),
        _ => Err(unsupported(&subrequest.url, "a composite request")),
    }
}

/// For a resource that cannot be asked for from within another.
pub(super) fn unsupported(url: &str, within: &str) -> Fault {
    let message = format!("The resource {url} is not supported in {within}.");
    Fault::new(400, "INVALID_INPUT", message)
}

/// What became of subrequests that may refer to one another.
pub(super) struct Outcome {
    pub(super) results: Vec<Value>,
    pub(super) is_undone: bool,
    pub(super) done: Done,
}

/// Does one subrequest after the other; where all or none are wanted, until one fails.
pub(super) fn run(
    org: &mut Org,
    series: &[Subrequest],
    version: &str,
    all_or_none: bool,
    supported: fn(&Subrequest) -> Result<(), Fault>,
) -> Result<Outcome, Fault> {
    let responses = transaction::run(org, |org| {
        let mut answers = Answers::new(version);
        let mut responses = Vec::new();
        for subrequest in series {
            let response = one(org, subrequest, &answers, supported);
            let response = response.unwrap_or_else(Response::from);
            answers.add(subrequest, &response);
            let fails = fails(subrequest, &response);
            responses.push(response);
            if all_or_none && fails {
                return (Keep::No, Err(responses));
            }
        }
        (Keep::Yes, Ok(responses))
    })?;
    Ok(Outcome {
        is_undone: responses.is_err(),
        done: responses.as_ref().map_or(Done::Nothing, |all| {
            Done::of(all.iter().map(Response::done))
        }),
        results: results(series, &responses),
    })
}

fn one(
    org: &mut Org,
    subrequest: &Subrequest,
    answers: &Answers,
    supported: fn(&Subrequest) -> Result<(), Fault>,
) -> Answer {
    supported(subrequest)?;
    if answers.rely_on_read(subrequest) {
        org.locks.rely_on_read();
    }
    let url = answers.fill_url(&subrequest.url)?;
    let body = subrequest.body.as_ref().map(|body| answers.fill(body));
    let request = subrequest.request(url, body.transpose()?.as_ref());
    Ok(route::answer(org, &request))
}

/// Whether all or none would be none now. A collection fails with any of its rows, though it answers 200.
fn fails(subrequest: &Subrequest, response: &Response) -> bool {
    if response.status >= 400 {
        return true;
    }
    let body = response.value();
    let mut rows = body.as_array().into_iter().flatten();
    subrequest.is_collection() && rows.any(|row| row["success"] == false)
}

/// Of those that were undone, only the last tells why.
fn results(series: &[Subrequest], responses: &Result<Vec<Response>, Vec<Response>>) -> Vec<Value> {
    let cause = responses.as_ref().err().map(|done| done.len() - 1);
    let (Ok(responses) | Err(responses)) = responses;
    let rolled_back: Response = rolled_back().into();
    let all = series.iter().enumerate().map(|(place, subrequest)| {
        let is_told = cause.is_none_or(|cause| cause == place);
        let response = responses.get(place).filter(|_| is_told);
        result(
            Some(&subrequest.reference),
            response.unwrap_or(&rolled_back),
        )
    });
    all.collect()
}

fn rolled_back() -> Fault {
    halted(
        "The transaction was rolled back since another operation in the same transaction failed.",
    )
}

/// For a subrequest that was not done or did not stay.
pub(super) fn halted(message: impl Into<String>) -> Fault {
    Fault::new(400, "PROCESSING_HALTED", message)
}
