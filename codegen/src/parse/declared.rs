use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use super::entries::{Entries, NAMES, duplicate};
use super::place::Position;

/// The entries of a section, each with the line it stands in, which docs tell.
#[derive(Debug, Clone)]
pub(crate) struct Declared<T> {
    entries: Entries<T>,
    lines: Vec<usize>,
}

impl<T> Default for Declared<T> {
    fn default() -> Self {
        Self {
            entries: Entries::default(),
            lines: Vec::new(),
        }
    }
}

impl<T> Declared<T> {
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.entries.iter()
    }

    /// The line of an entry by its index; 1 if it is not known.
    pub(crate) fn line(&self, index: usize) -> usize {
        self.lines.get(index).copied().unwrap_or(1)
    }

    pub(crate) fn push(&mut self, name: &str, value: T) {
        self.entries.push(name, value);
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Declared<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DeclaredVisitor(PhantomData))
    }
}

struct DeclaredVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for DeclaredVisitor<T> {
    type Value = Declared<T>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(NAMES)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut declared = Declared::default();
        let mut names = HashSet::new();
        loop {
            let mut taken = None;
            let key = Taken {
                names: &mut names,
                name: &mut taken,
            };
            let line = match map.next_key_seed(key) {
                Ok(_) => return Ok(declared),
                Err(error) if taken.is_none() => return Err(error),
                Err(error) => Position::in_message(&error.to_string()).map_or(1, |at| at.line),
            };
            let name = taken.unwrap_or_default();
            declared.push(&name, map.next_value()?);
            declared.lines.push(line);
        }
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Declared::default())
    }
}

/// Takes a name and refuses it: `serde_yaml` tells a position with errors only, and goes on all the same. A name that was
/// there before is refused without being taken.
struct Taken<'a> {
    names: &'a mut HashSet<String>,
    name: &'a mut Option<String>,
}

impl<'de> DeserializeSeed<'de> for Taken<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Taken<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<(), E> {
        if !self.names.insert(name.to_owned()) {
            return Err(duplicate(name));
        }
        *self.name = Some(name.to_owned());
        Err(E::custom("taken"))
    }
}

impl<T: JsonSchema> JsonSchema for Declared<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Entries::<T>::schema_name()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Entries::<T>::json_schema(generator)
    }
}
