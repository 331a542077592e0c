//! What the objects of a list have under names of their own.

use super::items::nearest;
use super::selection::must_be_there;
use crate::fault::{Fault, Message};
use crate::ir::{Ir, Object, Origin, Property, Related, Source};
use crate::messages;
use crate::parse::place::Place;

/// What is wrong with what they say of the properties of an item, which is of this type.
pub(super) fn check(ir: &Ir, related: &Related, item: &str, object: &Object) -> Vec<Fault> {
    let mut sources = Sources {
        ir,
        related,
        found: Vec::new(),
    };
    for (source, name) in sources.said() {
        if let Some(property) = object.property(name) {
            sources.field(property, source);
        } else {
            let message = messages::unknown_item_property(name, item, nearest(name, object));
            sources.refuse(&from(source, name), message);
        }
    }
    for property in &object.properties {
        sources.all_or_none(property);
    }
    sources.found
}

/// The field that an object has for a property, where it says so.
pub(super) fn field_of<'a>(source: &'a Source, property: &Property) -> Option<&'a str> {
    let mut said = source.from.iter();
    let (_, field) = said.find(|(name, _)| *name == property.name)?;
    Some(field)
}

/// The name of the one field that a property is taken from.
pub(super) fn own_field(property: &Property) -> Option<&str> {
    match &property.origin {
        Origin::Path(path) if property.origin.input().is_none() => match path.as_slice() {
            [field] => Some(field),
            _ => None,
        },
        _ => None,
    }
}

struct Sources<'a> {
    ir: &'a Ir,
    related: &'a Related,
    found: Vec<Fault>,
}

impl<'a> Sources<'a> {
    fn refuse(&mut self, place: &Place, message: Message) {
        self.found.push(Fault::new(place, message));
    }

    /// Each property that a source speaks of.
    fn said(&self) -> impl Iterator<Item = (&'a Source, &'a str)> + use<'a> {
        let sources = self.related.sources.iter();
        sources.flat_map(|source| source.from.iter().map(move |(name, _)| (source, &**name)))
    }

    fn field(&mut self, property: &Property, source: &Source) {
        let from = from(source, &property.name);
        match own_field(property) {
            None => {
                let message = messages::from_of_no_field(&property.name, &property.place);
                self.refuse(&from, message);
            }
            Some(own) if self.renames(source, property, own) => {
                let message = messages::from_of_required(&property.name, &from);
                self.refuse(&property.place, message);
            }
            Some(_) => {}
        }
    }

    /// Whether what must be there is taken from another field.
    fn renames(&self, source: &Source, property: &Property, own: &str) -> bool {
        must_be_there(self.ir, property) && field_of(source, property) != Some(own)
    }

    /// What one object has under a name of its own is another field in each.
    fn all_or_none(&mut self, property: &Property) {
        if must_be_there(self.ir, property) || own_field(property).is_none() {
            return;
        }
        let mut sources = self.related.sources.iter();
        let Some(first) = sources.find(|source| field_of(source, property).is_some()) else {
            return;
        };
        let first = from(first, &property.name);
        for source in &self.related.sources {
            if field_of(source, property).is_none() {
                let message = messages::lacks_from(&source.object, &property.name, &first);
                self.refuse(&source.place.value("object"), message);
            }
        }
    }
}

fn from(source: &Source, name: &str) -> Place {
    source.place.value("from").key(name)
}
