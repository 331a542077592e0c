use std::collections::HashMap;
use std::hash::Hash;

use serde_json::{Value, json};

use crate::RecordId;
use crate::fault::Fault;
use crate::org::{Keep, Org};
use crate::rest::composite::transaction;
use crate::rest::{Done, Response};

/// What became of one row.
#[derive(Debug)]
pub(super) struct Saved {
    pub(super) id: RecordId,
    /// Whether the record is new, where that was open.
    pub(super) created: Option<bool>,
    /// Whether the record was there before, so that its id is told even of what was undone.
    pub(super) existed: bool,
}

/// Does `work` for each row, in the order in which they are given.
pub(super) fn each<T>(
    org: &mut Org,
    all_or_none: bool,
    rows: &[T],
    work: impl Fn(&mut Org, &T) -> Result<Saved, Fault>,
) -> Result<Response, Fault> {
    let (saved, is_undone) = transaction::run(org, |org| {
        let rows = rows.iter();
        let saved: Vec<Result<Saved, Fault>> = rows
            .map(|row| org.atomically(|org| work(org, row)))
            .collect();
        let undo = all_or_none && saved.iter().any(Result::is_err);
        (Keep::unless(undo), (saved, undo))
    })?;
    let results = saved.iter().map(|row| match row {
        Ok(saved) if is_undone => undone(saved),
        Ok(saved) => kept(saved),
        Err(fault) => json!({ "success": false, "errors": [error(fault)] }),
    });
    let response = Response::json(200, &results.collect::<Vec<Value>>());
    let done = saved
        .iter()
        .map(|row| Done::all_if(row.is_ok() && !is_undone));
    Ok(response.with_done(Done::of(done)))
}

fn kept(saved: &Saved) -> Value {
    let mut result = json!({ "id": saved.id.as_str(), "success": true, "errors": [] });
    if let Some(created) = saved.created {
        result["created"] = created.into();
    }
    result
}

fn undone(saved: &Saved) -> Value {
    let message = "Record rolled back because not all records were valid and the request was using AllOrNone header";
    let fault = Fault::new(400, "ALL_OR_NONE_OPERATION_ROLLED_BACK", message);
    let mut result = json!({ "success": false, "errors": [error(&fault)] });
    if saved.existed {
        result["id"] = saved.id.as_str().into();
    }
    result
}

/// There is no address that could not be found: a record that is missing is a wrong id of a row.
fn error(fault: &Fault) -> Value {
    if fault.code == "NOT_FOUND" {
        return missing().to_save_error();
    }
    fault.to_save_error()
}

fn missing() -> Fault {
    Fault::new(
        400,
        "INVALID_CROSS_REFERENCE_KEY",
        "invalid cross reference id",
    )
}

/// The name of an object of which a row is.
pub(super) fn object(org: &Org, ty: &str) -> Result<std::sync::Arc<crate::Object>, Fault> {
    org.catalog.shared(ty).ok_or_else(|| {
        let message = format!("sObject type '{ty}' is not supported.");
        Fault::new(400, "INVALID_TYPE", message)
    })
}

/// What stands in more than one row.
pub(super) fn repeated<K: Hash + Eq>(keys: impl Iterator<Item = K>) -> Vec<K> {
    let mut counts: HashMap<K, usize> = HashMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    let counts = counts.into_iter();
    counts
        .filter_map(|(key, count)| (count > 1).then_some(key))
        .collect()
}
