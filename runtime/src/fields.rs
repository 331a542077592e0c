use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeOwned, DeserializeSeed, Deserializer};
use serde::de::{Error, IgnoredAny, MapAccess, Unexpected, Visitor};

use crate::from_answer::Read;
use crate::{Blank, FromAnswer, Object, integer};

/// A struct that is read from an object one property at a time.
///
/// It takes what `#[derive(Deserialize)]` takes but for sequences: the compiler gets a table and a `match` in place of
/// several functions for each struct. A property is looked for from the last one on, so that those in the order of
/// [`NAMES`](Self::NAMES) are found at once.
pub trait Fields: Sized {
    /// The names of its properties in JSON.
    const NAMES: &'static [&'static str];
    /// The indices of those that must be there.
    const REQUIRED: &'static [usize] = &[];
    /// What becomes of properties that have no name here.
    const OTHERS: Others<Self> = Others::Ignored;

    /// The struct before anything is read: defaults stand in it, and in place of what must be there whatever is
    /// cheap.
    fn blank() -> Self;

    /// Reads the property of an index in [`NAMES`](Self::NAMES).
    fn take<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        value: Property<'_, A>,
    ) -> Result<(), A::Error>;

    /// Reads the struct from Salesforce's answer, whose names and shape may differ.
    fn from_answer<'de, D: Deserializer<'de>>(answer: D) -> Result<Self, D::Error> {
        fields(answer)
    }
}

/// What becomes of properties that a struct has no name for.
#[derive(Debug)]
#[non_exhaustive]
pub enum Others<T> {
    /// They are passed over.
    Ignored,
    /// They are an error.
    Refused,
    /// They are put there.
    Kept(fn(&mut T) -> &mut Object),
}

/// The value of a property, still to be read into its field.
#[derive(Debug)]
pub struct Property<'a, A>(&'a mut A);

impl<'de, A: MapAccess<'de>> Property<'_, A> {
    /// Passes over it.
    pub fn ignored(self) -> Result<(), A::Error> {
        self.0.next_value::<IgnoredAny>().map(drop)
    }

    /// By the field's `Deserialize`.
    pub fn plain<T: Deserialize<'de>>(self, field: &mut T) -> Result<(), A::Error> {
        *field = self.0.next_value()?;
        Ok(())
    }

    /// Of an optional property of an input: `null` is refused, not taken for absent.
    pub fn present<T: Deserialize<'de>>(self, field: &mut Option<T>) -> Result<(), A::Error> {
        *field = Some(self.0.next_value()?);
        Ok(())
    }

    /// Of a property made of integers, alone or in lists and maps: `1.0` is an integer, as JSON Schema has it.
    pub fn integers<T: DeserializeOwned>(self, field: &mut T) -> Result<(), A::Error> {
        *field = self.0.next_value::<Integers<T>>()?.0;
        Ok(())
    }

    /// As [`integers`](Self::integers), of an optional property of an input.
    pub fn present_integers<T: DeserializeOwned>(
        self,
        field: &mut Option<T>,
    ) -> Result<(), A::Error> {
        *field = Some(self.0.next_value::<Integers<T>>()?.0);
        Ok(())
    }

    /// As Salesforce sends it.
    pub fn answer<T: FromAnswer>(self, field: &mut T) -> Result<(), A::Error> {
        *field = self.0.next_value::<Read<T>>()?.0;
        Ok(())
    }

    /// As Salesforce sends it, of an optional property that keeps a `null`: it is `None` only when absent.
    pub fn present_answer<T: FromAnswer>(self, field: &mut Option<T>) -> Result<(), A::Error> {
        *field = Some(self.0.next_value::<Read<T>>()?.0);
        Ok(())
    }

    /// Of an object on the way to properties.
    pub fn object<T: Fields>(self, field: &mut T) -> Result<(), A::Error> {
        *field = self.0.next_value::<Whole<T>>()?.0;
        Ok(())
    }

    /// As [`object`](Self::object), of one that may be absent or null.
    pub fn optional_object<T: Fields>(self, field: &mut T) -> Result<(), A::Error> {
        if let Some(whole) = self.0.next_value::<Option<Whole<T>>>()? {
            *field = whole.0;
        }
        Ok(())
    }
}

/// The `Deserialize` of a struct.
pub fn fields<'de, T: Fields, D: Deserializer<'de>>(json: D) -> Result<T, D::Error> {
    match T::OTHERS {
        Others::Kept(_) => json.deserialize_map(Reader::of(T::NAMES)),
        // With the names `#[serde(flatten)]` knows which properties are this struct's.
        _ => json.deserialize_struct("", T::NAMES, Reader::of(T::NAMES)),
    }
}

/// As [`fields`], of an answer that has the properties under these names, in the order of [`Fields::NAMES`].
pub fn renamed<'de, T: Fields, D: Deserializer<'de>>(
    answer: D,
    names: &'static [&'static str],
) -> Result<T, D::Error> {
    answer.deserialize_map(Reader::of(names))
}

/// As [`fields`], of an answer that may be empty, which is as good as an empty object.
pub fn fields_or_null<'de, T: Fields, D: Deserializer<'de>>(json: D) -> Result<T, D::Error> {
    let whole = Option::<Whole<T>>::deserialize(json)?;
    Ok(whole.map_or_else(T::blank, |whole| whole.0))
}

/// `T` with [`fields`] as its `Deserialize`.
struct Whole<T>(T);

impl<'de, T: Fields> Deserialize<'de> for Whole<T> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        fields(json).map(Whole)
    }
}

/// `T` with [`integer::integers`] as its `Deserialize`.
struct Integers<T>(T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Integers<T> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        integer::integers(json).map(Integers)
    }
}

impl<T: Fields> FromAnswer for T {
    fn from_answer<'de, D: Deserializer<'de>>(answer: D) -> Result<Self, D::Error> {
        Fields::from_answer(answer)
    }
}

impl<T: Fields> Blank for T {
    fn blank() -> Self {
        Fields::blank()
    }
}

struct Reader<T> {
    names: &'static [&'static str],
    read: PhantomData<T>,
}

impl<T> Reader<T> {
    fn of(names: &'static [&'static str]) -> Self {
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

/// Finds the index of a name. Salesforce sends properties in one order, so the search begins at the one after the last.
struct Name {
    names: &'static [&'static str],
    next: usize,
    /// Whether a name that is not among them is needed.
    keep: bool,
}

enum Key {
    Known(usize),
    Other(String),
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

/// Which properties were read.
#[derive(Default)]
struct Seen {
    first: u128,
    more: Vec<u128>,
}

impl Seen {
    /// Whether it was not there.
    fn insert(&mut self, index: usize) -> bool {
        let (word, bit) = (index / 128, 1 << (index % 128));
        if self.more.len() < word {
            self.more.resize(word, 0);
        }
        let word = match word.checked_sub(1) {
            None => &mut self.first,
            Some(more) => &mut self.more[more],
        };
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    fn has(&self, index: usize) -> bool {
        let word = match (index / 128).checked_sub(1) {
            None => Some(&self.first),
            Some(more) => self.more.get(more),
        };
        word.is_some_and(|word| word & (1 << (index % 128)) != 0)
    }
}
