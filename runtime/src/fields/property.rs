use serde::de::{Deserialize, DeserializeOwned, Deserializer, IgnoredAny, MapAccess};

use super::{Fields, Whole};
use crate::from_answer::Read;
use crate::{FromAnswer, integer};

/// The value of a property, still to be read into its field.
#[derive(Debug)]
pub struct Property<'a, A>(pub(super) &'a mut A);

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

/// `T` with [`integer::integers`] as its `Deserialize`.
struct Integers<T>(T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Integers<T> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        integer::integers(json).map(Integers)
    }
}
