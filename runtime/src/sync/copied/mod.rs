mod row;

use crate::Kind;

/// How the rows of a model are made of records whose values stand in them just as Salesforce gives them. Code generation
/// writes it.
#[derive(Debug, Clone, Copy)]
pub struct Copied {
    /// The names in a record that values are taken from.
    pub names: &'static [&'static str],
    /// What a row is made of.
    pub properties: &'static [CopiedProperty],
}

/// A property of a row that is [`Copied`].
#[derive(Debug, Clone, Copy)]
pub struct CopiedProperty {
    /// Its name as JSON, and the colon.
    key: &'static str,
    value: CopiedValue,
}

#[derive(Debug, Clone, Copy)]
enum CopiedValue {
    Field {
        /// Which of the names it has.
        name: usize,
        /// The names behind that, of a field of a parent.
        within: &'static [&'static str],
        kind: Kind,
        required: bool,
    },
    /// An object made of the same record.
    Object {
        properties: &'static [CopiedProperty],
        omit_empty: bool,
    },
}

impl CopiedProperty {
    /// A field that no record is without: which of [`Copied::names`] it has, and whether it is a string, a number or a
    /// boolean. The key is JSON with its colon, as of all properties.
    pub const fn required(key: &'static str, name: usize, kind: Kind) -> Self {
        Self::field(key, name, kind, true)
    }

    /// As [`required`](Self::required), of a field that may be null.
    pub const fn optional(key: &'static str, name: usize, kind: Kind) -> Self {
        Self::field(key, name, kind, false)
    }

    const fn field(key: &'static str, name: usize, kind: Kind, required: bool) -> Self {
        let value = CopiedValue::Field {
            name,
            within: &[],
            kind,
            required,
        };
        Self { key, value }
    }

    /// The field is one of a parent, with this name behind those of more parents.
    #[must_use]
    pub const fn within(mut self, names: &'static [&'static str]) -> Self {
        if let CopiedValue::Field { within, .. } = &mut self.value {
            *within = names;
        }
        self
    }

    /// An object made of the same record.
    pub const fn object(key: &'static str, properties: &'static [Self]) -> Self {
        let value = CopiedValue::Object {
            properties,
            omit_empty: false,
        };
        Self { key, value }
    }

    /// The object is left out where it would be empty.
    #[must_use]
    pub const fn omit_empty(mut self) -> Self {
        if let CopiedValue::Object { omit_empty, .. } = &mut self.value {
            *omit_empty = true;
        }
        self
    }
}
