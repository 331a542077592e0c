use serde::Serialize;
use serde::ser::{SerializeMap, SerializeStruct, Serializer};

use crate::Object;

/// A struct that is being written, one property after the other; the first error waits for [`end`](Self::end).
pub struct Properties<S: Serializer>(Result<S::SerializeStruct, S::Error>);

/// Begins the `Serialize` of a struct, of whose properties some are `always` there and of the others those `given`.
pub fn properties<S: Serializer>(
    to: S,
    name: &'static str,
    always: usize,
    given: &[bool],
) -> Properties<S> {
    let given = given.iter().filter(|given| **given).count();
    Properties(to.serialize_struct(name, always + given))
}

impl<S: Serializer> Properties<S> {
    /// A property that is always there.
    pub fn always<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        then(&mut self.0, |to| to.serialize_field(name, value));
    }

    /// A property that is there when it has a value.
    pub fn given<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        match value {
            Some(value) => self.always(name, value),
            None => then(&mut self.0, |to| to.skip_field(name)),
        }
    }

    /// The struct, written.
    ///
    /// # Errors
    /// The first error of the serializer.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.0?.end()
    }
}

/// As [`Properties`], of a struct that has properties of any name besides its own.
pub struct OpenProperties<S: Serializer>(Result<S::SerializeMap, S::Error>);

/// Begins the `Serialize` of a struct with properties of any name.
pub fn open_properties<S: Serializer>(to: S) -> OpenProperties<S> {
    OpenProperties(to.serialize_map(None))
}

impl<S: Serializer> OpenProperties<S> {
    /// A property that is always there.
    pub fn always<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        then(&mut self.0, |to| to.serialize_entry(name, value));
    }

    /// A property that is there when it has a value.
    pub fn given<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.always(name, value);
        }
    }

    /// The properties of any name.
    pub fn others(&mut self, others: &Object) {
        for (name, value) in others {
            then(&mut self.0, |to| to.serialize_entry(name, value));
        }
    }

    /// The struct, written.
    ///
    /// # Errors
    /// The first error of the serializer.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.0?.end()
    }
}

/// Goes on unless there was an error.
fn then<T, E>(to: &mut Result<T, E>, write: impl FnOnce(&mut T) -> Result<(), E>) {
    if let Ok(open) = to
        && let Err(error) = write(open)
    {
        *to = Err(error);
    }
}
