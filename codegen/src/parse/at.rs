use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

/// Reads the value at the end of `path` in a YAML text, with the positions of the whole text in its errors.
pub(super) fn read_at<T: for<'de> Deserialize<'de>>(
    text: &str,
    path: &[&str],
) -> Result<T, serde_yaml::Error> {
    let walk = Walk {
        path,
        arrive: PhantomData::<T>,
    };
    match walk.deserialize(serde_yaml::Deserializer::from_str(text))? {
        Some(value) => Ok(value),
        None => T::deserialize(serde::de::value::UnitDeserializer::new()),
    }
}

struct Walk<'a, T> {
    path: &'a [&'a str],
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
        f.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(key) = map.next_key::<String>()? {
            // Of two of one name the first is kept.
            if key == self.path[0] && found.is_none() {
                found = map.next_value_seed(Walk {
                    path: &self.path[1..],
                    arrive: self.arrive,
                })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}
