use std::str::FromStr;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::keys::TEXTS;
use super::{BadRule, Rule, keys};
use crate::yaml;

impl Rule {
    /// The rules of a file: one or a list of them, in YAML or JSON, each an object or in its short form.
    ///
    /// ```
    /// use specforce_emulator::{Rule, Trouble};
    ///
    /// let rules = Rule::list("[{ trouble: slow, seconds: 2, method: GET }, '503,rate=0.1']")?;
    /// assert_eq!(rules[1], Rule::new(Trouble::status(503)).rate(0.1));
    /// # Ok::<(), specforce_emulator::BadRule>(())
    /// ```
    ///
    /// # Errors
    /// What is wrong with the first that is wrong.
    pub fn list(text: &str) -> Result<Vec<Self>, BadRule> {
        // Which, other than that of JSON, has no key twice.
        let value: serde_yaml::Value =
            yaml::read(text, "write the rules as one list").map_err(BadRule)?;
        let value = serde_json::to_value(value).map_err(|error| BadRule(error.to_string()))?;
        match value {
            Value::Null => Err(BadRule("there is no rule".to_owned())),
            Value::Array(values) => {
                let values = values.into_iter().enumerate();
                let told = |index, bad| BadRule(format!("rule {}: {bad}", index + 1));
                let rules = values.map(|(index, one)| rule(one).map_err(|bad| told(index, bad)));
                rules.collect()
            }
            one => rule(one).map(|rule| vec![rule]),
        }
    }
}

/// A rule, which is an object, or a text in its short form.
fn rule(value: Value) -> Result<Rule, BadRule> {
    match &value {
        Value::String(short) => return short.parse(),
        // A status alone.
        Value::Number(short) => return short.to_string().parse(),
        Value::Object(parts) => keys::check(parts)?,
        other => {
            let message = format!("a rule is an object or a short text, not {other}");
            return Err(BadRule(message));
        }
    }
    let rule = Rule::deserialize(value).map_err(|error| BadRule(error.to_string()))?;
    rule.check().map(|()| rule)
}

/// The short form: `503,retry-after=3,rate=0.1`.
impl FromStr for Rule {
    type Err = BadRule;

    fn from_str(text: &str) -> Result<Self, BadRule> {
        let (name, rest) = text.split_once(',').unwrap_or((text, ""));
        let told = |error: BadRule| BadRule(format!("`{text}`: {error}"));
        let mut parts = Map::new();
        if let Ok(status) = name.trim().parse::<u16>() {
            parts.insert("trouble".to_owned(), "status".into());
            parts.insert("status".to_owned(), status.into());
        } else {
            parts.insert("trouble".to_owned(), name.trim().into());
        }
        for part in rest.split(',').filter(|part| !part.is_empty()) {
            // A name alone says yes.
            let (key, value) = part.split_once('=').unwrap_or((part, "true"));
            let (key, value) = (key.trim(), value.trim());
            if parts.insert(key.to_owned(), given(key, value)).is_some() {
                return Err(told(BadRule(format!("`{key}` is said twice"))));
            }
        }
        rule(parts.into()).map_err(told)
    }
}

/// A value of the short form: a number, `true` or `false`, unless its key is that of a text.
fn given(key: &str, value: &str) -> Value {
    if TEXTS.contains(&key) {
        return value.into();
    }
    serde_json::from_str(value).unwrap_or_else(|_| value.into())
}
