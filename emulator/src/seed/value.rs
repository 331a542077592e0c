use std::collections::HashMap;

use jiff::civil::{Date, Time};
use serde_json::{Map, Value};

use crate::stamp;

/// Takes the short forms of a seed for what they stand for: `{ ref: … }` and `{ days_ago: …, at: … }`.
pub(super) fn resolved(
    record: &Map<String, Value>,
    today: Date,
    known: &HashMap<String, String>,
) -> Result<Map<String, Value>, String> {
    let fields = record.iter().filter(|(name, _)| *name != "ref");
    fields
        .map(|(name, value)| {
            let value = self::value(value, today, known).map_err(|why| format!("{name}: {why}"))?;
            Ok((name.clone(), value))
        })
        .collect()
}

fn value(value: &Value, today: Date, known: &HashMap<String, String>) -> Result<Value, String> {
    let Some(object) = value.as_object() else {
        return Ok(value.clone());
    };
    if let Some(name) = object.get("ref").and_then(Value::as_str) {
        let id = known.get(name);
        return id
            .map(|id| id.as_str().into())
            .ok_or_else(|| format!("no record above has `ref: {name}`"));
    }
    match object.get("days_ago").and_then(Value::as_i64) {
        Some(days) => day(today, days, object.get("at").and_then(Value::as_str)).map(Value::from),
        None => Ok(value.clone()),
    }
}

fn day(today: Date, days_ago: i64, at: Option<&str>) -> Result<String, String> {
    let days = jiff::Span::new()
        .try_days(days_ago)
        .map_err(|error| error.to_string())?;
    let day = today.checked_sub(days).map_err(|error| error.to_string())?;
    let Some(at) = at else {
        return Ok(day.to_string());
    };
    let time: Time = at
        .parse()
        .map_err(|_| format!("`{at}` is no time of day, such as \"08:00\""))?;
    stamp::read(&format!("{day}T{time}Z")).ok_or_else(|| format!("{day} at {at} is out of range"))
}
