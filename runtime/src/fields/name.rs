use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, Unexpected, Visitor};

/// Finds the index of a name. Salesforce sends properties in one order, so the search begins at the one after the last.
pub(crate) struct Name {
    pub(super) names: &'static [&'static str],
    pub(super) next: usize,
    /// Whether a name that is not among them is needed.
    pub(super) keep: bool,
}

pub(crate) enum Key {
    Known(usize),
    Other(String),
}

impl Name {
    /// Of the names that are there, whatever else is.
    pub(crate) fn new(names: &'static [&'static str], next: usize) -> Self {
        let keep = false;
        Self { names, next, keep }
    }
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<Key, D::Error> {
        key.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        let (before, after) = self.names.split_at(self.next);
        let found = match after.iter().position(|known| *known == name) {
            Some(index) => Some(self.next + index),
            None => before.iter().position(|known| *known == name),
        };
        let kept = || if self.keep { name } else { "" }.to_owned();
        Ok(found.map_or_else(|| Key::Other(kept()), Key::Known))
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Key, E> {
        let refused = || E::invalid_value(Unexpected::Bytes(name), &self);
        let name = std::str::from_utf8(name).map_err(|_| refused())?;
        self.visit_str(name)
    }
}
