//! Sub-queries of the select list: the rows of a child relationship.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::params_from_iter;
use specforce_soql::Query;

use crate::fault::Fault;
use crate::store::quoted;
use crate::{FieldType, Object};

use super::groups;
use super::read::{Families, LAST, List, Reader, Sink};
use super::refusal::{self, malformed};
use super::select::Select;
use super::sql::{Sql, prepared};
use super::tables::Tables;

/// Salesforce takes no more than so many rows at once where there are sub-queries, and counts the parent as one.
const FEWER: usize = 500;

/// How deep sub-queries may stand in each other.
const DEEPEST: usize = 4;

/// A sub-query, which is run once for all parents of a page.
#[derive(Debug, Clone)]
pub(super) struct Child {
    /// The relationship's name.
    pub(super) name: String,
    select: Arc<Select>,
    /// Rows and their parents, whose ids are the first parameter.
    find: Sql,
}

impl Child {
    pub(super) fn new(parent: &Tables, query: &Query) -> Result<Self, Fault> {
        let name = query.from[0].path.field.as_str();
        let context = parent.context;
        let start = refusal::sub_query(context.text, parent.start, name);
        let Some((name, object, reference)) = relationship(parent, name) else {
            let message = format!(
                "Didn't understand relationship '{name}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names."
            );
            let offset = refusal::find(context.text, start, "FROM", name);
            return Err(refusal::at("INVALID_TYPE", context.text, offset, &message));
        };
        if groups::is_grouped(query) {
            return Err(malformed(
                "a sub-query of the select list takes no aggregate functions",
            ));
        }
        if depth(query) > DEEPEST {
            return Err(malformed(format!(
                "sub-queries may stand at most {DEEPEST} deep in each other"
            )));
        }
        let mut tables = Tables::new(context, object, &query.from, start)?;
        let find = find(&mut tables, query, reference)?;
        let mut tables = Tables::new(context, object, &query.from, start)?;
        Ok(Self {
            name: name.to_owned(),
            select: Arc::new(Select::new(&mut tables, query)?),
            find,
        })
    }

    /// The rows of each parent, by its id.
    pub(super) fn read(&self, reader: Reader, parents: &[String]) -> Result<Families, Fault> {
        let parents = serde_json::to_string(parents).map_err(Fault::unexpected)?;
        let mut params: Vec<rusqlite::types::Value> = vec![parents.into()];
        params.extend_from_slice(&self.find.params);
        let mut statement = prepared(reader.db, &self.find.text)?;
        let found = statement.query_map(params_from_iter(params), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        let found: Vec<(i64, String)> = found.collect::<Result<_, _>>()?;
        self.first(reader, found)
    }

    /// The first rows of each parent, and where its others are.
    fn first(&self, reader: Reader, found: Vec<(i64, String)>) -> Result<Families, Fault> {
        let most = reader.batch.min(FEWER) - 1;
        let mut all: HashMap<String, Vec<i64>> = HashMap::new();
        let (mut rows, mut parents) = (Vec::new(), Vec::new());
        for (row, parent) in found {
            let family = all.entry(parent.clone()).or_default();
            family.push(row);
            if family.len() <= most {
                rows.push(row);
                parents.push(parent);
            }
        }
        let mut sorted = Sorted {
            parents,
            families: Families::new(),
        };
        self.select.read(reader, &rows, LAST, &mut sorted)?;
        for (parent, rows) in all.into_iter().filter(|(_, rows)| rows.len() > most) {
            let total = rows.len();
            let cursor = reader.cursor(Arc::clone(&self.select), rows)?;
            let list = sorted.families.entry(parent).or_default();
            list.rest = Some((total, reader.rest(cursor, most)?));
        }
        Ok(sorted.families)
    }
}

/// Puts records to their parents.
struct Sorted {
    /// The parent of each row.
    parents: Vec<String>,
    families: Families,
}

impl Sink for Sorted {
    fn next(&mut self, place: usize) -> &mut Vec<u8> {
        let parent = self.parents.get(place).cloned().unwrap_or_default();
        let list: &mut List = self.families.entry(parent).or_default();
        list.next_record()
    }
}

fn find(tables: &mut Tables, query: &Query, reference: &str) -> Result<Sql, Fault> {
    let alias = tables.alias().to_owned();
    let parent = format!("{alias}.{}", quoted(reference));
    let filter = tables.filter(query)?;
    let order = tables.order(&query.order_by)?;
    let cut = query.limit.is_some() || query.offset.is_some();
    let mut sql = Sql::of(format!("SELECT {alias}.rowid AS row, {parent} AS parent"));
    if cut {
        let place = format!("row_number() OVER (PARTITION BY {parent} ORDER BY {order})");
        sql.push(&format!(", {place} AS place"));
    }
    let from = tables.from();
    sql.push(&format!(
        " FROM {from} WHERE {parent} IN (SELECT value FROM json_each(?))"
    ));
    if let Some(filter) = filter {
        sql.push(" AND ").append(filter);
    }
    if !cut {
        sql.push(&format!(" ORDER BY {order}"));
        return Ok(sql);
    }
    let first = i64::from(query.offset.unwrap_or(0));
    let last = query
        .limit
        .map_or(i64::MAX, |limit| first + i64::from(limit));
    let mut whole = Sql::of("SELECT row, parent FROM (");
    whole.append(sql).push(") WHERE place > ").bind(first);
    whole.push(" AND place <= ").bind(last);
    whole.push(" ORDER BY parent, place");
    Ok(whole)
}

/// A child relationship of the query's object: its name, the children's object, and their reference.
fn relationship<'a>(parent: &Tables<'a>, name: &str) -> Option<(&'a str, &'a Object, &'a str)> {
    let mut objects = parent.context.catalog.objects();
    objects.find_map(|object| {
        object.fields.iter().find_map(|(reference, field)| {
            let known = field.children.as_deref()?;
            let leads =
                field.r#type == FieldType::Reference && field.to.contains(&parent.root.name);
            (leads && known.eq_ignore_ascii_case(name)).then_some((
                known,
                object,
                reference.as_str(),
            ))
        })
    })
}

fn depth(query: &Query) -> usize {
    let inner = query.select.iter().filter_map(|selected| match selected {
        specforce_soql::Selected::Query(query) => Some(depth(query)),
        _ => None,
    });
    1 + inner.max().unwrap_or(0)
}
