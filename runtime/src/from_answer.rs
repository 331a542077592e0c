use std::collections::BTreeMap;

use serde::de::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// A type as it is read from Salesforce's answer.
///
/// `Deserialize` on the same type reads the JSON that the function gives back, whose names and shape
/// may differ from what Salesforce sends.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from Salesforce's answer",
    note = "a type that serde reads gets it by `#[derive(specforce::FromAnswer)]`, of the feature `macros`"
)]
pub trait FromAnswer: Sized {
    /// Reads the value from Salesforce's JSON.
    fn from_answer<'de, D: Deserializer<'de>>(answer: D) -> Result<Self, D::Error>;
}

/// [`FromAnswer::from_answer`], for code that does not name the type.
pub fn from_answer<'de, T: FromAnswer, D: Deserializer<'de>>(answer: D) -> Result<T, D::Error> {
    T::from_answer(answer)
}

/// `T` with [`FromAnswer`] as its `Deserialize`, to stand inside a container.
pub(crate) struct Read<T>(pub(crate) T);

impl<'de, T: FromAnswer> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(answer: D) -> Result<Self, D::Error> {
        T::from_answer(answer).map(Read)
    }
}

impl<T: FromAnswer> FromAnswer for Option<T> {
    fn from_answer<'de, D: Deserializer<'de>>(answer: D) -> Result<Self, D::Error> {
        Option::<Read<T>>::deserialize(answer).map(|value| value.map(|read| read.0))
    }
}

impl<T: FromAnswer> FromAnswer for Vec<T> {
    fn from_answer<'de, D: Deserializer<'de>>(answer: D) -> Result<Self, D::Error> {
        // `Read<T>` is `T`, so the standard library collects in place.
        Vec::<Read<T>>::deserialize(answer)
            .map(|items| items.into_iter().map(|read| read.0).collect())
    }
}

impl<T: FromAnswer> FromAnswer for BTreeMap<String, T> {
    fn from_answer<'de, D: Deserializer<'de>>(answer: D) -> Result<Self, D::Error> {
        BTreeMap::<String, Read<T>>::deserialize(answer).map(|entries| {
            entries
                .into_iter()
                .map(|(key, read)| (key, read.0))
                .collect()
        })
    }
}

macro_rules! as_deserialized {
    ($($type:ty),+) => {$(
        impl FromAnswer for $type {
            fn from_answer<'de, D: Deserializer<'de>>(answer: D) -> Result<Self, D::Error> {
                Self::deserialize(answer)
            }
        }
    )+};
}

as_deserialized!(String, bool, i64, f64, Value, Map<String, Value>);
