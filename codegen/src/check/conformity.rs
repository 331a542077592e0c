//! Whether a JSON value is one of a type, as the schema of the type would tell.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Number, Value};
use specforce_scalar::{Regex, compile, less, same, whole};

use super::evaluation::{evaluate, truthy};
use crate::ir::{Ir, Keywords, Object, Property, Shape, Ty};
use crate::messages;

/// One way in which a value is not of its type.
pub(super) struct Violation {
    /// Through properties and items.
    pub(super) path: Vec<String>,
    /// Whether the name of the last property is wrong, not its value.
    pub(super) is_name: bool,
    pub(super) message: String,
    /// The name that was probably meant.
    pub(super) near: Option<String>,
}

/// Every violation of a value that is to be of a type.
pub(super) fn violations(ir: &Ir, value: &Value, ty: &Ty) -> Vec<Violation> {
    bounded(ir, value, ty, &Keywords::default())
}

/// Every violation of a value that is to be of a type and within bounds of its own.
pub(super) fn bounded(ir: &Ir, value: &Value, ty: &Ty, keywords: &Keywords) -> Vec<Violation> {
    let mut checker = Checker {
        ir,
        path: Vec::new(),
        patterns: HashMap::new(),
        guesses: super::MOST_GUESSES,
        found: Vec::new(),
    };
    checker.value(value, ty);
    checker.keywords(value, keywords);
    checker.found
}

struct Checker<'a> {
    ir: &'a Ir,
    path: Vec<String>,
    /// What was met so far; one that is none is told elsewhere.
    patterns: HashMap<String, Option<Regex>>,
    /// For how many more unknown names a known one is looked for that may be meant.
    guesses: usize,
    found: Vec<Violation>,
}

impl Checker<'_> {
    fn refuse(&mut self, message: impl Into<String>) {
        self.found.push(Violation {
            path: self.path.clone(),
            is_name: false,
            message: message.into(),
            near: None,
        });
    }

    fn within(&mut self, step: &str, look: impl FnOnce(&mut Self)) {
        self.path.push(step.to_owned());
        look(self);
        self.path.pop();
    }

    fn value(&mut self, value: &Value, ty: &Ty) {
        match (ty, value) {
            (Ty::Any, _)
            | (Ty::String, Value::String(_))
            | (Ty::Boolean, Value::Bool(_))
            | (Ty::Number, Value::Number(_))
            | (Ty::Nullable(_), Value::Null) => {}
            (Ty::Nullable(inner), _) => self.value(value, inner),
            (Ty::Integer, Value::Number(number)) if whole(number).is_some() => {}
            (Ty::List(inner), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.within(&index.to_string(), |at| at.value(item, inner));
                }
            }
            (Ty::Map(inner), Value::Object(map)) => {
                for (key, value) in map {
                    self.within(key, |at| at.value(value, inner));
                }
            }
            (Ty::Type(id), _) => self.named(value, *id),
            (Ty::Integer, Value::Number(number)) if is_beyond(number.as_f64()) => {
                self.refuse(messages::expected_whole_number_of_64_bits());
            }
            // YAML's reader takes digits that come to more than any number for a text.
            (Ty::Integer | Ty::Number, Value::String(text)) if is_infinite(text) => {
                self.refuse(messages::LARGER_THAN_ANY_NUMBER);
            }
            _ => self.refuse(messages::expected_value_of(ty)),
        }
    }

    fn named(&mut self, value: &Value, id: usize) {
        let ir = self.ir;
        match (&ir.types[id].shape, value) {
            (Shape::Alias(alias), _) => {
                self.value(value, &alias.ty);
                self.keywords(value, &alias.keywords);
            }
            (Shape::Enum(values), _) => {
                let listed = values.iter().any(|known| value.as_str() == Some(known));
                if !listed {
                    let values: Vec<Value> = values.iter().cloned().map(Value::from).collect();
                    self.refuse(messages::expected_one_of(&values));
                }
            }
            (Shape::Object(object), Value::Object(map)) => self.object(map, object),
            (Shape::Object(_), _) => self.refuse(messages::expected_value_of(&Ty::Type(id))),
        }
    }

    fn object(&mut self, map: &Map<String, Value>, object: &Object) {
        let meant = self.unknown(map, object);
        for property in &object.properties {
            match map.get(&property.name) {
                Some(value) => self.within(&property.name, |at| at.property(value, property)),
                // What is there under a slip of its name is told there.
                None if property.required && !meant.contains(&property.name) => {
                    self.refuse(messages::is_missing(&property.name));
                }
                None => {}
            }
        }
    }

    /// Refuses what no property is called, and gives the names that were probably meant.
    fn unknown(&mut self, map: &Map<String, Value>, object: &Object) -> Vec<String> {
        if object.open {
            return Vec::new();
        }
        let known = || object.properties.iter().map(|one| one.name.as_str());
        let names: HashSet<&str> = known().collect();
        let unknown = map.keys().filter(|name| !names.contains(name.as_str()));
        let mut meant = Vec::new();
        for name in unknown {
            let guessed = self.guesses > 0;
            self.guesses = self.guesses.saturating_sub(1);
            let free = known().filter(|known| !map.contains_key(*known));
            let near = guessed.then(|| messages::nearest(name, free)).flatten();
            let near = near.map(str::to_owned);
            meant.extend(near.clone());
            let mut path = self.path.clone();
            path.push(name.clone());
            self.found.push(Violation {
                path,
                is_name: true,
                message: messages::NO_PROPERTY.to_owned(),
                near,
            });
        }
        meant
    }

    fn property(&mut self, value: &Value, property: &Property) {
        self.value(value, &property.ty);
        self.keywords(value, &property.keywords);
        if let Some(condition) = &property.fail_if
            && truthy(evaluate(&condition.expression, value).as_ref())
        {
            self.refuse(messages::must_not_fulfil(&condition.text));
        }
    }

    fn keywords(&mut self, value: &Value, keywords: &Keywords) {
        let listed =
            keywords.allowed.is_empty() || keywords.allowed.iter().any(|one| same(one, value));
        if !listed && !value.is_null() {
            self.refuse(messages::expected_one_of(&keywords.allowed));
        }
        match value {
            Value::String(text) => self.text(text, keywords),
            Value::Array(items) => {
                self.count(
                    items.len(),
                    keywords.min_items,
                    keywords.max_items,
                    messages::ITEMS,
                );
            }
            Value::Number(number) => self.number(number, keywords),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, keywords: &Keywords) {
        let (least, most) = (keywords.min_length, keywords.max_length);
        self.count(text.chars().count(), least, most, messages::CHARACTERS);
        let Some(pattern) = keywords.pattern.as_deref() else {
            return;
        };
        if !self.patterns.contains_key(pattern) {
            let regex = compile(pattern).ok();
            self.patterns.insert(pattern.to_owned(), regex);
        }
        let regex = self.patterns.get(pattern).and_then(Option::as_ref);
        if regex.is_some_and(|regex| !regex.is_match(text)) {
            self.refuse(messages::expected_match(pattern));
        }
    }

    fn count(&mut self, count: usize, least: Option<usize>, most: Option<usize>, what: &str) {
        if let Some(least) = least.filter(|least| count < *least) {
            self.refuse(messages::expected_at_least(least, what));
        }
        if let Some(most) = most.filter(|most| count > *most) {
            self.refuse(messages::expected_at_most(most, what));
        }
    }

    fn number(&mut self, number: &Number, keywords: &Keywords) {
        let bound = |value: &Option<Value>| value.as_ref().and_then(Value::as_number).cloned();
        if let Some(least) = bound(&keywords.minimum).filter(|least| less(number, least)) {
            self.refuse(messages::expected_at_least(least, ""));
        }
        if let Some(most) = bound(&keywords.maximum).filter(|most| less(most, number)) {
            self.refuse(messages::expected_at_most(most, ""));
        }
    }
}

/// Whether a number is further from zero than any whole one of 64 bits.
fn is_beyond(number: Option<f64>) -> bool {
    number.is_some_and(|number| number.abs() >= 2_f64.powi(63))
}

fn is_infinite(text: &str) -> bool {
    let has_digits = text.contains(|sign: char| sign.is_ascii_digit());
    has_digits && text.parse().is_ok_and(f64::is_infinite)
}
