use specforce_soql::Path;

use crate::fault::Fault;
use crate::store::quoted;
use crate::{Field, FieldType, Object};

use super::node::any_of;
use super::refusal;
use super::tables::Tables;

/// The fields of a parent that may be of several objects, which Salesforce knows as the object Name.
const OF_NAME: [&str; 16] = [
    "Id",
    "Name",
    "FirstName",
    "LastName",
    "MiddleName",
    "Suffix",
    "Title",
    "Email",
    "Phone",
    "Alias",
    "Username",
    "IsActive",
    "ProfileId",
    "UserRoleId",
    "LastReferencedDate",
    "LastViewedDate",
];

/// A field of a row, or what a function makes of one, as SQL.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub(super) sql: String,
    pub(super) ty: FieldType,
    /// As its object spells it.
    pub(super) name: String,
    /// The relationships that lead to it, as a number of [`Tables::at`].
    pub(super) node: usize,
    /// A text that can only be read.
    pub(super) long: bool,
    /// Never null.
    pub(super) required: bool,
    /// The objects whose ids it may hold.
    pub(super) targets: Vec<String>,
    /// What an address is put together from: its key in JSON, and the part.
    pub(super) parts: Vec<(String, Term)>,
    /// Made of the rows of a group.
    pub(super) aggregate: bool,
}

impl Term {
    /// What a function gives.
    pub(super) fn made(sql: String, ty: FieldType, name: &str) -> Self {
        Self {
            sql,
            ty,
            name: name.to_owned(),
            node: 0,
            long: false,
            required: false,
            targets: Vec::new(),
            parts: Vec::new(),
            aggregate: false,
        }
    }

    fn of(node: usize, sql: String, name: &str, object: &Object, field: &Field) -> Self {
        let targets = match field.r#type {
            FieldType::Id => vec![object.name.clone()],
            _ => field.to.clone(),
        };
        Self {
            node,
            long: field.is_opaque(),
            required: field.required && node == 0,
            targets,
            ..Self::made(sql, field.r#type, name)
        }
    }
}

impl Tables<'_> {
    /// The field of a path, which stands behind a keyword.
    pub(super) fn field(&mut self, path: &Path, keyword: &str) -> Result<Term, Fault> {
        let node = self.lead(path, keyword)?;
        self.field_of(node, path.field.as_str()).ok_or_else(|| {
            let (field, entity) = (&path.field, self.at(node).entity());
            let message = format!(
                "No such column '{field}' on entity '{entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names."
            );
            let offset = self.place(keyword, &path.to_string());
            refusal::at("INVALID_FIELD", self.context.text, offset, &message)
        })
    }

    /// A field of what a path of relationships leads to.
    pub(super) fn field_of(&mut self, number: usize, name: &str) -> Option<Term> {
        let node = self.at(number).clone();
        if let [(alias, object)] = node.tables.as_slice() {
            let (name, field) = object.field(name)?;
            return self.column(number, alias, object, name, field);
        }
        if name.eq_ignore_ascii_case("Type") {
            return Some(Term {
                node: number,
                ..Term::made(kind(&node.tables), FieldType::Picklist, "Type")
            });
        }
        let known = OF_NAME
            .iter()
            .find(|known| known.eq_ignore_ascii_case(name))?;
        let mut all = Vec::new();
        for (alias, object) in &node.tables {
            let own = match (*known, &object.name_field) {
                ("Name", Some(own)) => own.as_str(),
                (name, _) => name,
            };
            if let Some((name, field)) = object.field(own) {
                all.extend(self.column(number, alias, object, name, field));
            }
        }
        let first = all.first()?.clone();
        let columns: Vec<String> = all.into_iter().map(|term| term.sql).collect();
        let sql = any_of(&columns);
        let collation = if is_text(first.ty) {
            " COLLATE NOCASE"
        } else {
            ""
        };
        Some(Term {
            sql: format!("({sql}{collation})"),
            name: (*known).to_owned(),
            required: false,
            targets: if *known == "Id" {
                node.tables
                    .iter()
                    .map(|(_, object)| object.name.clone())
                    .collect()
            } else {
                first.targets
            },
            ..first
        })
    }

    fn column(
        &mut self,
        number: usize,
        alias: &str,
        object: &Object,
        name: &str,
        field: &Field,
    ) -> Option<Term> {
        if let Some((relationship, of_parent)) = field.of_parent() {
            let parent = self.parent(number, relationship)?;
            let term = self.field_of(parent, of_parent)?;
            return Some(Term {
                name: name.to_owned(),
                node: number,
                required: false,
                ..term
            });
        }
        let sql = format!("{alias}.{}", quoted(name));
        let mut term = Term::of(number, sql, name, object, field);
        for part in &field.parts {
            let (name, field) = object.field(part)?;
            let key = part_key(&term.name, name);
            let sql = format!("{alias}.{}", quoted(name));
            term.parts
                .push((key, Term::of(number, sql, name, object, field)));
        }
        // As Salesforce writes them.
        term.parts.sort_by(|(a, _), (b, _)| a.cmp(b));
        Some(term)
    }
}

/// The name of the object that a record is of.
fn kind(tables: &[(String, &Object)]) -> String {
    let whens = tables
        .iter()
        .map(|(alias, object)| format!(" WHEN {alias}.\"Id\" IS NOT NULL THEN '{}'", object.name));
    format!("(CASE{} END COLLATE NOCASE)", whens.collect::<String>())
}

/// `BillingPostalCode` of `BillingAddress` is `postalCode`.
fn part_key(address: &str, part: &str) -> String {
    let prefix = address.strip_suffix("Address").unwrap_or_default();
    let part = part.strip_prefix(prefix).unwrap_or(part);
    let mut chars = part.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}

/// Whether it is a text to SOQL, which stands in quotes and has no id's form.
pub(super) fn is_text(ty: FieldType) -> bool {
    ty.has_length() || ty.has_values()
}
