//! `TYPEOF`: fields by what a polymorphic relationship leads to.

use specforce_soql::{Name, Path, Typeof};

use crate::fault::Fault;
use crate::store::quoted;
use crate::{FieldType, Object};

use super::node::Node;
use super::refusal::malformed;
use super::select::duplicate;
use super::shape::{Item, Shape, key};
use super::tables::Tables;
use super::term::Term;

/// Adds what is chosen to the shape of a record.
pub(super) fn choice(tables: &mut Tables, shape: &mut Shape, choice: &Typeof) -> Result<(), Fault> {
    let path = &choice.relationship;
    let whole = Path {
        parents: [path.parents.as_slice(), std::slice::from_ref(&path.field)].concat(),
        field: path.field.clone(),
    };
    let number = tables.lead(&whole, "TYPEOF")?;
    let node = tables.at(number).clone();
    let id = shape.column(&node.id());
    let mut when = Vec::new();
    for (name, fields) in &choice.when {
        let (alias, object) = target(&node, name, path)?;
        let items = fields
            .iter()
            .map(|field| of_object(shape, alias, object, field));
        when.push((object.prefix.clone(), items.collect::<Result<_, _>>()?));
    }
    let mut otherwise = Vec::new();
    for field in &choice.otherwise {
        let own = field.parents.is_empty();
        let term = own.then(|| tables.field_of(number, field.field.as_str()));
        let term = term.flatten();
        let term = term.ok_or_else(|| malformed(format!("TYPEOF cannot choose {field}")))?;
        otherwise.push(shape.item(&term, &term.name));
    }
    let (step, before) = node.steps.split_last().ok_or_else(Fault::not_found)?;
    let item = Item::Choice {
        key: key(&step.name),
        id,
        when,
        otherwise,
    };
    let parent = Node {
        tables: Vec::new(),
        steps: before.to_vec(),
    };
    if shape.put(&parent, item) {
        Ok(())
    } else {
        Err(duplicate(&step.name))
    }
}

/// The object of a `WHEN`, and its table.
fn target<'a>(
    node: &'a Node,
    name: &Name,
    relationship: &Path,
) -> Result<(&'a str, &'a Object), Fault> {
    let found = node
        .tables
        .iter()
        .find(|(_, object)| *name == object.name.as_str());
    found
        .map(|(alias, object)| (alias.as_str(), *object))
        .ok_or_else(|| malformed(format!("{name} is no object that {relationship} leads to")))
}

/// A field of the object itself, which is all that can be chosen.
fn of_object(shape: &mut Shape, alias: &str, object: &Object, path: &Path) -> Result<Item, Fault> {
    let own = path.parents.is_empty();
    let field = own.then(|| object.field(path.field.as_str())).flatten();
    let field = field
        .filter(|(_, field)| field.r#type != FieldType::Address && field.of_parent().is_none());
    let Some((name, field)) = field else {
        let message = format!("TYPEOF cannot choose {path} of {}", object.name);
        return Err(malformed(message));
    };
    let sql = format!("{alias}.{}", quoted(name));
    Ok(shape.item(&Term::made(sql, field.r#type, name), name))
}
