use bytes::Bytes;
use serde_json::Value;

use super::SyncError;
use super::reader::Reader;
use super::record::Record;
use crate::query::next_path;
use crate::response::Misfit;

/// How the rows of a sub-query say where there are more.
const NEXT: &str = "nextRecordsUrl";

impl Reader {
    /// The rows with all that belongs to them: the fields that inputs name under the names that the model reads, what a
    /// sub-query has on further pages, and the records that refer to them.
    pub(super) async fn whole(&mut self, records: Vec<Record>) -> Result<Vec<Record>, SyncError> {
        let mut rows = Vec::with_capacity(records.len());
        for record in records {
            let record = self.named(record)?;
            rows.push(if self.plan.beside.children {
                self.with_all_children(record).await?
            } else {
                record
            });
        }
        for related in &self.visible.related {
            let now = self.visible.now;
            related.add_to(&mut rows, &mut self.calls, now).await?;
        }
        Ok(rows)
    }

    fn named(&self, record: Record) -> Result<Record, SyncError> {
        let json = record.json.clone();
        let named = record.named(&self.visible.fields);
        named.map_err(|source| misfit(&json, source))
    }

    /// The record with what is on further pages of its sub-queries.
    async fn with_all_children(&mut self, record: Record) -> Result<Record, SyncError> {
        let read = serde_json::from_slice(&record.json);
        let mut row: Value = read.map_err(|source| misfit(&record.json, source))?;
        let mut is_changed = false;
        while let Some(pointer) = unfinished(&row) {
            if let Some(result) = row.pointer_mut(&pointer) {
                self.append_page(result).await?;
            }
            is_changed = true;
        }
        if !is_changed {
            return Ok(record);
        }
        let json = serde_json::to_vec(&row).map_err(|source| misfit(&record.json, source))?;
        Ok(Record {
            json: Bytes::from(json),
            ..record
        })
    }

    /// Puts the next page of a sub-query behind those before it.
    async fn append_page(&mut self, result: &mut Value) -> Result<(), SyncError> {
        let here = result[NEXT].take();
        let here = here.as_str().unwrap_or_default();
        let answer = self.calls.more(here).await?;
        let mut page: Value = answer.json()?;
        let next = match page[NEXT].take() {
            Value::String(next) => Some(next),
            _ => None,
        };
        let next = if page["done"] == true {
            None
        } else {
            Some(next_path(&answer, here, next)?)
        };
        if let (Some(all), Value::Array(more)) =
            (result["records"].as_array_mut(), page["records"].take())
        {
            all.extend(more);
        }
        result["done"] = next.is_none().into();
        result[NEXT] = next.into();
        Ok(())
    }
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

fn misfit(record: &[u8], source: serde_json::Error) -> SyncError {
    let path = ".".to_owned();
    SyncError::row(record, Misfit { path, source })
}
