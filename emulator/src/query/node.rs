//! What paths of relationships lead to.

use crate::{Field, Object};

/// What a path of relationships leads to.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    /// Each object that it may be, and the alias of its table.
    pub(super) tables: Vec<(String, &'a Object)>,
    /// The relationships as their objects spell them, outermost first.
    pub(super) steps: Vec<Step>,
}

/// A relationship on the way to a parent.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) name: String,
    /// The id of the parent.
    pub(super) id: String,
    /// The object, or none where there may be several.
    pub(super) object: Option<String>,
}

impl Node<'_> {
    pub(super) fn is_polymorphic(&self) -> bool {
        self.tables.len() > 1
    }

    /// What the object is called in errors.
    pub(super) fn entity(&self) -> &str {
        match self.tables.as_slice() {
            [(_, object)] => &object.name,
            _ => "Name",
        }
    }

    /// The path to one of its fields.
    pub(super) fn path(&self, field: &str) -> String {
        let steps = self.steps.iter().map(|step| step.name.as_str());
        let names: Vec<&str> = steps.chain([field]).collect();
        names.join(".")
    }

    /// The id of whichever record it is.
    pub(super) fn id(&self) -> String {
        let ids = self
            .tables
            .iter()
            .map(|(alias, _)| format!("{alias}.\"Id\""));
        any_of(&ids.collect::<Vec<_>>())
    }
}

/// The one of several columns that is not null.
pub(super) fn any_of(columns: &[String]) -> String {
    match columns {
        [] => "NULL".to_owned(),
        [column] => column.clone(),
        _ => format!("coalesce({})", columns.join(", ")),
    }
}

/// The reference of a relationship's name.
pub(super) fn relationship<'a>(object: &'a Object, name: &str) -> Option<(&'a str, &'a Field)> {
    let mut fields = object.fields.iter();
    let is_it = |field: &Field| {
        field
            .relationship
            .as_ref()
            .is_some_and(|known| known.eq_ignore_ascii_case(name))
    };
    let (name, field) = fields.find(|(_, field)| is_it(field))?;
    Some((name, field))
}
