//! What a record looks like in JSON, and which columns it is written from.

use crate::FieldType;

use super::node::{Node, Step};
use super::term::Term;

/// The fields of a record in the order in which they are selected.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    /// What is selected in SQL.
    pub(super) columns: Vec<String>,
    pub(super) items: Vec<Item>,
}

/// A property of a record. A key is written already, with its colon.
#[derive(Debug, Clone)]
pub(super) enum Item {
    Value {
        key: String,
        column: usize,
        ty: FieldType,
    },
    Address {
        key: String,
        parts: Vec<(String, usize, FieldType)>,
    },
    Parent {
        key: String,
        /// The column of its id.
        id: usize,
        object: Option<String>,
        items: Vec<Item>,
    },
    /// The rows of a child relationship, by their number in the query.
    Children { key: String, number: usize },
    /// What `TYPEOF` chooses by the object of the parent.
    Choice {
        key: String,
        id: usize,
        /// By the key prefix of the object.
        when: Vec<(String, Vec<Item>)>,
        otherwise: Vec<Item>,
    },
}

/// A key as it stands in JSON.
pub(super) fn key(name: &str) -> String {
    format!("\"{name}\":")
}

impl Shape {
    pub(super) fn column(&mut self, sql: &str) -> usize {
        self.columns.push(sql.to_owned());
        self.columns.len() - 1
    }

    /// A field as a property.
    pub(super) fn item(&mut self, term: &Term, name: &str) -> Item {
        let key = key(name);
        if term.ty == FieldType::Address {
            let parts = term.parts.iter();
            let parts =
                parts.map(|(part, term)| (self::key(part), self.column(&term.sql), term.ty));
            return Item::Address {
                key,
                parts: parts.collect(),
            };
        }
        let column = self.column(&term.sql);
        Item::Value {
            key,
            column,
            ty: term.ty,
        }
    }

    /// Puts a property where the relationships lead. Tells whether it is new there.
    pub(super) fn put(&mut self, node: &Node, item: Item) -> bool {
        let mut items = std::mem::take(&mut self.items);
        let new = self.put_in(&mut items, &node.steps, item);
        self.items = items;
        new
    }

    fn put_in(&mut self, items: &mut Vec<Item>, steps: &[Step], item: Item) -> bool {
        let Some((step, rest)) = steps.split_first() else {
            let new = items.iter().all(|known| known.key() != item.key());
            items.push(item);
            return new;
        };
        let wanted = key(&step.name);
        let found = items.iter_mut().find_map(|known| match known {
            Item::Parent { key, items, .. } if *key == wanted => Some(items),
            _ => None,
        });
        if let Some(items) = found {
            return self.put_in(items, rest, item);
        }
        let mut inner = Vec::new();
        let id = self.column(&step.id);
        let new = self.put_in(&mut inner, rest, item);
        items.push(Item::Parent {
            key: wanted,
            id,
            object: step.object.clone(),
            items: inner,
        });
        new
    }
}

impl Item {
    fn key(&self) -> &str {
        match self {
            Self::Value { key, .. }
            | Self::Address { key, .. }
            | Self::Parent { key, .. }
            | Self::Children { key, .. }
            | Self::Choice { key, .. } => key,
        }
    }
}
