use hyper::body::Incoming;
use hyper::header::CONTENT_ENCODING;
use hyper::http::request::Parts;
use hyper::{Method, Request as HttpRequest, Response as HttpResponse};

use super::delivery::{self, Line, NoAnswer, Sent};
use super::received::{Refused, received, target};
use super::reply::Envelope;
use super::work::{Outcome, carried_out};
use super::{Site, reply};
use crate::trouble::{Asked, Met, RequestRecord, kept, kept_headers};

/// What a request is answered, whatever it is.
pub(super) async fn answer(
    site: &Site,
    request: HttpRequest<Incoming>,
    line: &Line,
) -> Result<HttpResponse<Sent>, NoAnswer> {
    let (number, at) = (site.next_request(), site.age());
    let (parts, body) = request.into_parts();
    let (method, target) = (parts.method.clone(), target(&parts).to_owned());
    let headers = kept_headers(&parts.headers);
    let gzip = reply::takes_gzip(&parts.headers);
    let (mut met, outcome, body) = become_of(site, number, parts, body).await;
    let envelope = Envelope {
        now: site.org().clock.now(),
        number,
        usage: outcome.usage,
        gzip,
    };
    let answer = reply::http(outcome.response, &envelope);
    if method == Method::HEAD || !answer.headers().contains_key(CONTENT_ENCODING) {
        met.take_as_plain();
    }
    let delivery = delivery::of(answer, met.delivery(), &method);
    let (delay, status) = (met.delay(), delivery.status());
    site.note(RequestRecord {
        number,
        at,
        method: method.to_string(),
        target,
        headers,
        body,
        // Who does not wait for it gets none.
        status: status.filter(|_| delay.is_none()),
        trouble: met.all(),
        done: outcome.done,
        lost: None,
    });
    if let Some(delay) = delay {
        tokio::time::sleep(delay).await;
        site.log().sent(number, status);
    }
    delivery.over(line).await
}

/// What a request meets, what becomes of it, and what is kept of its body.
async fn become_of(
    site: &Site,
    number: u64,
    parts: Parts,
    body: Incoming,
) -> (Met, Outcome, String) {
    let method = parts.method.clone();
    match received(site, parts, body).await {
        Ok(request) => {
            let asked = Asked {
                number,
                method: &method,
                request: &request,
            };
            let (met, outcome) = carried_out(site, &asked);
            (met, outcome, kept(&request.body))
        }
        Err(Refused { response, body }) => (Met::default(), Outcome::undone(response), kept(&body)),
    }
}
