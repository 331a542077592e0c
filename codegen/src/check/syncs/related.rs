//! What the lists of a sync's model are made of, as it is written.

use crate::check::Checker;
use crate::ir::{Related, Source};
use crate::messages;
use crate::parse::entries::Entries;
use crate::parse::place::Place;
use crate::parse::related::{Related as Written, Source as WrittenSource};

impl Checker<'_> {
    pub(super) fn related(&mut self, written: &Entries<Written>, place: &Place) -> Vec<Related> {
        let mut lists = Vec::new();
        for (property, list) in written.iter() {
            let list = self.list(property, list, &place.value(property), &lists);
            lists.push(list);
        }
        lists
    }

    /// `before` are the lists that stand before it.
    fn list(
        &mut self,
        property: &str,
        written: &Written,
        place: &Place,
        before: &[Related],
    ) -> Related {
        self.check_missing(&written.missing(), place);
        Related {
            property: property.to_owned(),
            order_by: written.order_by.clone(),
            sources: self.sources(written.of.as_deref(), &place.value("of"), before),
            place: place.clone(),
            name: String::new(),
            order: String::new(),
        }
    }

    fn sources(
        &mut self,
        written: Option<&[WrittenSource]>,
        place: &Place,
        before: &[Related],
    ) -> Vec<Source> {
        if written.is_some_and(<[_]>::is_empty) {
            self.refuse(place, messages::empty_list("of"));
        }
        let mut sources: Vec<Source> = Vec::new();
        for (index, source) in written.unwrap_or_default().iter().enumerate() {
            let source = self.source(source, &place.value(&index));
            let is_same = |one: &&Source| one.object.eq_ignore_ascii_case(&source.object);
            let mut known = before.iter().flat_map(|list| &list.sources).chain(&sources);
            if let Some(twin) = known.find(is_same) {
                let first = twin.place.value("object");
                let message = messages::repeated_value("of", &source.object.clone().into(), &first);
                self.refuse(&source.place.value("object"), message);
            }
            sources.push(source);
        }
        sources
    }

    fn source(&mut self, written: &WrittenSource, place: &Place) -> Source {
        let WrittenSource { object, parent, .. } = written;
        self.check_api_name("an object", Some(object), &place.value("object"));
        self.check_api_name("a field", Some(parent), &place.value("parent"));
        let from = place.value("from");
        for (property, field) in written.from.iter() {
            self.check_api_name("a field", Some(field), &from.value(property));
        }
        let owned = |(property, field): (&str, &String)| (property.to_owned(), field.clone());
        Source {
            object: object.clone(),
            parent: parent.clone(),
            optional: written.optional,
            from: written.from.iter().map(owned).collect(),
            place: place.clone(),
            fields: Vec::new(),
        }
    }
}
