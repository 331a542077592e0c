use std::cell::OnceCell;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

use super::place::Position;

/// Where everything in a YAML text stands: a tree of its keys and items.
///
/// `serde_yaml` tells a position with errors only. So a key or scalar is taken and then refused, which tells where it
/// is; whoever asked may go on with the next one all the same.
#[derive(Debug, Default)]
pub(crate) struct Node {
    /// Where the key of this value stands, if it has one.
    pub(crate) key: Option<Position>,
    /// Where the value begins, if it is a scalar.
    pub(super) scalar: Option<Position>,
    /// What a scalar reads as, if it is a string.
    pub(crate) text: Option<String>,
    below: Vec<(String, Node)>,
    /// The indexes of what is below, sorted by name.
    by_name: OnceCell<Vec<usize>>,
}

impl Node {
    /// The tree of a text, `depth` keys or items deep.
    pub(crate) fn of(text: &str, depth: usize) -> Self {
        let mut root = Self::default();
        let seed = Taken {
            node: &mut root,
            depth,
        };
        // Whatever stops the walk is told elsewhere; what was passed till then is found.
        let _ = seed.deserialize(serde_yaml::Deserializer::from_str(text));
        root
    }

    /// The first key or item called `step`.
    pub(crate) fn child(&self, step: &str) -> Option<&Self> {
        let by_name = self.by_name.get_or_init(|| {
            let mut indexes: Vec<usize> = (0..self.below.len()).collect();
            indexes.sort_by(|one, other| self.below[*one].0.cmp(&self.below[*other].0));
            indexes
        });
        let at = by_name.partition_point(|index| self.below[*index].0.as_str() < step);
        let (name, node) = &self.below[*by_name.get(at)?];
        (name == step).then_some(node)
    }

    /// The keys or items within, in the order of the text.
    pub(crate) fn children(&self) -> impl Iterator<Item = (&str, &Self)> {
        self.below.iter().map(|(name, node)| (name.as_str(), node))
    }

    /// Where the value stands: a scalar itself, a mapping or list at its key.
    pub(crate) fn position(&self) -> Option<Position> {
        let first_within = || self.below.first().and_then(|(_, node)| node.first());
        self.scalar.or(self.key).or_else(first_within)
    }

    fn first(&self) -> Option<Position> {
        self.key.or_else(|| self.position())
    }

    fn add(&mut self, name: String, key: Option<Position>) -> &mut Self {
        let node = Self {
            key,
            ..Self::default()
        };
        let at = self.below.len();
        self.below.push((name, node));
        &mut self.below[at].1
    }
}

/// The message of what is refused only to be told where it is.
const REFUSED: &str = "\u{1}refused";

struct Taken<'a> {
    node: &'a mut Node,
    depth: usize,
}

impl Taken<'_> {
    fn scalar<E: serde::de::Error>(self, text: Option<&str>) -> Result<(), E> {
        self.node.text = text.map(str::to_owned);
        Err(E::custom(REFUSED))
    }
}

/// Whether the error is our own refusal; then the position it tells.
fn refused(message: &str) -> Option<Position> {
    message
        .contains(REFUSED)
        .then(|| Position::in_message(message).unwrap_or(Position::START))
}

impl<'de> DeserializeSeed<'de> for Taken<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.depth == 0 {
            return serde::Deserialize::deserialize(deserializer).map(|_: IgnoredAny| ());
        }
        let node = self.node;
        let taken = Taken {
            node: &mut *node,
            depth: self.depth,
        };
        let Err(error) = deserializer.deserialize_any(taken) else {
            return Ok(());
        };
        node.scalar = refused(&error.to_string());
        node.scalar.map(|_| ()).ok_or(error)
    }
}

impl<'de> Visitor<'de> for Taken<'_> {
    type Value = ();

    // Every `visit_` method that is not overridden reports what it expected: this text.
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(REFUSED)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.scalar(Some(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        loop {
            let mut name = None;
            let key = match map.next_key_seed(Key(&mut name)) {
                Ok(None) => return Ok(()),
                Ok(Some(())) => None,
                // What is no text was not passed, so the walk cannot go on behind it, nor those around it.
                Err(_) if name.is_none() => return Err(serde::de::Error::custom("no text")),
                Err(error) => Some(refused(&error.to_string()).ok_or(error)?),
            };
            let node = self.node.add(name.unwrap_or_default(), key);
            map.next_value_seed(Taken {
                node,
                depth: self.depth - 1,
            })?;
        }
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<(), A::Error> {
        let (IgnoredAny, value) = tagged.variant()?;
        value.newtype_variant::<IgnoredAny>().map(|_| ())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        for index in 0_usize.. {
            let node = self.node.add(index.to_string(), None);
            let seed = Taken {
                node,
                depth: self.depth - 1,
            };
            if seq.next_element_seed(seed)?.is_none() {
                self.node.below.pop();
                break;
            }
        }
        Ok(())
    }
}

/// Takes a key, and refuses it so as to be told where it is.
struct Key<'a>(&'a mut Option<String>);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(REFUSED)
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<(), E> {
        *self.0 = Some(name.to_owned());
        Err(E::custom(REFUSED))
    }
}
