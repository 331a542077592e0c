//! Rows of a query, over all its pages.

mod children;
mod page;

use std::collections::HashSet;
use std::vec;

use futures_util::StreamExt as _;
use futures_util::stream::{self, BoxStream};
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::response::{Misfit, decode_plain};
use crate::{Client, Error, Method, Request, Response};
use page::Page;
pub(crate) use page::{misfit, next_path};

/// The rows of a query: a stream of the `futures` crate, whose `StreamExt` and `TryStreamExt` read it.
pub type Rows<T> = BoxStream<'static, Result<T, Error>>;

/// The rows of a query; `resource` is `query` or `queryAll`.
pub(crate) fn rows<T: DeserializeOwned + Send + 'static>(
    client: Client,
    resource: &str,
    soql: &str,
) -> Rows<T> {
    let first = Request::new(Method::GET, client.api_version())
        .literal("/services/data/")
        .version("version", None)
        .literal("/")
        .literal(resource)
        .query("q", &soql);
    let start = Cursor {
        client,
        next: Some(first),
        named: HashSet::new(),
        here: None,
    };
    stream::try_unfold(start, |mut cursor| async move {
        Ok(cursor.row().await?.map(|row| (row, cursor)))
    })
    .boxed()
}

/// Where a stream of rows stands.
struct Cursor {
    client: Client,
    /// The request for the next page.
    next: Option<Request>,
    /// The pages that were named, so that a circle of them ends.
    named: HashSet<String>,
    here: Option<Here>,
}

/// The page that rows are taken from.
struct Here {
    answer: Response,
    rows: std::iter::Enumerate<vec::IntoIter<Box<RawValue>>>,
}

impl Cursor {
    /// The next row, complete; `None` after the last one.
    async fn row<T: DeserializeOwned>(&mut self) -> Result<Option<T>, Error> {
        loop {
            if let Some(here) = &mut self.here
                && let Some((index, row)) = here.rows.next()
            {
                let row = children::complete(&self.client, &here.answer, row).await?;
                let decoded = decode_plain(row.get().as_bytes());
                return decoded
                    .map(Some)
                    .map_err(|misfit| misfit_in_row(&here.answer, index, &row, misfit));
            }
            let Some(request) = self.next.take() else {
                return Ok(None);
            };
            // The old page goes before the new one comes.
            self.here = None;
            let page = Page::fetch(&self.client, request).await?;
            if let Some(path) = &page.next {
                page::once(&page.answer, &mut self.named, path)?;
            }
            self.next = page.next.map(|path| page::request(&self.client, &path));
            self.here = Some(Here {
                answer: page.answer,
                rows: page.rows.into_iter().enumerate(),
            });
        }
    }
}

fn misfit_in_row(answer: &Response, index: usize, row: &RawValue, misfit: Misfit) -> Error {
    let path = match misfit.path.as_str() {
        "." => format!("records[{index}]"),
        within => format!("records[{index}].{within}"),
    };
    answer.unexpected(path, row.get().as_bytes(), misfit.source)
}
