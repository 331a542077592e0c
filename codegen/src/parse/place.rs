use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use std::fmt;
use std::marker::PhantomData;

/// A line and a column of a file, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Position {
    pub(crate) const START: Self = Self { line: 1, column: 1 };

    pub(crate) fn of(error: &serde_yaml::Error) -> Self {
        error.location().map_or(Self::START, |location| Self {
            line: location.line(),
            column: location.column(),
        })
    }
}

/// Where something stands in the manifest: the way to it through keys and list indexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) file: usize,
    path: Vec<String>,
    at_key: bool,
}

impl Place {
    pub(crate) fn file(file: usize) -> Self {
        Self {
            file,
            path: Vec::new(),
            at_key: false,
        }
    }

    /// The value below `step`, a key or the index of an item.
    pub(crate) fn value(&self, step: &(impl ToString + ?Sized)) -> Self {
        self.below(step.to_string(), false)
    }

    /// The key `step` itself.
    pub(crate) fn key(&self, step: &str) -> Self {
        self.below(step.to_owned(), true)
    }

    /// The value of `key` in the mapping that this key names.
    pub(crate) fn beside(&self, key: &str) -> Self {
        Self {
            at_key: false,
            ..self.clone()
        }
        .value(key)
    }

    /// The function or type that this place is part of, which is where people look for it.
    pub(crate) fn declared_in(&self) -> Self {
        let path = self.path.iter().take(2).cloned().collect();
        Self {
            file: self.file,
            path,
            at_key: true,
        }
    }

    /// Section and name of the function or type that this is, if it is one.
    pub(crate) fn entry(&self) -> Option<(String, String)> {
        match self.path.as_slice() {
            [section, name] => Some((section.clone(), name.clone())),
            _ => None,
        }
    }

    fn below(&self, step: String, at_key: bool) -> Self {
        let mut path = self.path.clone();
        path.push(step);
        Self {
            file: self.file,
            path,
            at_key,
        }
    }

    /// Finds the place by walking the text again: `serde_yaml` gives positions with errors only,
    /// so the walk ends in an error where it arrives.
    pub(crate) fn position(&self, text: &str) -> Position {
        let mut at_key = self.at_key;
        for length in (0..=self.path.len()).rev() {
            let walk = Walk {
                path: &self.path[..length],
                at_key,
                arrive: PhantomData::<Arrived>,
            };
            if let Err(error) = walk.deserialize(serde_yaml::Deserializer::from_str(text))
                && error.to_string().contains(ARRIVED)
            {
                return Position::of(&error);
            }
            // A shorthand has no such key below it; its own place is the nearest there is.
            at_key = false;
        }
        Position::START
    }
}

/// Reads the value at `path` of a YAML text.
pub(crate) fn read_at<T: for<'de> Deserialize<'de>>(
    text: &str,
    path: &[String],
) -> Result<T, serde_yaml::Error> {
    let walk = Walk {
        path,
        at_key: false,
        arrive: PhantomData::<T>,
    };
    match walk.deserialize(serde_yaml::Deserializer::from_str(text))? {
        Some(value) => Ok(value),
        None => T::deserialize(serde::de::value::UnitDeserializer::new()),
    }
}

pub(super) const ARRIVED: &str = "\u{1}arrived";

/// Stands for whatever is at the end of a walk, which it refuses so as to be told where it is.
struct Arrived;

impl<'de> Deserialize<'de> for Arrived {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Arrived)
    }
}

impl Visitor<'_> for Arrived {
    type Value = Self;

    // Every `visit_` method that is not overridden reports what it expected: this text.
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(ARRIVED)
    }
}

struct Walk<'a, T> {
    path: &'a [String],
    at_key: bool,
    arrive: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Walk<'_, T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if self.path.is_empty() {
            T::deserialize(deserializer).map(Some)
        } else {
            deserializer.deserialize_any(self)
        }
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Walk<'_, T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a mapping or a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        let last = self.path.len() == 1;
        let refuse = (self.at_key && last).then_some(self.path[0].as_str());
        while let Some(key) = map.next_key_seed(Key { refuse })? {
            if key == self.path[0] {
                let walk = Walk {
                    path: &self.path[1..],
                    at_key: self.at_key,
                    arrive: self.arrive,
                };
                found = map.next_value_seed(walk)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let index: usize = self.path[0].parse().unwrap_or(usize::MAX);
        let mut found = None;
        for at in 0.. {
            if at == index {
                let walk = Walk {
                    path: &self.path[1..],
                    at_key: self.at_key,
                    arrive: self.arrive,
                };
                match seq.next_element_seed(walk)? {
                    Some(value) => found = value,
                    None => break,
                }
            } else if seq.next_element::<IgnoredAny>()?.is_none() {
                break;
            }
        }
        Ok(found)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

struct Key<'a> {
    refuse: Option<&'a str>,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<String, E> {
        if self.refuse == Some(key) {
            Err(E::custom(ARRIVED))
        } else {
            Ok(key.to_owned())
        }
    }
}
