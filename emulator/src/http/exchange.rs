use hyper::body::Incoming;
use hyper::http::request::Parts;
use hyper::{Request as HttpRequest, Response as HttpResponse};

use super::delivery::{self, Line, NoAnswer, Sent};
use super::guard::guarded;
use super::in_flight::InFlight;
use super::received::{Refused, received, target};
use super::reply::Envelope;
use super::{Site, admission, reply};
use crate::control;
use crate::org::Org;
use crate::rest::{self, Request, Response};
use crate::trouble::{RequestRecord, Trouble, daily_limit, kept, kept_headers};

/// What became of a request.
#[derive(Default)]
struct Outcome {
    response: Response,
    /// After an API call: how many are used, of how many.
    usage: Option<(u64, u64)>,
    /// Whether the org has done what was asked for.
    done: bool,
    /// What is kept of the request's body.
    body: String,
}

/// What a request is answered, whatever it is.
pub(super) async fn answer(
    site: &Site,
    request: HttpRequest<Incoming>,
    line: &Line,
) -> Result<HttpResponse<Sent>, NoAnswer> {
    let (number, at) = (site.next_request(), site.age());
    let (parts, body) = request.into_parts();
    let (method, target) = (parts.method.to_string(), target(&parts).to_owned());
    let headers = kept_headers(&parts.headers);
    let gzip = reply::takes_gzip(&parts.headers);
    let (trouble, outcome) = met(site, number, parts, body).await;
    let envelope = Envelope {
        now: site.org().clock.now(),
        number,
        usage: outcome.usage,
        gzip,
    };
    let delivery = delivery::of(reply::http(outcome.response, &envelope), trouble.as_ref());
    let slow = trouble.as_ref().and_then(Trouble::delay);
    site.note(RequestRecord {
        number,
        at,
        method,
        target,
        headers,
        body: outcome.body,
        status: delivery.status(),
        trouble,
        done: outcome.done,
        lost: None,
    });
    if let Some(delay) = slow {
        tokio::time::sleep(delay).await;
    }
    delivery.over(line).await
}

/// What a request meets, and what becomes of it.
async fn met(site: &Site, number: u64, parts: Parts, body: Incoming) -> (Option<Trouble>, Outcome) {
    match received(site, parts, body).await {
        Ok(request) => {
            let trouble = site.meet(&request);
            let outcome = carried_out(site, number, &request, trouble.as_ref());
            let body = kept(&request.body);
            (trouble, Outcome { body, ..outcome })
        }
        Err(Refused { response, body }) => {
            let body = kept(&body);
            (
                None,
                Outcome {
                    body,
                    ..Outcome::undone(response)
                },
            )
        }
    }
}

fn carried_out(site: &Site, number: u64, request: &Request, trouble: Option<&Trouble>) -> Outcome {
    let mut org = site.settled();
    if rest::is_control(&request.target) {
        return Outcome::undone(guarded(&mut org, |org| control::answer(site, org, request)));
    }
    if let Some(Trouble::ExpiredSession {}) = trouble {
        return Outcome::undone(admission::expire(request, &mut site.sessions()));
    }
    let outcome = if trouble.is_some_and(Trouble::is_before) {
        Outcome::default()
    } else {
        worked(&mut org, &mut site.in_flight(), number, request, trouble)
    };
    match trouble.and_then(|trouble| trouble.instead(&request.target)) {
        Some(response) => Outcome {
            response,
            usage: None,
            ..outcome
        },
        None => outcome,
    }
}

fn worked(
    org: &mut Org,
    in_flight: &mut InFlight,
    number: u64,
    request: &Request,
    trouble: Option<&Trouble>,
) -> Outcome {
    if !is_call(request) {
        return Outcome::of(guarded(org, |org| answered(org, request)), None);
    }
    let now = org.clock.now();
    let response = if org.usage.is_exhausted(now) {
        daily_limit()
    } else {
        org.usage.count(now);
        troubled(org, in_flight, number, request, trouble)
    };
    Outcome::of(response, Some((org.usage.used(now), org.usage.limit)))
}

/// Does the work with what goes wrong within it.
fn troubled(
    org: &mut Org,
    in_flight: &mut InFlight,
    number: u64,
    request: &Request,
    trouble: Option<&Trouble>,
) -> Response {
    match trouble {
        Some(Trouble::InFlight { seconds }) => in_flight.hold(org, number, request, *seconds),
        Some(Trouble::LockedRows { share }) => {
            org.locks.set(*share);
            let response = guarded(org, |org| answered(org, request));
            org.locks.set(0.0);
            response
        }
        _ => guarded(org, |org| answered(org, request)),
    }
}

pub(super) fn answered(org: &mut Org, request: &Request) -> Response {
    org.age()
        .map_or_else(Response::from, |()| rest::answer(org, request))
}

/// Which versions there are and who one is can be asked however often.
fn is_call(request: &Request) -> bool {
    let segments = request.segments();
    let mut segments = segments.iter().map(String::as_str);
    segments.next() == Some("services")
        && segments.next() == Some("data")
        && segments.next().is_some()
}

impl Outcome {
    /// For a request for which the org has done nothing.
    fn undone(response: Response) -> Self {
        Self {
            response,
            ..Self::default()
        }
    }

    /// What the org has answered.
    fn of(response: Response, usage: Option<(u64, u64)>) -> Self {
        Self {
            done: response.status < 400,
            response,
            usage,
            ..Self::default()
        }
    }
}
