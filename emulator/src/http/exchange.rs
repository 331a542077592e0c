use hyper::body::Incoming;
use hyper::http::request::Parts;
use hyper::{Method, Request as HttpRequest, Response as HttpResponse};

use super::delivery::{self, Line, NoAnswer, Sent};
use super::guard::{End, guarded};
use super::reply::Envelope;
use super::{Site, admission, body, in_flight, reply};
use crate::control;
use crate::org::Org;
use crate::rest::{self, Request, Response};
use crate::trouble::{RequestRecord, Trouble, daily_limit};

/// What became of a request.
#[derive(Default)]
struct Outcome {
    response: Response,
    /// After an API call: how many are used, of how many.
    usage: Option<(u64, u64)>,
    /// Whether the org has done what was asked for.
    done: bool,
}

/// What a request is answered, whatever it is.
pub(super) async fn answer(
    site: &Site,
    request: HttpRequest<Incoming>,
    line: &Line,
) -> Result<HttpResponse<Sent>, NoAnswer> {
    let number = site.next_request();
    let (parts, body) = request.into_parts();
    let (method, target) = (parts.method.clone(), target(&parts).to_owned());
    let gzip = reply::takes_gzip(&parts.headers);
    let (trouble, outcome) = match received(site, parts, body).await {
        Ok(request) => {
            let trouble = site.meet(&request);
            let outcome = carried_out(site, &request, trouble.as_ref());
            (trouble, outcome)
        }
        Err(refusal) => (None, Outcome::undone(refusal)),
    };
    let envelope = Envelope {
        now: site.org().clock.now(),
        number,
        usage: outcome.usage,
        gzip,
    };
    let delivery = delivery::of(reply::http(outcome.response, &envelope), trouble.as_ref());
    site.note(RequestRecord {
        method: method.to_string(),
        target,
        status: delivery.status(),
        trouble: trouble.clone(),
        done: outcome.done,
    });
    if let Some(Trouble::Slow { seconds }) = trouble {
        delivery::wait(seconds).await;
    }
    delivery.over(line).await
}

fn target(parts: &Parts) -> &str {
    let target = parts.uri.path_and_query();
    target.map_or("/", |target| target.as_str())
}

/// The request, if it is let in.
async fn received(site: &Site, parts: Parts, body: Incoming) -> Result<Request, Response> {
    admission::fits(&parts)?;
    let mut request = Request {
        target: target(&parts).to_owned(),
        // Whoever sends the answer leaves out its body.
        method: if parts.method == Method::HEAD {
            Method::GET
        } else {
            parts.method
        },
        headers: parts.headers,
        body: bytes::Bytes::new(),
    };
    let segments = request.segments();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    admission::authenticated(&request.headers, &segments, &site.sessions())?;
    if segments.first() == Some(&"services") {
        admission::speaks_json(&request.headers)?;
    }
    request.body = body::read(&request.headers, body).await?;
    Ok(request)
}

fn carried_out(site: &Site, request: &Request, trouble: Option<&Trouble>) -> Outcome {
    let mut org = site.org();
    if rest::is_control(&request.target) {
        return Outcome::undone(guarded(&mut org, End::Kept, |org| {
            control::answer(site, org, request)
        }));
    }
    in_flight::land(&mut org);
    if let Some(Trouble::ExpiredSession {}) = trouble {
        return Outcome::undone(admission::expire(request, &mut site.sessions()));
    }
    let outcome = if trouble.is_some_and(Trouble::is_before) {
        Outcome::default()
    } else {
        worked(&mut org, request, trouble)
    };
    match trouble.and_then(|trouble| trouble.instead(&request.target)) {
        Some(response) => Outcome {
            response,
            usage: None,
            done: outcome.done,
        },
        None => outcome,
    }
}

fn worked(org: &mut Org, request: &Request, trouble: Option<&Trouble>) -> Outcome {
    if !is_call(request) {
        return Outcome::of(guarded(org, End::Kept, |org| answered(org, request)), None);
    }
    let now = org.clock.now();
    let response = if org.usage.is_exhausted(now) {
        daily_limit()
    } else {
        org.usage.count(now);
        troubled(org, request, trouble)
    };
    Outcome::of(response, Some((org.usage.used(now), org.usage.limit)))
}

/// Does the work with what goes wrong within it.
fn troubled(org: &mut Org, request: &Request, trouble: Option<&Trouble>) -> Response {
    match trouble {
        Some(Trouble::InFlight { seconds }) => in_flight::hold(org, request, *seconds),
        Some(Trouble::LockedRows { share }) => {
            org.locks.set(*share);
            let response = guarded(org, End::Kept, |org| answered(org, request));
            org.locks.set(0.0);
            response
        }
        _ => guarded(org, End::Kept, |org| answered(org, request)),
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
        }
    }
}
