use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::http::request::Parts;
use hyper::{Method, Request as HttpRequest, Response as HttpResponse};

use super::reply::Envelope;
use super::{Site, admission, body, reply};
use crate::control;
use crate::fault::Fault;
use crate::org::Org;
use crate::rest::{self, Request, Response};

/// What a request is answered, whatever it is.
pub(super) async fn answer(
    site: &Site,
    request: HttpRequest<Incoming>,
) -> HttpResponse<Full<Bytes>> {
    let number = site.next_request();
    let (parts, body) = request.into_parts();
    let gzip = reply::takes_gzip(&parts.headers);
    let (response, usage) = match received(site, parts, body).await {
        Ok(request) => carried_out(site, &request),
        Err(refusal) => (refusal, None),
    };
    let envelope = Envelope {
        now: site.org().clock.now(),
        number,
        usage,
        gzip,
    };
    reply::http(response, &envelope)
}

/// The request, if it is let in.
async fn received(site: &Site, parts: Parts, body: Incoming) -> Result<Request, Response> {
    admission::fits(&parts)?;
    let mut request = Request {
        method: parts.method,
        target: parts
            .uri
            .path_and_query()
            .map_or("/", |target| target.as_str())
            .to_owned(),
        headers: parts.headers,
        body: Bytes::new(),
    };
    request.method = meant(&request);
    let segments = request.segments();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    admission::authenticated(&request.headers, &segments, &site.token)?;
    if segments.first() == Some(&"services") {
        admission::speaks_json(&request.headers)?;
    }
    request.body = body::read(&request.headers, body).await?;
    Ok(request)
}

/// The method that a request stands for. Whoever sends the answer to `HEAD` leaves out its body; and who cannot send
/// `PATCH` says so in a `POST`, as for [Upsert](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/using_resources_working_with_records.htm).
fn meant(request: &Request) -> Method {
    if request.method == Method::HEAD {
        return Method::GET;
    }
    let other = request.parameter("_HttpMethod");
    let other = other.filter(|_| request.method == Method::POST);
    let other = other.and_then(|other| other.to_ascii_uppercase().parse().ok());
    other.unwrap_or_else(|| request.method.clone())
}

/// The answer, and after an API call how many are used, of how many.
fn carried_out(site: &Site, request: &Request) -> (Response, Option<(u64, u64)>) {
    let mut org = site.org();
    if request.target.starts_with("/emulator") {
        return (
            guarded(&mut org, |org| control::answer(site, org, request)),
            None,
        );
    }
    if !is_call(request) {
        return (guarded(&mut org, |org| answered(org, request)), None);
    }
    let now = org.clock.now();
    let response = if org.usage.is_exhausted(now) {
        Fault::new(
            403,
            "REQUEST_LIMIT_EXCEEDED",
            "TotalRequests Limit exceeded.",
        )
        .into()
    } else {
        org.usage.count(now);
        guarded(&mut org, |org| answered(org, request))
    };
    (response, Some((org.usage.used(now), org.usage.limit)))
}

fn answered(org: &mut Org, request: &Request) -> Response {
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

/// Does all of a request or, where the emulator itself fails, nothing. It is kept before it is answered.
fn guarded(org: &mut Org, work: impl FnOnce(&mut Org) -> Response) -> Response {
    if let Err(error) = org.db.execute_batch("BEGIN") {
        return Fault::from(error).into();
    }
    let done = catch_unwind(AssertUnwindSafe(|| work(&mut *org)));
    let response = done.unwrap_or_else(|_| {
        let message =
            "The emulator panicked. That is a fault of the emulator's, which standard error tells";
        Fault::unexpected(message).into()
    });
    let kept = response.status < 500;
    let end = org
        .db
        .execute_batch(if kept { "COMMIT" } else { "ROLLBACK" });
    match end {
        Ok(()) => response,
        Err(error) => {
            let _ = org.db.execute_batch("ROLLBACK");
            Fault::from(error).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::org::Org;
    use crate::rest::Response;
    use crate::{Catalog, Clock, Seed, store};

    use super::guarded;

    fn org() -> Org {
        let db = store::open(None).unwrap();
        let catalog = Catalog::standard().unwrap();
        Org::open(db, catalog, Clock::default(), &Seed::Empty).unwrap()
    }

    /// Answers so after it has renamed every user.
    fn rename(org: &mut Org, answer: impl FnOnce() -> Response) -> u16 {
        let renaming = |org: &mut Org| {
            let done = org.atomically(|org| {
                org.db.execute("UPDATE User SET LastName = 'Renamed'", [])?;
                Ok::<_, crate::fault::Fault>(())
            });
            assert!(done.is_ok());
            answer()
        };
        guarded(org, renaming).status
    }

    fn name(org: &Org) -> String {
        let name = "SELECT LastName FROM User";
        org.db.query_row(name, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn what_panics_is_answered_and_not_kept() {
        let mut org = org();
        assert_eq!(rename(&mut org, || panic!("as the test wants it")), 500);
        assert_eq!(name(&org), "Admin");
        assert_eq!(rename(&mut org, || Response::text(500, "")), 500);
        assert_eq!(name(&org), "Admin");
        assert_eq!(rename(&mut org, Response::no_content), 204);
        assert_eq!(name(&org), "Renamed");
    }
}
