//! The children of a sub-select, which Salesforce gives in pages of their own.

use std::collections::HashSet;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value};

use super::page::{self, Page};
use crate::{Client, Error, Response};

/// A row with all its children; those that are missing are fetched.
pub(super) async fn complete(
    client: &Client,
    answer: &Response,
    row: Box<RawValue>,
) -> Result<Box<RawValue>, Error> {
    // Nearly every row is whole, and looking for these words is far cheaper than reading it.
    if !row.get().contains("\"nextRecordsUrl\"") && !row.get().contains("\"done\":false") {
        return Ok(row);
    }
    let misfit = |error| answer.unexpected("records".to_owned(), row.get().as_bytes(), error);
    let mut value: Value = serde_json::from_str(row.get()).map_err(misfit)?;
    fill(client, answer, &mut value).await?;
    to_raw_value(&value).map_err(misfit)
}

fn fill<'a>(
    client: &'a Client,
    answer: &'a Response,
    value: &'a mut Value,
) -> BoxFuture<'a, Result<(), Error>> {
    async move {
        match value {
            Value::Object(map) => {
                if map.get("done") == Some(&Value::Bool(false))
                    && map.get("records").is_some_and(Value::is_array)
                {
                    append(client, answer, map).await?;
                }
                for child in map
                    .values_mut()
                    .filter(|child| child.is_object() || child.is_array())
                {
                    fill(client, answer, child).await?;
                }
            }
            Value::Array(items) => {
                for item in items
                    .iter_mut()
                    .filter(|item| item.is_object() || item.is_array())
                {
                    fill(client, answer, item).await?;
                }
            }
            _ => {}
        }
        Ok(())
    }
    .boxed()
}

/// Adds the pages that are missing to the result of a sub-select, so that it looks as if it had come whole.
async fn append(
    client: &Client,
    answer: &Response,
    result: &mut Map<String, Value>,
) -> Result<(), Error> {
    let named = result
        .get("nextRecordsUrl")
        .and_then(Value::as_str)
        .map(str::to_owned);
    let mut next = Some(page::next_path(answer, "", named)?);
    let mut seen = HashSet::new();
    while let Some(path) = next {
        page::once(answer, &mut seen, &path)?;
        let page = Page::fetch(client, page::request(client, &path)).await?;
        if let Some(Value::Array(records)) = result.get_mut("records") {
            for row in &page.rows {
                let row = serde_json::from_str(row.get());
                records.push(
                    row.map_err(|error| page.answer.unexpected("records".to_owned(), b"", error))?,
                );
            }
        }
        next = page.next;
    }
    result.insert("done".to_owned(), Value::Bool(true));
    result.shift_remove("nextRecordsUrl");
    Ok(())
}
