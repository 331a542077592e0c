use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// The name of an object, field, relationship, function or alias. Its case is kept, and does not count.
#[derive(Debug, Clone)]
pub struct Name(String);

impl Name {
    /// A name, unless it is none: a letter, then letters, digits and `_`.
    pub fn new(name: impl Into<String>) -> Option<Self> {
        let name = name.into();
        let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let goes_on = name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        (starts && goes_on).then_some(Self(name))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn folded(&self) -> impl Iterator<Item = u8> + '_ {
        self.0.bytes().map(|byte| byte.to_ascii_lowercase())
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        *self == *other.0
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.0.eq_ignore_ascii_case(other)
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl Eq for Name {}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        self.folded().cmp(other.folded())
    }
}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.folded().for_each(|byte| byte.hash(state));
        state.write_u8(0xff);
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A field, by way of the parents it belongs to: `Account.Owner.Name`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    /// The relationships that lead to it, in order.
    pub parents: Vec<Name>,
    /// The field itself.
    pub field: Name,
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for parent in &self.parents {
            write!(f, "{parent}.")?;
        }
        write!(f, "{}", self.field)
    }
}

impl From<Name> for Path {
    fn from(field: Name) -> Self {
        Self {
            parents: Vec::new(),
            field,
        }
    }
}
