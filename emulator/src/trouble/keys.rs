use serde_json::{Map, Value};

use super::BadRule;
use crate::near::{nearest, with_near};

/// What a rule may say of any trouble.
const OF_RULES: [&str; 5] = ["method", "path", "after", "times", "rate"];

/// Those whose values are texts, whatever they look like.
pub(super) const TEXTS: [&str; 7] = ["method", "path", "to", "when", "record", "into", "field"];

/// Each trouble by its name, what must be said of it, and what may be.
const OF_TROUBLE: [(&str, &[&str], &[&str]); 19] = [
    ("status", &["status"], &["retry-after", "done"]),
    ("daily-limit", &[], &[]),
    ("concurrent-limit", &[], &[]),
    ("expired-session", &[], &[]),
    ("locked-rows", &[], &["share"]),
    ("reset", &[], &["when"]),
    ("stalled-body", &[], &[]),
    ("truncated-body", &[], &[]),
    ("truncated-gzip", &[], &[]),
    ("maintenance", &[], &["status"]),
    ("slow", &["seconds"], &[]),
    ("moved", &["to"], &["status"]),
    ("in-flight", &["seconds"], &[]),
    ("hard-delete", &["record"], &[]),
    ("merge", &["record"], &["into"]),
    ("empty-recycle-bin", &[], &[]),
    ("purged-delete-log", &[], &[]),
    ("hidden-field", &["field"], &[]),
    ("expired-locators", &[], &[]),
];

/// That a rule has the keys of its trouble and of all rules, no others, and values of their types. What serde says of it
/// speaks of Rust.
pub(super) fn check(rule: &Map<String, Value>) -> Result<(), BadRule> {
    let name = name(rule)?;
    let mut all = OF_TROUBLE.iter();
    let Some((_, needed, others)) = all.find(|(known, ..)| *known == name) else {
        let known = OF_TROUBLE.map(|(known, ..)| known);
        return Err(unknown("trouble", name, &known));
    };
    let known = [needed, others, &OF_RULES[..]].concat();
    for (key, value) in rule.iter().filter(|(key, _)| *key != "trouble") {
        if !known.contains(&key.as_str()) {
            return Err(unknown("key", key, &known));
        }
        check_value(key, value, name)?;
    }
    let mut needed = needed.iter();
    match needed.find(|key| !rule.contains_key(**key)) {
        Some(key) => Err(BadRule(format!("`{name}` needs `{key}`"))),
        None => Ok(()),
    }
}

fn name(rule: &Map<String, Value>) -> Result<&str, BadRule> {
    match rule.get("trouble") {
        Some(Value::String(name)) => Ok(name),
        Some(other) => Err(BadRule(format!("`trouble` is a name, not {other}"))),
        None => {
            let mut keys = rule.keys();
            let meant = keys.find(|key| nearest(key, ["trouble"]).is_some());
            Err(BadRule(match meant {
                Some(key) => format!("unknown key `{key}`; did you mean `trouble`?"),
                None => "`trouble` is missing, the name of what happens".to_owned(),
            }))
        }
    }
}

fn check_value(key: &str, value: &Value, trouble: &str) -> Result<(), BadRule> {
    if value.is_null() {
        return Err(BadRule(format!(
            "`{key}` is null: leave it out, or say what it is"
        )));
    }
    let (is_fit, what) = match key {
        "rate" | "share" => (value.is_number(), "a number from 0 to 1"),
        "seconds" if trouble == "in-flight" => (value.is_u64(), "a whole number of seconds"),
        "seconds" => (value.is_number(), "a number of seconds"),
        "retry-after" => (value.is_u64(), "a whole number of seconds"),
        "after" | "times" => (value.is_u64(), "a whole number"),
        "status" => (
            value.as_u64().is_some_and(|it| it < 1_000),
            "a status, such as 503",
        ),
        "done" => (value.is_boolean(), "true or false"),
        "when" => (
            value
                .as_str()
                .is_some_and(|it| ["before", "during", "after"].contains(&it)),
            "`before`, `during` or `after`",
        ),
        _ => (value.is_string(), "a text"),
    };
    if is_fit {
        return Ok(());
    }
    Err(BadRule(format!("`{key}` is {what}, not {value}")))
}

fn unknown(what: &str, name: &str, known: &[&str]) -> BadRule {
    let known_names = known.iter().map(|known| format!("`{known}`"));
    let listed = known_names.collect::<Vec<_>>().join(", ");
    let message = format!("unknown {what} `{name}`, it may be {listed}");
    BadRule(with_near(&message, name, known.iter().copied()))
}
