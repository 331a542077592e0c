use std::collections::HashSet;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::request::check_path;
use crate::{Client, Error, Method, Request, Response, Violations};

/// One page of a query. Its rows stay text until each one's turn.
pub(super) struct Page {
    /// The answer that it came with, without its body: the rows hold that already.
    pub(super) answer: Response,
    pub(super) rows: Vec<Box<RawValue>>,
    /// The path of the next page.
    pub(super) next: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wire {
    records: Vec<Box<RawValue>>,
    done: bool,
    next_records_url: Option<String>,
}

/// The request for the page at `path`.
pub(super) fn request(client: &Client, path: &str) -> Request {
    Request::new(Method::GET, client.api_version()).raw("nextRecordsUrl", path)
}

impl Page {
    pub(super) async fn fetch(client: &Client, request: Request) -> Result<Self, Error> {
        let request = request
            .finish(Violations::new())
            .map_err(Error::violations)?;
        let here = request.url.clone();
        let mut answer = client.send("query", request).await?;
        let wire: Wire = answer.json()?;
        let next = if wire.done {
            None
        } else {
            Some(next_path(&answer, &here, wire.next_records_url)?)
        };
        answer.forget_body();
        Ok(Self {
            answer,
            rows: wire.records,
            next,
        })
    }
}

/// The path of the page after `here`, where there must be one.
pub(crate) fn next_path(
    answer: &Response,
    here: &str,
    next: Option<String>,
) -> Result<String, Error> {
    match next {
        None => Err(misfit(
            answer,
            "rows are missing, and no next page is named",
        )),
        Some(next) if next == here => Err(misfit(answer, "the next page is this one")),
        Some(next) => match check_path(&next) {
            Ok(()) => Ok(next),
            Err(why) => Err(misfit(answer, why)),
        },
    }
}

/// Refuses a page that was named before: following it would give the same rows for ever.
pub(super) fn once(
    answer: &Response,
    named: &mut HashSet<String>,
    path: &str,
) -> Result<(), Error> {
    if named.insert(path.to_owned()) {
        return Ok(());
    }
    Err(misfit(answer, "the pages lead in a circle"))
}

/// The error of an answer whose next page is none.
pub(crate) fn misfit(answer: &Response, why: &str) -> Error {
    answer.unexpected("nextRecordsUrl".to_owned(), answer.body(), why)
}
