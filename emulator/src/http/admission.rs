use hyper::HeaderMap;
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName};
use hyper::http::request::Parts;

use super::Sessions;
use crate::fault::Fault;
use crate::rest::{Request, Response};

/// How long a URL may be, and how long URL and headers together.
const LONGEST: usize = 16_384;

/// Refuses what Salesforce's HTTP server does not let through to the API.
///
/// Follows [Status Codes and Error Responses](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm).
pub(super) fn fits(parts: &Parts) -> Result<(), Response> {
    let url = parts
        .uri
        .path_and_query()
        .map_or(0, |target| target.as_str().len());
    if url > LONGEST {
        return Err(bad_message(414, "URI Too Long"));
    }
    // A header takes a colon, a blank and a line end beside its name and value.
    let headers = parts.headers.iter();
    let headers: usize = headers
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum();
    if url + headers > LONGEST {
        return Err(bad_message(431, "Request Header Fields Too Large"));
    }
    Ok(())
}

/// No JSON: that server knows nothing of the API.
fn bad_message(status: u16, reason: &str) -> Response {
    let page = format!("<h1>Bad Message {status}</h1><pre>reason: {reason}</pre>");
    Response::html(status, page, "iso-8859-1")
}

/// Refuses who does not show the token of a session.
pub(super) fn authenticated(
    headers: &HeaderMap,
    segments: &[&str],
    sessions: &Sessions,
) -> Result<(), Response> {
    let given = given_token(headers);
    let is_known = match segments {
        // What tells which versions there are needs none.
        ["services", "data"] => true,
        ["emulator", ..] => given.is_some_and(|given| sessions.controls(given)),
        _ => given.is_some_and(|given| sessions.has(given)),
    };
    if is_known {
        return Ok(());
    }
    Err(refused(segments, given))
}

/// Ends the session of a request, which is refused with it.
pub(super) fn expire(request: &Request, sessions: &mut Sessions) -> Response {
    let given = given_token(&request.headers);
    if let Some(given) = given {
        sessions.end(given);
    }
    let segments = request.segments();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    refused(&segments, given)
}

fn refused(segments: &[&str], given: Option<&str>) -> Response {
    if let ["services", "oauth2", ..] | ["id", ..] = segments {
        let code = if given.is_some() {
            "Bad_OAuth_Token"
        } else {
            "Missing_OAuth_Token"
        };
        return Response::oauth_refusal(403, code);
    }
    let fault = Fault::new(401, "INVALID_SESSION_ID", "Session expired or invalid");
    Response::from(fault).header("WWW-Authenticate", "Token")
}

/// Salesforce takes `OAuth` for the older name of `Bearer`.
fn given_token(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let known = ["bearer", "oauth"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    known.then_some(token.trim())
}

/// Refuses a body of anything but JSON. Salesforce has XML too.
pub(super) fn takes_json(headers: &HeaderMap) -> Result<(), Fault> {
    if let Some(given) = text(headers, &CONTENT_TYPE).map(essence)
        && !given.eq_ignore_ascii_case("application/json")
    {
        let message = format!("MediaType of '{given}' is not supported by this resource");
        return Err(Fault::new(415, "UNSUPPORTED_MEDIA_TYPE", message));
    }
    Ok(())
}

/// Refuses who wants to be answered in anything but JSON.
pub(super) fn answers_json(headers: &HeaderMap) -> Result<(), Fault> {
    let mut accepted = text(headers, &ACCEPT)
        .unwrap_or("*/*")
        .split(',')
        .map(essence);
    if accepted.clone().any(is_xml) && accepted.all(is_xml) {
        let message = "The emulator answers in JSON only, which the header Accept does not allow";
        return Err(Fault::new(406, "NOT_ACCEPTABLE", message));
    }
    Ok(())
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn is_xml(media: &str) -> bool {
    media.eq_ignore_ascii_case("application/xml") || media.eq_ignore_ascii_case("text/xml")
}

/// A media type without its parameters.
fn essence(media: &str) -> &str {
    media.split(';').next().unwrap_or_default().trim()
}
