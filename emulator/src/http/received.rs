use bytes::Bytes;
use hyper::Method;
use hyper::body::{Body as _, Incoming};
use hyper::http::request::Parts;

use super::{Site, admission, body};
use crate::fault::Fault;
use crate::rest::{Request, Response};

/// A request that is not let in, with what was read of its body.
pub(super) struct Refused {
    pub(super) response: Response,
    pub(super) body: Bytes,
}

impl From<Response> for Refused {
    fn from(response: Response) -> Self {
        let body = Bytes::new();
        Self { response, body }
    }
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Response::from(fault).into()
    }
}

/// The request, if it is let in.
pub(super) async fn received(
    site: &Site,
    parts: Parts,
    body: Incoming,
) -> Result<Request, Refused> {
    admission::fits(&parts)?;
    let mut request = Request {
        target: target(&parts).to_owned(),
        method: parts.method,
        headers: parts.headers,
        body: Bytes::new(),
    };
    request.method = meant(&request);
    let segments = request.segments();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    admission::authenticated(&request.headers, &segments, &site.sessions())?;
    let mut media = Ok(());
    if segments.first() == Some(&"services") {
        admission::answers_json(&request.headers)?;
        if !body.is_end_stream() {
            media = admission::takes_json(&request.headers);
        }
    }
    request.body = understood(&request, media, body).await?;
    Ok(request)
}

/// The body, unless its media type or its encoding is refused: it is read all the same, so that it can be looked up what
/// was sent.
async fn understood(
    request: &Request,
    media: Result<(), Fault>,
    body: Incoming,
) -> Result<Bytes, Refused> {
    let sent = body::read(body).await;
    let sent = sent.map_err(|fault| media.clone().err().unwrap_or(fault))?;
    let plain = body::decompressed(&request.headers, sent.clone());
    let kept = plain.clone().unwrap_or(sent);
    media.and(plain).map_err(|fault| Refused {
        response: fault.into(),
        body: kept,
    })
}

/// Path and query, as they were sent.
pub(super) fn target(parts: &Parts) -> &str {
    let target = parts.uri.path_and_query();
    target.map_or("/", |target| target.as_str())
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
