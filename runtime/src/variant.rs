use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

/// The `Deserialize` of an enum whose `variants` stand in JSON as the texts of the same index.
///
/// What serde derives takes `{"text": null}` for `"text"` as well, which no schema does.
pub fn variant<'de, T: Copy, D: Deserializer<'de>>(
    value: D,
    variants: &[T],
    texts: &'static [&'static str],
) -> Result<T, D::Error> {
    value.deserialize_str(Texts { variants, texts })
}

struct Texts<'a, T> {
    variants: &'a [T],
    texts: &'static [&'static str],
}

impl<T: Copy> Visitor<'_> for Texts<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "one of {}", self.texts.join(", "))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        let mut all = self.texts.iter().zip(self.variants);
        all.find(|(known, _)| **known == text)
            .map(|(_, variant)| *variant)
            .ok_or_else(|| E::unknown_variant(text, self.texts))
    }
}
