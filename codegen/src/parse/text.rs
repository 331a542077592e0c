//! Texts: `serde_yaml` takes a number or `true` for one wherever a text is expected, which an editor refuses.

use std::fmt;

use serde::de::{Deserializer, Error, Unexpected, Visitor};

/// Said of a description that is there and empty.
pub(super) const NOTHING_SAID: &str = "says nothing";

/// Said of a type that is null.
pub(super) const NULL_TYPE: &str = "null is no type";

/// For `#[serde(deserialize_with)]`: a text that may be left out.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    needed(deserializer).map(Some)
}

/// A text that must be there.
pub(super) fn needed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    deserializer.deserialize_any(Text::default())
}

/// A text that must say something.
pub(super) fn saying<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let saying = Text {
        if_empty: Some(NOTHING_SAID),
        if_null: Some(NOTHING_SAID),
    };
    deserializer.deserialize_any(saying).map(Some)
}

/// A type, which is not null.
pub(super) fn of_type<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let ty = Text {
        if_empty: None,
        if_null: Some(NULL_TYPE),
    };
    deserializer.deserialize_any(ty).map(Some)
}

/// Refuses what it refuses while it is visited, so that the error stands there.
#[derive(Default)]
struct Text {
    if_empty: Option<&'static str>,
    if_null: Option<&'static str>,
}

impl Visitor<'_> for Text {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        match self.if_empty.filter(|_| text.trim().is_empty()) {
            Some(said) => Err(E::custom(said)),
            None => Ok(text.to_owned()),
        }
    }

    fn visit_unit<E: Error>(self) -> Result<String, E> {
        Err(match self.if_null {
            Some(said) => E::custom(said),
            None => E::invalid_type(Unexpected::Unit, &self),
        })
    }
}
