use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use super::output::Output;
use super::{DELETED_AT, PLACE};
use crate::sync::State;
use crate::sync::destination::one_line::one_line;
use crate::sync::destination::{Delete, DestinationError, Page, Writer, Written};

/// Writes the messages of a sync among those of others.
pub(super) struct Messages {
    pub(super) output: Arc<Mutex<Output>>,
    pub(super) sync: String,
    /// What has to come before the first record, until it has.
    pub(super) schema: Option<Value>,
    pub(super) state: Option<State>,
    pub(super) lines: Vec<u8>,
}

impl Messages {
    fn collect(&mut self, page: &Page) {
        self.lines.clear();
        if let Some(schema) = self.schema.take() {
            let message = json!({
                "type": "SCHEMA",
                "stream": self.sync,
                "schema": schema,
                "key_properties": ["id"],
            });
            self.push(&[&message.to_string()]);
        }
        let head = format!(
            r#"{{"type":"RECORD","stream":{},"record":"#,
            json!(self.sync)
        );
        for row in &page.upserts {
            self.push(&[&head, &one_line(&row.json), "}"]);
        }
        for Delete { id, at } in &page.deletes {
            self.push(&[&head, &json!({ "id": id, DELETED_AT: at }).to_string(), "}"]);
        }
    }

    fn push(&mut self, parts: &[&str]) {
        for part in parts {
            self.lines.extend_from_slice(part.as_bytes());
        }
        self.lines.push(b'\n');
    }

    fn output(&self) -> MutexGuard<'_, Output> {
        locked(&self.output)
    }
}

/// Whoever panicked while it had the output left it torn, and that says so itself.
pub(super) fn locked(output: &Mutex<Output>) -> MutexGuard<'_, Output> {
    output.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Writer for Messages {
    fn state(&self) -> Option<&State> {
        self.state.as_ref()
    }

    fn write(&mut self, page: &Page) -> Result<Written, DestinationError> {
        self.collect(page);
        self.output().write(&self.lines, &self.sync, &page.state)?;
        self.state = Some(page.state.clone());
        Ok(Written {
            upserted: page.upserts.len() as u64,
            unchanged: 0,
            deleted: page.deletes.len() as u64,
        })
    }

    fn ids(&mut self) -> Result<HashSet<String>, DestinationError> {
        Err(DestinationError::Blind {
            place: PLACE.to_owned(),
        })
    }
}

impl Drop for Messages {
    fn drop(&mut self) {
        self.output().open.remove(&self.sync);
    }
}
