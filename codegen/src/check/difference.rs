//! Where two JSON values differ.

use serde_json::{Map, Value};
use specforce_scalar::same;

use crate::messages;

/// The first place at which a value is not as it is expected to be.
pub(super) struct Difference<'a> {
    /// Through properties and items.
    pub(super) path: Vec<String>,
    pub(super) kind: Kind<'a>,
}

pub(super) enum Kind<'a> {
    /// Another value.
    Value(&'a Value),
    /// A property that is not expected.
    More(&'a str, &'a Value),
    /// A property that is expected and not there, and the one that was probably meant.
    Less(&'a str, Option<String>),
}

pub(super) fn difference<'a>(value: &'a Value, expected: &'a Value) -> Option<Difference<'a>> {
    let here = |kind| Difference {
        path: Vec::new(),
        kind,
    };
    match (value, expected) {
        _ if same(value, expected) => None,
        (Value::Object(map), Value::Object(expected)) => {
            let both = map
                .iter()
                .filter_map(|(name, value)| Some((name.clone(), value, expected.get(name)?)));
            other_names(map, expected).map(here).or_else(|| first(both))
        }
        (Value::Array(items), Value::Array(expected)) if items.len() == expected.len() => {
            let both = items.iter().zip(expected).enumerate();
            first(both.map(|(index, (one, other))| (index.to_string(), one, other)))
        }
        _ => Some(here(Kind::Value(value))),
    }
}

fn first<'a>(
    mut pairs: impl Iterator<Item = (String, &'a Value, &'a Value)>,
) -> Option<Difference<'a>> {
    pairs.find_map(|(step, value, expected)| {
        let mut found = difference(value, expected)?;
        found.path.insert(0, step);
        Some(found)
    })
}

/// A name that only one of two objects has.
fn other_names<'a>(
    map: &'a Map<String, Value>,
    expected: &'a Map<String, Value>,
) -> Option<Kind<'a>> {
    let mut more = map.iter().filter(|(name, _)| !expected.contains_key(*name));
    if let Some(name) = expected.keys().find(|name| !map.contains_key(*name)) {
        let near = messages::nearest(name, more.map(|(name, _)| name.as_str()));
        return Some(Kind::Less(name, near.map(str::to_owned)));
    }
    more.next().map(|(name, value)| Kind::More(name, value))
}
