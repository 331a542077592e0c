use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::Object;

/// A JSON object that is being written, one property after the other; the first error waits for [`end`](Self::end).
pub struct Properties<S: Serializer>(Result<S::SerializeMap, S::Error>);

/// Begins the `Serialize` of a struct.
pub fn properties<S: Serializer>(to: S) -> Properties<S> {
    Properties(to.serialize_map(None))
}

impl<S: Serializer> Properties<S> {
    /// A property that is always there.
    #[must_use]
    pub fn always<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Self {
        Self(self.0.and_then(|mut map| {
            map.serialize_entry(name, value)?;
            Ok(map)
        }))
    }

    /// A property that is there when it has a value.
    #[must_use]
    pub fn given<T: Serialize>(self, name: &'static str, value: &Option<T>) -> Self {
        match value {
            Some(value) => self.always(name, value),
            None => self,
        }
    }

    /// Properties of any name.
    #[must_use]
    pub fn others(self, others: &Object) -> Self {
        Self(self.0.and_then(|mut map| {
            for (name, value) in others {
                map.serialize_entry(name, value)?;
            }
            Ok(map)
        }))
    }

    /// The object, written.
    ///
    /// # Errors
    /// The first error of the serializer.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.0?.end()
    }
}
