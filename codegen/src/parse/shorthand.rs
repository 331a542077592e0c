use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::action::{Body, Output};
use super::entries::Entries;
use super::manifest::{Property, Schema};
use crate::messages;

/// A shape that is written as a text in short, and as a mapping in full.
pub(super) trait Shorthand<'de>: Sized {
    const EXPECTED: &'static str;
    type Full: Deserialize<'de>;

    fn short(text: String) -> Self;
    fn full(mapping: Self::Full) -> Self;
    fn nothing() -> Option<Self> {
        None
    }
}

/// Whether a text would do where this is expected.
pub(super) fn takes_text(expected: &str) -> bool {
    let shapes = [Property::EXPECTED, Output::EXPECTED, Body::EXPECTED];
    shapes.contains(&expected)
}

impl Shorthand<'_> for Property {
    const EXPECTED: &'static str = messages::A_PROPERTY;
    type Full = Schema;

    fn short(text: String) -> Self {
        Self::Type(text)
    }

    fn full(mapping: Schema) -> Self {
        Self::Schema(Box::new(mapping))
    }

    fn nothing() -> Option<Self> {
        Some(Self::Nothing)
    }
}

impl Shorthand<'_> for Output {
    const EXPECTED: &'static str = messages::AN_OUTPUT;
    type Full = Entries<Property>;

    fn short(text: String) -> Self {
        Self::Type(text)
    }

    fn full(mapping: Self::Full) -> Self {
        Self::Properties(mapping)
    }
}

impl Shorthand<'_> for Body {
    const EXPECTED: &'static str = messages::A_BODY;
    type Full = Entries<String>;

    fn short(text: String) -> Self {
        Self::Whole(text)
    }

    fn full(mapping: Self::Full) -> Self {
        Self::Properties(mapping)
    }
}

struct Either<T>(PhantomData<T>);

impl<'de, T: Shorthand<'de>> Visitor<'de> for Either<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok(T::short(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::Full::deserialize(MapAccessDeserializer::new(map)).map(T::full)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<T, E> {
        T::nothing().ok_or_else(|| E::invalid_type(serde::de::Unexpected::Unit, &self))
    }
}

macro_rules! deserialize_either {
    ($($type:ty),+) => {$(
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(Either(PhantomData))
            }
        }
    )+};
}

deserialize_either!(Property, Output, Body);
