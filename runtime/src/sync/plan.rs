use std::borrow::Cow;
use std::collections::HashSet;

use super::caller_query::{self, Beside};
use super::related::Related;

/// What a sync reads. Code generation writes it, from the sync's input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub(super) object: Cow<'static, str>,
    pub(super) cursor: Cow<'static, str>,
    pub(super) version: Option<String>,
    pub(super) deletes: Deletes,
    pub(super) fields: Vec<Field>,
    /// What a caller's query selects beside fields.
    pub(super) beside: Beside,
    pub(super) conditions: Vec<String>,
    pub(super) related: Vec<Related>,
}

/// Where a sync learns of deleted records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Deletes {
    /// From the recycle bin, and from the list of deleted records.
    RecycleBin,
    /// Nowhere: records of the object are not deleted.
    None,
}

/// A field that is selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    /// Its name, behind those of relationships where it is a parent's: `Profile.Name`.
    pub(super) path: Cow<'static, str>,
    /// Without it no row can be read.
    pub(super) required: bool,
    /// The name under which the model reads it, where an input says which field it is.
    pub(super) read_as: Option<&'static str>,
}

impl Field {
    /// What tells it from the others. What is read under one name may be another field with another input.
    pub(super) fn name(&self) -> String {
        match self.read_as {
            Some(name) => format!("{} as {name}", self.path),
            None => self.path.to_string(),
        }
    }
}

impl Plan {
    /// A sync of an object, by the field that tells when a record was changed.
    pub fn new(object: impl Into<Cow<'static, str>>, cursor: impl Into<Cow<'static, str>>) -> Self {
        Self {
            object: object.into(),
            cursor: cursor.into(),
            version: None,
            deletes: Deletes::None,
            fields: Vec::new(),
            beside: Beside::default(),
            conditions: Vec::new(),
            related: Vec::new(),
        }
    }

    /// Asks this version of the API, such as `v66.0`, in place of the client's.
    #[must_use]
    pub fn version(mut self, version: Option<&str>) -> Self {
        self.version = version.map(str::to_owned);
        self
    }

    /// Where deleted records are told.
    #[must_use]
    pub fn deletes(mut self, deletes: Deletes) -> Self {
        self.deletes = deletes;
        self
    }

    /// Selects a field that is left out where the user may not see it.
    #[must_use]
    pub fn field(self, path: impl Into<Cow<'static, str>>) -> Self {
        self.selected(path, false)
    }

    /// Selects a field without which no row can be read.
    #[must_use]
    pub fn required_field(self, path: impl Into<Cow<'static, str>>) -> Self {
        self.selected(path, true)
    }

    /// Selects the field that an input names, if it does; the model reads it as `read_as`.
    #[must_use]
    pub fn named_field(mut self, read_as: &'static str, path: Option<&str>) -> Self {
        self.fields.extend(path.map(|path| Field {
            path: path.to_owned().into(),
            required: false,
            read_as: Some(read_as),
        }));
        self
    }

    /// Reads only rows that fit this SOQL condition. Nothing is asked where it names an input that is not there.
    #[must_use]
    pub fn condition(mut self, condition: Option<String>) -> Self {
        self.conditions.extend(condition);
        self
    }

    /// Whether a condition asks what other records there are. Salesforce takes no opposite of it.
    ///
    /// See [Comparison Operators](https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_comparisonoperators.htm).
    pub(super) fn has_subquery(&self) -> bool {
        let mut conditions = self.conditions.iter();
        conditions.any(|condition| caller_query::has_subquery(condition))
    }

    /// Gives each row a list of the records that refer to it.
    #[must_use]
    pub fn related(mut self, related: Related) -> Self {
        self.related.push(related);
        self
    }

    /// How many requests there are until the first rows have come: what the object and its parents are and which org this
    /// is, what has gone, and the rows.
    pub fn requests_to_rows(&self) -> u64 {
        let parents = self.fields.iter().flat_map(|field| {
            let dots = field.path.match_indices('.');
            dots.map(|(dot, _)| &field.path[..dot])
        });
        let parents: HashSet<&str> = parents.collect();
        let unfit = u64::from(!self.conditions.is_empty());
        let deletes = match self.deletes {
            Deletes::RecycleBin => 2,
            Deletes::None => 0,
        };
        let related = self.related.iter().map(|list| list.sources.len() as u64);
        1 + parents.len() as u64 + 1 + unfit + deletes + 1 + 3 * related.sum::<u64>()
    }

    fn selected(mut self, path: impl Into<Cow<'static, str>>, required: bool) -> Self {
        self.fields.push(Field {
            path: path.into(),
            required,
            read_as: None,
        });
        self
    }
}
