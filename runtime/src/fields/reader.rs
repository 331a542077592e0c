use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, IgnoredAny, MapAccess, Visitor};

use super::name::{Key, Name};
use super::seen::Seen;
use super::{Fields, Others, Property};

/// Reads a struct whose properties have these names.
pub(super) struct Reader<T> {
    names: &'static [&'static str],
    read: PhantomData<T>,
}

impl<T> Reader<T> {
    pub(super) fn of(names: &'static [&'static str]) -> Self {
        let read = PhantomData;
        Self { names, read }
    }
}

impl<'de, T: Fields> Visitor<'de> for Reader<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut whole = T::blank();
        let mut seen = Seen::default();
        let mut next = 0;
        loop {
            let name = Name {
                names: self.names,
                next,
                keep: !matches!(T::OTHERS, Others::Ignored),
            };
            match map.next_key_seed(name)? {
                None => break,
                Some(Key::Known(index)) => {
                    if !seen.insert(index) {
                        return Err(A::Error::duplicate_field(self.names[index]));
                    }
                    whole.take(index, Property(&mut map))?;
                    next = index + 1;
                }
                Some(Key::Other(name)) => other(&mut whole, name, &mut map)?,
            }
        }
        match T::REQUIRED.iter().find(|index| !seen.has(**index)) {
            Some(index) => Err(A::Error::missing_field(self.names[*index])),
            None => Ok(whole),
        }
    }
}

fn other<'de, T: Fields, A: MapAccess<'de>>(
    whole: &mut T,
    name: String,
    map: &mut A,
) -> Result<(), A::Error> {
    match T::OTHERS {
        Others::Ignored => map.next_value::<IgnoredAny>().map(drop),
        Others::Refused => Err(A::Error::unknown_field(&name, T::NAMES)),
        Others::Kept(object) => {
            object(whole).insert(name, map.next_value()?);
            Ok(())
        }
    }
}
