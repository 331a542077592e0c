//! The records that an org begins with.

mod many;
mod plant;
mod value;

pub(crate) use plant::{add, plant};

/// What an org has at its beginning.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Seed {
    /// A small company's accounts, contacts, opportunities, cases, articles and users.
    #[default]
    Demo,
    /// Nothing but the organization, a profile and a user.
    Empty,
    /// What a YAML text says: `docs/emulator.md` tells the form.
    Text(String),
}

/// What every org has.
const EMPTY: &str = include_str!("../../seeds/empty.yaml");
const DEMO: &str = include_str!("../../seeds/demo.yaml");

impl Seed {
    fn text(&self) -> &str {
        match self {
            Self::Demo => DEMO,
            Self::Empty => EMPTY,
            Self::Text(text) => text,
        }
    }
}
