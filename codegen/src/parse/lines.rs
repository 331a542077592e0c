use std::collections::HashMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::place::ARRIVED;

/// The line of each function and type of a file, by section and name, in one walk.
///
/// Refusing a key tells its position, and a visitor that is refused may go on all the same.
pub(crate) fn entry_lines(text: &str) -> HashMap<(String, String), usize> {
    let mut lines = HashMap::new();
    let sections = Lines {
        section: None,
        lines: &mut lines,
    };
    // Whatever stops the walk is told elsewhere, and what it did not reach is found one by one.
    let _ = sections.deserialize(serde_yaml::Deserializer::from_str(text));
    lines
}

struct Lines<'a> {
    section: Option<String>,
    lines: &'a mut HashMap<(String, String), usize>,
}

impl<'de> DeserializeSeed<'de> for Lines<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Lines<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some(section) = self.section else {
            while let Some(section) = map.next_key::<String>()? {
                if matches!(section.as_str(), "actions" | "types") {
                    map.next_value_seed(Lines {
                        section: Some(section),
                        lines: self.lines,
                    })?;
                } else {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            return Ok(());
        };
        loop {
            let mut name = None;
            match map.next_key_seed(Refused(&mut name)) {
                Ok(_) => return Ok(()),
                Err(error) => {
                    let Some(name) = name else { return Err(error) };
                    if let Some(line) = line_in(&error.to_string()) {
                        self.lines.insert((section.clone(), name), line);
                    }
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// The line in `… at line 3 column 5`, as the YAML reader ends its messages.
fn line_in(message: &str) -> Option<usize> {
    let (_, position) = message.rsplit_once(" at line ")?;
    position.split(' ').next()?.parse().ok()
}

/// Takes a key, and refuses it so as to be told where it is.
struct Refused<'a>(&'a mut Option<String>);

impl<'de> DeserializeSeed<'de> for Refused<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Refused<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<(), E> {
        *self.0 = Some(name.to_owned());
        Err(E::custom(ARRIVED))
    }
}
