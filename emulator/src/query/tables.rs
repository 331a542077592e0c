use std::fmt::Write as _;

use specforce_soql::{Name, Path, Source};

use crate::fault::Fault;
use crate::store::quoted;
use crate::{Field, Object};

use super::context::{Context, Sight};
use super::node::{Node, Step, any_of, relationship};
use super::refusal;

/// How many parents a path may lead over.
const HIGHEST: usize = 5;

/// The tables of a `SELECT`: the object's own, and one for each object that a path leads to.
pub(super) struct Tables<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) root: &'a Object,
    /// Where the query begins in the text.
    pub(super) start: usize,
    /// What other names there are, and which paths they stand for.
    aliases: Vec<(Name, Vec<Name>)>,
    /// By their paths in small letters; the first is the object itself.
    nodes: Vec<(Vec<String>, Node<'a>)>,
    joins: String,
    /// What the rows of a group have in common, in a query for groups.
    pub(super) groups: Option<Vec<String>>,
}

impl<'a> Tables<'a> {
    pub(super) fn new(
        context: &'a Context<'a>,
        root: &'a Object,
        from: &[Source],
        start: usize,
    ) -> Result<Self, Fault> {
        let node = Node {
            tables: vec![(context.alias(), root)],
            steps: Vec::new(),
        };
        let mut tables = Self {
            context,
            root,
            start,
            aliases: Vec::new(),
            nodes: vec![(Vec::new(), node)],
            joins: String::new(),
            groups: None,
        };
        for (number, source) in from.iter().enumerate() {
            let path = if number == 0 {
                Vec::new()
            } else {
                let whole = [
                    source.path.parents.as_slice(),
                    std::slice::from_ref(&source.path.field),
                ]
                .concat();
                tables.without_alias(&whole)
            };
            tables.node(&path, &source.path, "FROM")?;
            if let Some(alias) = &source.alias {
                tables.aliases.push((alias.clone(), path));
            }
        }
        Ok(tables)
    }

    /// The alias of the object's own table.
    pub(super) fn alias(&self) -> &str {
        &self.nodes[0].1.tables[0].0
    }

    /// The object's own table, then those of parents.
    pub(super) fn from(&self) -> String {
        format!(
            "{} AS {}{}",
            quoted(&self.root.name),
            self.alias(),
            self.joins
        )
    }

    pub(super) fn joins(&self) -> &str {
        &self.joins
    }

    /// What holds for rows that the query sees, if that is not all.
    pub(super) fn seen(&self) -> Option<String> {
        let hides = |flag: &&&str| self.root.fields.contains_key(**flag);
        let flags = ["IsDeleted", "IsArchived"];
        let flags = flags.iter().filter(hides);
        // The `+` leaves the choice of an index to other conditions.
        let seen: Vec<String> = flags
            .map(|flag| format!("+{}.\"{flag}\" = 0", self.alias()))
            .collect();
        let hides_some = self.context.sight == Sight::Living && !seen.is_empty();
        hides_some.then(|| seen.join(" AND "))
    }

    pub(super) fn at(&self, number: usize) -> &Node<'a> {
        &self.nodes[number].1
    }

    /// Relationships without the object's name or an alias in front.
    fn without_alias(&self, parents: &[Name]) -> Vec<Name> {
        let Some((first, rest)) = parents.split_first() else {
            return Vec::new();
        };
        if let Some((_, path)) = self.aliases.iter().find(|(alias, _)| alias == first) {
            return [path.as_slice(), rest].concat();
        }
        let is_own_name =
            *first == self.root.name.as_str() && relationship(self.root, first.as_str()).is_none();
        if is_own_name { rest } else { parents }.to_vec()
    }

    /// What the parents of a path lead to.
    pub(super) fn lead(&mut self, path: &Path, keyword: &str) -> Result<usize, Fault> {
        let parents = self.without_alias(&path.parents);
        self.node(&parents, path, keyword)
    }

    fn node(&mut self, parents: &[Name], path: &Path, keyword: &str) -> Result<usize, Fault> {
        if parents.len() > HIGHEST {
            let message =
                format!("SOQL relationship paths may lead over at most {HIGHEST} parents: {path}");
            return Err(refusal::malformed(message));
        }
        let mut number = 0;
        for name in parents {
            let Some(next) = self.parent(number, name.as_str()) else {
                let message = format!(
                    "Didn't understand relationship '{name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names."
                );
                let offset = self.place(keyword, &path.to_string());
                return Err(refusal::at(
                    "INVALID_FIELD",
                    self.context.text,
                    offset,
                    &message,
                ));
            };
            number = next;
        }
        Ok(number)
    }

    /// The node that a relationship leads to from another.
    pub(super) fn parent(&mut self, number: usize, name: &str) -> Option<usize> {
        let mut path = self.nodes[number].0.clone();
        path.push(name.to_ascii_lowercase());
        if let Some(known) = self.nodes.iter().position(|(known, _)| *known == path) {
            return Some(known);
        }
        let node = self.join(number, name)?;
        self.nodes.push((path, node));
        Some(self.nodes.len() - 1)
    }

    fn join(&mut self, number: usize, name: &str) -> Option<Node<'a>> {
        let from = self.nodes[number].1.clone();
        let known = from.tables.iter().filter_map(|(alias, object)| {
            let (name, field) = relationship(object, name)?;
            Some((format!("{alias}.{}", quoted(name)), field))
        });
        let (columns, references): (Vec<String>, Vec<&Field>) = known.unzip();
        let spelled = references.first()?.relationship.clone()?;
        let reference = any_of(&columns);
        let mut tables: Vec<(String, &'a Object)> = Vec::new();
        for target in references.iter().flat_map(|field| &field.to) {
            let Some(object) = self.context.catalog.object(target) else {
                continue;
            };
            if tables.iter().any(|(_, known)| known.name == object.name) {
                continue;
            }
            let alias = self.context.alias();
            let table = quoted(&object.name);
            let _ = write!(
                self.joins,
                " LEFT JOIN {table} AS {alias} ON {alias}.\"Id\" = {reference}"
            );
            tables.push((alias, object));
        }
        let mut node = Node {
            tables,
            steps: from.steps,
        };
        let object = (!node.is_polymorphic()).then(|| node.entity().to_owned());
        let id = node.id();
        node.steps.push(Step {
            name: spelled,
            id,
            object,
        });
        Some(node)
    }

    /// Where something stands in the text of this query, behind a keyword.
    pub(super) fn place(&self, keyword: &str, what: &str) -> usize {
        refusal::find(self.context.text, self.start, keyword, what)
    }
}
