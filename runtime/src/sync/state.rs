use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::destination::Delete;
use super::plan::Field;
use super::scope::Scope;
use super::{Stamp, SyncError};

/// How far a sync has come: what it goes on from next time. Keep it as JSON beside the rows, and write both as one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The org that was read: the id of its `Organization`.
    pub(super) org: String,
    /// Which records were read. To read others is to begin anew.
    pub(super) scope: Scope,
    /// The fields that every row was read with which is there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) fields: Vec<String>,
    /// When, by the org's own clock, the sync last had its turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) turn: Option<Stamp>,
    /// All rows are being read anew, and what is not among them is to go in the end.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) full: bool,
    /// Up to where rows had been read before all were read anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) reached: Option<Stamp>,
    /// Up to where rows were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) rows: Option<Cursor>,
    /// Up to where rows were read that fit the conditions no longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) unfit: Option<Cursor>,
    /// Up to where the recycle bin was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) recycle_bin: Option<Cursor>,
    /// Up to where records were read that refer to rows, by their objects.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) related: BTreeMap<String, Cursor>,
    /// Up to where the list of deleted records was read; nothing of an object that has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) deleted: Option<Stamp>,
    /// The last delete behind `deleted` that was taken from the list, or is not to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) listed: Option<Cursor>,
    /// From when on the list did not tell all deletes, so that all ids are to be compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) untold: Option<Stamp>,
    /// Rows that were passed by, so that all ids are to be compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) shortage: Option<Shortage>,
}

/// How many rows of a query Salesforce counted, and how many it gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shortage {
    pub(super) expected: u64,
    pub(super) read: u64,
}

impl Shortage {
    pub(super) fn of(self, object: &str) -> SyncError {
        SyncError::Incomplete {
            object: object.to_owned(),
            expected: self.expected,
            read: self.read,
        }
    }
}

/// The place of a row in the order in which a sync reads: by its stamp, and among equal stamps by its id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cursor {
    /// What the cursor's field says.
    pub stamp: Stamp,
    /// The row's id; nothing where no row of this stamp was read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
}

impl State {
    /// Of a sync that has read nothing yet.
    pub(super) fn new(org: String, scope: Scope) -> Self {
        Self {
            org,
            scope,
            fields: Vec::new(),
            turn: None,
            full: false,
            reached: None,
            rows: None,
            unfit: None,
            recycle_bin: None,
            related: BTreeMap::new(),
            deleted: None,
            listed: None,
            untold: None,
            shortage: None,
        }
    }

    /// The org that was read: the id of its `Organization`.
    pub fn org(&self) -> &str {
        &self.org
    }

    /// The last row that was read; `None` before the first.
    pub fn cursor(&self) -> Option<&Cursor> {
        self.rows.as_ref()
    }

    /// To read all rows of this scope anew. Deletes are told from where they were known for it.
    pub(super) fn anew(&self, scope: &Scope) -> Self {
        let known = match self.fits(scope) {
            Ok(()) => self.clone(),
            Err(_) => Self::new(self.org.clone(), scope.clone()),
        };
        Self {
            full: true,
            reached: self.farthest(),
            rows: None,
            shortage: None,
            ..known
        }
    }

    /// Up to where rows were ever read. Whoever stops before it reads rows again next time that are there just so.
    pub(super) fn farthest(&self) -> Option<Stamp> {
        self.reached.max(self.cursor().map(|cursor| cursor.stamp))
    }

    /// When, by the org's own clock, the sync last had its turn: a run came to the end, or had more than a page to read, or
    /// had all requests for itself. It says nothing of how far the org was read.
    pub fn last_turn(&self) -> Option<Stamp> {
        self.turn
    }

    /// Refuses to go on with other records than those that were read.
    pub(super) fn fits(&self, scope: &Scope) -> Result<(), SyncError> {
        if self.scope == *scope {
            return Ok(());
        }
        let message = format!("it is of {}, and this is {scope}: begin anew", self.scope);
        Err(SyncError::State(message))
    }

    /// Rows have these fields from here on. Gives the paths of those that rows lack which were read before.
    pub(super) fn read_with(&mut self, fields: &[Field]) -> Vec<String> {
        let is_first = self.rows.is_none();
        let known = std::mem::take(&mut self.fields);
        let is_known = |name: &String| known.iter().any(|known| known.eq_ignore_ascii_case(name));
        let mut lacking = Vec::new();
        for field in fields {
            let name = field.name();
            if is_first || is_known(&name) {
                self.fields.push(name);
            } else {
                lacking.push(field.path.to_string());
            }
        }
        lacking
    }

    /// The list was read up to here. So is the recycle bin, which has most of these deletes too, unless the list lacks some.
    pub(super) fn cover(&mut self, until: Stamp) {
        let until = self.deleted.map_or(until, |before| before.max(until));
        self.deleted = Some(until);
        self.listed = self.listed.take().filter(|last| last.stamp >= until);
        if self.untold.is_none() {
            let begin = Some(Cursor {
                stamp: until,
                id: String::new(),
            });
            self.recycle_bin = self.recycle_bin.take().max(begin);
        }
    }

    /// From where the list is to be read it does not tell all deletes.
    pub(super) fn miss(&mut self) {
        self.untold = self.untold.or(self.deleted);
    }

    /// Whether a delete was taken from the list.
    pub(super) fn has_listed(&self, gone: &Delete) -> bool {
        let last = self.listed.as_ref();
        last.is_some_and(|last| (gone.at, &gone.id) <= (last.stamp, &last.id))
    }
}
