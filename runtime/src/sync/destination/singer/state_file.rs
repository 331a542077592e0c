use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use crate::sync::destination::DestinationError;

/// The state that a file holds: a value of a `STATE` message, the message, or the lines that a target printed, of which
/// the last one counts. An empty file holds none.
pub(super) fn read(file: &Path) -> Result<Map<String, Value>, DestinationError> {
    let text = fs::read_to_string(file).map_err(DestinationError::io(file, "read"))?;
    let mut last = None;
    for value in serde_json::Deserializer::from_str(&text).into_iter::<Value>() {
        match value {
            Ok(value) => last = Some(value),
            // A target that was killed while it printed: what it printed before is older, and as good.
            Err(error) if error.is_eof() && last.is_some() => break,
            Err(error) => return Err(unfit(file, &error.to_string())),
        }
    }
    match last.map(unwrapped) {
        None => Ok(Map::new()),
        Some(Value::Object(value)) => Ok(value),
        Some(_) => Err(unfit(file, "it is no object")),
    }
}

/// The value of a message.
fn unwrapped(mut value: Value) -> Value {
    let is_message = value["type"] == "STATE";
    match value.get_mut("value") {
        Some(inner) if is_message => inner.take(),
        _ => value,
    }
}

fn unfit(file: &Path, why: &str) -> DestinationError {
    let message = format!("this is no state of Singer's: {why}; for a first run leave it empty");
    DestinationError::unfit(file.display().to_string(), message)
}
