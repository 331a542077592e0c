use crate::fault::{Fault, Message};
use crate::parse::place::Place;

/// What is wrong with a keyword.
pub(super) struct Wrong {
    pub(super) keyword: &'static str,
    at: At,
    message: Message,
}

/// What of a keyword is wrong.
pub(super) enum At {
    /// That it is there.
    Key,
    Value,
    /// One of its values.
    Item(usize),
}

impl Wrong {
    pub(super) fn new(keyword: &'static str, at: At, message: Message) -> Self {
        Self {
            keyword,
            at,
            message,
        }
    }

    pub(super) fn told(self, of: &Place) -> Fault {
        let place = match self.at {
            At::Key => of.key(self.keyword),
            At::Value => of.value(self.keyword),
            At::Item(index) => of.value(self.keyword).value(&index),
        };
        Fault::new(&place, self.message)
    }
}
