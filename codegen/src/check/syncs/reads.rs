//! Which records a sync reads, and in which order.

use specforce_soql::Name;

use crate::check::Checker;
use crate::ir::{Reads, named};
use crate::messages;
use crate::parse::place::Place;
use crate::parse::sync::{OBJECT, Sync as Written};

impl Checker<'_> {
    pub(super) fn check_missing_of_sync(&mut self, written: &Written, place: &Place) {
        let keys = written.missing();
        if keys.contains(&OBJECT) {
            let message = messages::missing_object(&keys);
            self.refuse(&place.clone().of_key(), message);
        } else {
            self.check_missing(&keys, place);
        }
    }

    pub(super) fn reads(&mut self, written: &Written, place: &Place) -> Reads {
        let of_object = |name: &Option<String>| Reads::Object(name.clone().unwrap_or_default());
        self.check_api_name("an object", written.object.as_deref(), &place.value(OBJECT));
        let Some(query) = &written.query else {
            return of_object(&written.object);
        };
        if written.object.is_some() {
            let message = messages::object_and_query(&place.key(OBJECT));
            self.refuse(&place.key("query"), message);
            return of_object(&written.object);
        }
        self.check_beside_query(written, place);
        // Where it is no input, nothing has that name.
        let input = named_input(query).unwrap_or_else(|| {
            self.refuse(&place.value("query"), messages::no_callers_query());
            ""
        });
        Reads::Query(input.to_owned())
    }

    fn check_beside_query(&mut self, written: &Written, place: &Place) {
        if written.r#where.is_some() {
            self.refuse(&place.key("where"), messages::where_of_query());
        }
        if written.related.iter().next().is_some() {
            self.refuse(&place.key("related"), messages::related_of_query());
        }
    }

    pub(super) fn cursor(&mut self, written: Option<&str>, place: &Place) -> String {
        if written.and_then(named_input).is_none() {
            self.check_api_name("a field", written, place);
        }
        written.unwrap_or_default().to_owned()
    }

    pub(super) fn check_api_name(&mut self, what: &str, name: Option<&str>, place: &Place) {
        if let Some(name) = name.filter(|name| Name::new(*name).is_none()) {
            self.refuse(place, messages::bad_api_name(what, name));
        }
    }
}

/// The input that a text is, in braces.
pub(super) fn named_input(text: &str) -> Option<&str> {
    named(text).filter(|name| !name.is_empty() && !name.contains(['{', '}']))
}
