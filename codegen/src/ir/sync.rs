use std::ops::Range;

use super::{Ty, TypeId};
use crate::parse::place::Place;

/// A function that copies the records of an object.
#[derive(Debug)]
pub(crate) struct Sync {
    pub(crate) name: String,
    pub(crate) module: String,
    pub(crate) group: String,
    pub(crate) description: String,
    pub(crate) docs: Option<String>,
    /// How often it is meant to run, as the author wrote it.
    pub(crate) every: String,
    pub(crate) seconds: u64,
    pub(crate) input: TypeId,
    pub(crate) object: String,
    pub(crate) cursor: String,
    pub(crate) deletes: Deletes,
    pub(crate) conditions: Vec<Where>,
    pub(crate) model: Ty,
    /// The type of its model is known.
    pub(crate) typed: bool,
    /// What is selected beside the id and the cursor.
    pub(crate) fields: Vec<Field>,
    pub(crate) source: String,
    pub(crate) place: Place,
    /// Nothing is wrong with what it reads: its conditions, and its model.
    pub(crate) sound: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deletes {
    RecycleBin,
    None,
}

/// A SOQL condition with inputs in it.
#[derive(Debug)]
pub(crate) struct Where {
    pub(crate) pieces: Vec<WherePiece>,
    /// It is made of alternatives, so it needs brackets beside other conditions.
    pub(crate) is_choice: bool,
    pub(crate) place: Place,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WherePiece {
    Literal(String),
    Input {
        name: String,
        /// It stands within a SOQL string.
        quoted: bool,
        /// Where in the condition the name stands.
        part: Range<usize>,
    },
}

/// A field that a sync selects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Field {
    /// A field of the object or of one that it belongs to; whether no row can be read without it.
    Path { path: String, required: bool },
    /// The one that an input names.
    Named(String),
}
