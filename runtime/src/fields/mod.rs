//! How a struct is read, for all structs at once: each says by a table what it has.

mod name;
mod property;
mod reader;
mod seen;

use serde::de::{Deserialize, Deserializer, MapAccess};

pub(crate) use self::name::{Key, Name};
pub use self::property::Property;
use self::reader::Reader;
use crate::{Blank, FromAnswer, Object};

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
