//! What a query of records selects.

use specforce_soql::{FieldGroup, Name, Operand, Query, Selected};

use crate::fault::Fault;

use super::children::Child;
use super::refusal::{self, malformed};
use super::shape::{Item, Shape, key};
use super::tables::Tables;
use super::term::Term;
use super::typeof_::choice;

/// The highest `LIMIT` of a query for all fields.
const FEW: u32 = 200;

/// What is read of each row: the record, and the rows of its children.
#[derive(Debug, Clone)]
pub(super) struct Select {
    pub(super) object: String,
    pub(super) shape: Shape,
    pub(super) children: Vec<Child>,
    /// The object's table and its parents'.
    pub(super) alias: String,
    pub(super) joins: String,
    /// What must still hold when the row is read.
    pub(super) seen: Option<String>,
}

impl Select {
    pub(super) fn new(tables: &mut Tables, query: &Query) -> Result<Self, Fault> {
        let mut shape = Shape::default();
        let id = format!("{}.\"Id\"", tables.alias());
        shape.column(&id);
        // Where the row stands in the page.
        shape.column("page.key");
        let mut making = Making {
            tables,
            query,
            shape,
            children: Vec::new(),
        };
        for selected in &query.select {
            making.selected(selected)?;
        }
        let Making {
            shape, children, ..
        } = making;
        Ok(Self {
            object: tables.root.name.clone(),
            shape,
            children,
            alias: tables.alias().to_owned(),
            joins: tables.joins().to_owned(),
            seen: tables.seen(),
        })
    }
}

struct Making<'a, 'b> {
    tables: &'a mut Tables<'b>,
    query: &'a Query,
    shape: Shape,
    children: Vec<Child>,
}

impl Making<'_, '_> {
    fn selected(&mut self, selected: &Selected) -> Result<(), Fault> {
        match selected {
            Selected::Operand { operand, alias } => self.operand(operand, alias.as_ref()),
            Selected::Fields(group) => self.group(*group),
            Selected::Query(query) => {
                let child = Child::new(self.tables, query)?;
                let item = Item::Children {
                    key: key(&child.name),
                    number: self.children.len(),
                };
                if !self.shape.put(self.tables.at(0), item) {
                    return Err(duplicate(&child.name));
                }
                self.children.push(child);
                Ok(())
            }
            Selected::Typeof(typeof_) => choice(self.tables, &mut self.shape, typeof_),
        }
    }

    fn operand(&mut self, operand: &Operand, alias: Option<&Name>) -> Result<(), Fault> {
        if matches!(operand, Operand::Field(_)) && alias.is_some() {
            return Err(malformed("only aggregate expressions use field aliasing"));
        }
        let term = self.tables.operand(operand, "SELECT")?;
        if let Operand::Call(call) = operand {
            let is_of_field =
                ["toLabel", "convertCurrency", "FORMAT"].map(|it| call.function == it);
            if !is_of_field.contains(&true) {
                let message = format!("Field must be grouped or aggregated: {}", term.name);
                let offset = self.tables.place("SELECT", call.function.as_str());
                let text = self.tables.context.text;
                return Err(refusal::at("MALFORMED_QUERY", text, offset, &message));
            }
        }
        self.field(&term, alias.map(Name::as_str))
    }

    fn field(&mut self, term: &Term, alias: Option<&str>) -> Result<(), Fault> {
        let name = alias.unwrap_or(&term.name);
        let item = self.shape.item(term, name);
        let node = if alias.is_some() { 0 } else { term.node };
        if self.shape.put(self.tables.at(node), item) {
            Ok(())
        } else {
            Err(duplicate(&self.tables.at(node).path(name)))
        }
    }

    fn group(&mut self, group: FieldGroup) -> Result<(), Fault> {
        if group != FieldGroup::Standard && self.query.limit.is_none_or(|limit| limit > FEW) {
            return Err(malformed(format!(
                "The SOQL FIELDS function must have a LIMIT of at most {FEW}"
            )));
        }
        let root = self.tables.root;
        for name in root.fields.keys() {
            let custom = name.ends_with("__c");
            let wanted = match group {
                FieldGroup::All => true,
                FieldGroup::Standard => !custom,
                FieldGroup::Custom => custom,
            };
            if wanted && let Some(term) = self.tables.field_of(0, name) {
                self.field(&term, None)?;
            }
        }
        Ok(())
    }
}

/// Of what stands twice in the select list.
pub(super) fn duplicate(name: &str) -> Fault {
    let message = format!("duplicate field selected: {name}");
    Fault::new(400, "INVALID_FIELD", message)
}
