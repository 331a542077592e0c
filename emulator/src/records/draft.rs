use std::sync::Arc;

use crate::Object;

use super::Row;

/// A record on its way to being saved.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) object: Arc<Object>,
    /// What was saved before; `None` of a new record.
    pub(super) before: Option<Row>,
    /// What is to be saved, all of it.
    pub(super) row: Row,
    /// The fields that the request gives.
    pub(super) given: Vec<String>,
}

impl Draft {
    pub(super) fn gives(&self, name: &str) -> bool {
        self.given.iter().any(|given| given == name)
    }

    /// Whether a field has another value than before.
    pub(super) fn changes(&self, name: &str) -> bool {
        let before = self.before.as_ref();
        before.is_none_or(|before| before.get(name) != self.row.get(name))
    }

    pub(super) fn is_new(&self) -> bool {
        self.before.is_none()
    }
}
