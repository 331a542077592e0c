use serde_json::{Map, Value};

use super::BadRule;
use crate::near::with_near;

/// What a rule may say of any trouble.
const OF_RULES: [&str; 5] = ["method", "path", "after", "times", "rate"];

/// Those whose values are texts, whatever they look like.
pub(super) const TEXTS: [&str; 7] = ["method", "path", "to", "when", "record", "into", "field"];

/// Each trouble by its name, and what may be said of it.
const OF_TROUBLE: [(&str, &[&str]); 19] = [
    ("status", &["status", "retry-after", "done"]),
    ("daily-limit", &[]),
    ("concurrent-limit", &[]),
    ("expired-session", &[]),
    ("locked-rows", &["share"]),
    ("reset", &["when"]),
    ("stalled-body", &[]),
    ("truncated-body", &[]),
    ("truncated-gzip", &[]),
    ("maintenance", &["status"]),
    ("slow", &["seconds"]),
    ("moved", &["to", "status"]),
    ("in-flight", &["seconds"]),
    ("hard-delete", &["record"]),
    ("merge", &["record", "into"]),
    ("empty-recycle-bin", &[]),
    ("purged-delete-log", &[]),
    ("hidden-field", &["field"]),
    ("expired-locators", &[]),
];

/// That a rule has no keys but those of its trouble and of all rules: serde would name one of the two.
pub(super) fn check(rule: &Map<String, Value>) -> Result<(), BadRule> {
    let Some(name) = rule.get("trouble").and_then(Value::as_str) else {
        return Ok(());
    };
    let mut all = OF_TROUBLE.iter();
    let Some((_, own)) = all.find(|(known, _)| *known == name) else {
        let known = OF_TROUBLE.map(|(known, _)| known);
        return Err(unknown("trouble", name, &known));
    };
    if let Some((null, _)) = rule.iter().find(|(_, value)| value.is_null()) {
        return Err(BadRule(format!(
            "`{null}` is null: leave it out, or say what it is"
        )));
    }
    let known = [own, &OF_RULES[..]].concat();
    let mut keys = rule.keys().map(String::as_str);
    let strange = keys.find(|key| *key != "trouble" && !known.contains(key));
    strange.map_or(Ok(()), |key| Err(unknown("key", key, &known)))
}

fn unknown(what: &str, name: &str, known: &[&str]) -> BadRule {
    let known_names = known.iter().map(|known| format!("`{known}`"));
    let listed = known_names.collect::<Vec<_>>().join(", ");
    let message = format!("unknown {what} `{name}`, it may be {listed}");
    BadRule(with_near(&message, name, known.iter().copied()))
}
