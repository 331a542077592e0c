mod changed;
mod read;
mod seen;

use std::borrow::Cow;

use super::plan::Field;
use super::visible::STAMP;

/// A list of records that refer to a row, which the row gets beside its own fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The name of the list in the record, as the model reads it.
    pub(super) name: &'static str,
    /// The field by which the list is ordered.
    pub(super) order: &'static str,
    pub(super) sources: Vec<Source>,
}

/// An object whose records refer to rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub(super) object: &'static str,
    /// The field that refers to the row.
    pub(super) parent: &'static str,
    /// The field that tells when a record was changed.
    pub(super) stamp: &'static str,
    /// An org without the object does without its records.
    pub(super) optional: bool,
    pub(super) fields: Vec<Field>,
}

impl Related {
    /// A list of this name in the record, oldest first by a date-time field of all its sources, then by `Id`.
    pub fn new(name: &'static str, order: &'static str) -> Self {
        Self {
            name,
            order,
            sources: Vec::new(),
        }
    }

    /// Adds the records of an object.
    #[must_use]
    pub fn of(mut self, source: Source) -> Self {
        self.sources.push(source);
        self
    }
}

impl Source {
    /// The records of an object whose field `parent` is the id of a row.
    pub fn new(object: &'static str, parent: &'static str) -> Self {
        Self {
            object,
            parent,
            stamp: STAMP,
            optional: false,
            fields: Vec::new(),
        }
    }

    /// Does without the object in an org that does not have it.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Selects a field that is left out where the user may not see it.
    #[must_use]
    pub fn field(self, path: &'static str) -> Self {
        self.selected(path, false, None)
    }

    /// Selects a field without which no record can be read.
    #[must_use]
    pub fn required_field(self, path: &'static str) -> Self {
        self.selected(path, true, None)
    }

    /// Selects a field that the model reads under another name, which is one for all sources.
    #[must_use]
    pub fn field_as(self, read_as: &'static str, path: &'static str) -> Self {
        self.selected(path, false, Some(read_as))
    }

    fn selected(
        mut self,
        path: &'static str,
        required: bool,
        read_as: Option<&'static str>,
    ) -> Self {
        self.fields.push(Field {
            path: Cow::Borrowed(path),
            required,
            read_as,
        });
        self
    }
}
