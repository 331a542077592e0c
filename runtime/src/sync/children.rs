//! Rows of sub-queries, of which a record has the first page.

use std::collections::HashSet;

use bytes::Bytes;
use serde_json::Value;

use super::SyncError;
use super::calls::Calls;
use super::record::Record;
use crate::Response;
use crate::query::next_path;
use crate::response::Misfit;

/// How rows say where there are more.
const NEXT: &str = "nextRecordsUrl";

impl Record {
    /// The record with what is on further pages of its sub-queries.
    pub(super) async fn with_all_children(self, calls: &mut Calls) -> Result<Self, SyncError> {
        let next = format!("\"{NEXT}\":\"");
        let has_more = |json: &[u8]| json.windows(next.len()).any(|it| it == next.as_bytes());
        if !has_more(&self.json) {
            return Ok(self);
        }
        let misfit = |source| {
            let path = ".".to_owned();
            SyncError::row(&self.json, Misfit { path, source })
        };
        let mut row: Value = serde_json::from_slice(&self.json).map_err(misfit)?;
        let mut asked = HashSet::new();
        while let Some(pointer) = unfinished(&row) {
            if let Some(result) = row.pointer_mut(&pointer) {
                append_page(result, calls, &mut asked).await?;
            }
        }
        let json = serde_json::to_vec(&row).map_err(misfit)?;
        Ok(Self {
            json: Bytes::from(json),
            ..self
        })
    }
}

/// Puts the next page behind those before it.
async fn append_page(
    result: &mut Value,
    calls: &mut Calls,
    asked: &mut HashSet<String>,
) -> Result<(), SyncError> {
    let here = result[NEXT].take();
    let here = here.as_str().unwrap_or_default();
    let answer = calls.more(here).await?;
    asked.insert(here.to_owned());
    let mut page: Value = answer.json()?;
    let next = next(&answer, here, &page)?;
    if next.as_ref().is_some_and(|next| asked.contains(next)) {
        return Err(unexpected(&answer, NEXT, "this page was given before"));
    }
    match (result["records"].as_array_mut(), page["records"].take()) {
        (Some(all), Value::Array(more)) => all.extend(more),
        _ => {
            return Err(unexpected(
                &answer,
                "records",
                "there is no list of records",
            ));
        }
    }
    result["done"] = next.is_none().into();
    match (next, result.as_object_mut()) {
        (None, Some(result)) => drop(result.shift_remove(NEXT)),
        (next, _) => result[NEXT] = next.into(),
    }
    Ok(())
}

/// The path of the page behind this one.
fn next(answer: &Response, here: &str, page: &Value) -> Result<Option<String>, SyncError> {
    if page["done"] == true {
        return Ok(None);
    }
    let next = page[NEXT].as_str().map(str::to_owned);
    Ok(Some(next_path(answer, here, next)?))
}

fn unexpected(answer: &Response, path: &str, why: &'static str) -> SyncError {
    let error = answer.unexpected(path.to_owned(), answer.body(), why);
    error.into()
}

/// Where in a record there are rows of which more are elsewhere.
fn unfinished(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) if object.get(NEXT).is_some_and(Value::is_string) => {
            Some(String::new())
        }
        Value::Object(object) => object
            .iter()
            .find_map(|(key, value)| Some(format!("/{key}{}", unfinished(value)?))),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, value)| Some(format!("/{index}{}", unfinished(value)?))),
        _ => None,
    }
}
