use reqwest::Url;
use reqwest::header::LOCATION;

use super::answer::Answer;
use crate::Method;
use crate::client::Instance;

/// Redirects followed in one try.
pub(super) const MOST: usize = 10;

/// A redirect that is not followed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refused {
    /// The token belongs to the instance alone.
    #[error(
        "it redirects to {0}, and the access token goes to no other host; is the instance URL that of the org?"
    )]
    Elsewhere(String),
    #[error("it redirects to {0}, and {1} cannot be sent there without becoming a GET")]
    ChangesMethod(String, Method),
    #[error("it redirects without saying where to")]
    Nowhere,
    #[error("it redirects more than {MOST} times")]
    Endless,
}

/// Where an answer sends the request on to, if it does.
pub(super) fn target(
    method: &Method,
    from: &Url,
    instance: &Instance,
    answer: &Answer,
) -> Result<Option<Url>, Refused> {
    if !matches!(answer.status, 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let location = answer
        .header(&LOCATION)
        .and_then(|location| from.join(location).ok());
    let location = location.ok_or(Refused::Nowhere)?;
    if !instance.is_origin_of(&location) {
        return Err(Refused::Elsewhere(without_data(location)));
    }
    if *method != Method::GET && !matches!(answer.status, 307 | 308) {
        return Err(Refused::ChangesMethod(
            without_data(location),
            method.clone(),
        ));
    }
    Ok(Some(location))
}

/// A redirect to a login page can carry the session in its query.
fn without_data(mut url: Url) -> String {
    url.set_query(None);
    url.set_fragment(None);
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}
