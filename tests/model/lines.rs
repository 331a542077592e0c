//! What files of lines hold, and that no version of a record is there twice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::articles;
use crate::contract::{Contract, Rows};
use crate::org::text;

pub(crate) fn read(folder: &Path, model: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join(format!("{model}.ndjson"))).unwrap();
    let lines = text.lines().map(serde_json::from_str);
    lines.map(Result::unwrap).collect()
}

/// The rows that lines come to: the last line of an id counts.
pub(crate) fn rows(lines: &[Value]) -> Rows {
    let mut rows = Rows::new();
    for line in lines {
        let id = text(&line["id"]);
        if is_deleted(line) {
            rows.remove(&id);
        } else {
            rows.insert(id, line.clone());
        }
    }
    rows
}

/// Fails when a version of a record, or a delete, is there twice. Of a record that was touched or came back two lines
/// may be the same.
pub(crate) fn none_is_double(contract: &Contract, lines: &[Value], again: &BTreeSet<String>) {
    let mut last = BTreeMap::new();
    let mut version = BTreeMap::new();
    for line in lines {
        let id = text(&line["id"]);
        let before = last.insert(id.clone(), line);
        // A draft that changes fits no longer than before.
        let may_repeat =
            again.contains(&id) || is_deleted(line) && contract.object == articles::OBJECT;
        assert!(may_repeat || before != Some(line), "twice: {line}");
        if let Some(stamp) = contract.stamp.and_then(|stamp| line[stamp].as_str()) {
            let before = version.insert(id, stamp);
            assert!(before < Some(stamp), "{before:?} is there already: {line}");
        }
    }
}

pub(crate) fn is_deleted(line: &Value) -> bool {
    line["_deleted"] == true
}
