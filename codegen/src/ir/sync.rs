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
    pub(crate) reads: Reads,
    /// The field that tells when a record was changed; `{name}` where an input says it.
    pub(crate) cursor: String,
    /// The input that says which version of the API is asked.
    pub(crate) version: Option<String>,
    pub(crate) deletes: Deletes,
    pub(crate) conditions: Vec<Where>,
    pub(crate) model: Ty,
    /// The type of its model is known.
    pub(crate) typed: bool,
    /// What is selected beside the id and the cursor.
    pub(crate) fields: Vec<Field>,
    pub(crate) related: Vec<Related>,
    pub(crate) source: String,
    pub(crate) place: Place,
    /// Nothing is wrong with what it reads: its query or conditions, its cursor, and its model.
    pub(crate) sound: bool,
}

/// What says which records a sync reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reads {
    /// The object that they are of.
    Object(String),
    /// The input that is a caller's own query.
    Query(String),
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
    /// One that the type reads under a name which several objects have for fields of theirs.
    ReadAs { name: String, path: String },
}

/// A list of a sync's model, made of the records that refer to a row.
#[derive(Debug)]
pub(crate) struct Related {
    /// The property that is the list.
    pub(crate) property: String,
    /// The property of an item by which the list is ordered; nothing where none is said.
    pub(crate) order_by: Option<String>,
    pub(crate) sources: Vec<Source>,
    pub(crate) place: Place,
    /// The name of the list in a record, and the field that orders it.
    pub(crate) name: String,
    pub(crate) order: String,
}

/// An object whose records are items of a list.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) object: String,
    /// Its field that refers to the row.
    pub(crate) parent: String,
    /// An org may be without it.
    pub(crate) optional: bool,
    /// The fields that it has for properties of an item, as the author wrote them.
    pub(crate) from: Vec<(String, String)>,
    pub(crate) place: Place,
    /// What is selected beside the id.
    pub(crate) fields: Vec<Field>,
}
