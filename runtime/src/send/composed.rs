//! The answer to the one request of a composite.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::Answer;
use crate::{Error, Response};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Composite {
    composite_response: (Subresponse,),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Subresponse {
    body: Box<RawValue>,
    http_status_code: u16,
}

/// What Salesforce would have answered to the request by itself; the headers are those of the composite.
///
/// See [Composite](https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm).
pub(super) fn answer(composite: Response) -> Result<Answer, Error> {
    let read: Composite = composite.json()?;
    let (one,) = read.composite_response;
    Ok(Answer {
        status: one.http_status_code,
        body: Box::<str>::from(one.body).into_string().into(),
        ..composite.answer
    })
}
