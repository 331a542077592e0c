//! The columns of a query for groups.

use specforce_soql::{Aggregation, Call, GroupBy, Name, Operand};

use crate::FieldType;
use crate::fault::Fault;

use super::refusal::{self, malformed};
use super::tables::Tables;
use super::term::Term;

/// The most fields of a `ROLLUP` or `CUBE`.
const FIELDS: usize = 3;

/// Something selected or ordered by.
pub(super) enum Column {
    Term(Term),
    /// Whether a key is left out of a subtotal.
    Grouping(usize),
}

impl Column {
    pub(super) fn ty(&self) -> FieldType {
        match self {
            Self::Term(term) => term.ty,
            Self::Grouping(_) => FieldType::Int,
        }
    }

    /// As SQL, where only these keys make the groups.
    pub(super) fn sql(&self, keys: &[Term], kept: &[bool]) -> String {
        match self {
            Self::Grouping(key) => i32::from(!kept[*key]).to_string(),
            Self::Term(term) => {
                let key = keys.iter().position(|key| key.sql == term.sql);
                match key {
                    Some(key) if !kept[key] => "NULL".to_owned(),
                    _ => term.sql.clone(),
                }
            }
        }
    }
}

/// What the rows of a group have in common.
pub(super) fn keys(tables: &mut Tables, by: Option<&GroupBy>) -> Result<Vec<Term>, Fault> {
    let Some(by) = by else {
        return Ok(Vec::new());
    };
    if by.aggregation != Aggregation::Plain && by.operands.len() > FIELDS {
        return Err(malformed(format!(
            "ROLLUP and CUBE take at most {FIELDS} fields"
        )));
    }
    let mut keys = Vec::new();
    for operand in &by.operands {
        let key = tables.operand(operand, "GROUP BY")?;
        if key.aggregate || key.long || !key.ty.is_groupable() {
            let message = format!("field '{}' can not be grouped in a query call", key.name);
            return Err(tables.at_term("MALFORMED_QUERY", &key, "GROUP BY", &message));
        }
        keys.push(key);
    }
    Ok(keys)
}

/// What a query for groups selects, or is ordered by: made of a group, or common to its rows.
pub(super) fn column(
    tables: &mut Tables,
    keys: &[Term],
    operand: &Operand,
    keyword: &str,
) -> Result<Column, Fault> {
    if let Operand::Call(call) = operand
        && call.function == "GROUPING"
    {
        return grouping(tables, keys, call, keyword);
    }
    let term = tables.operand(operand, keyword)?;
    if term.aggregate || keys.iter().any(|key| key.sql == term.sql) {
        return Ok(Column::Term(term));
    }
    let ordered = keyword == "ORDER BY";
    let what = if ordered { "Ordered field" } else { "Field" };
    let message = format!("{what} must be grouped or aggregated: {}", term.name);
    let offset = match operand {
        Operand::Field(path) => tables.place(keyword, &path.to_string()),
        Operand::Call(call) => tables.place(keyword, call.function.as_str()),
    };
    Err(refusal::at(
        "MALFORMED_QUERY",
        tables.context.text,
        offset,
        &message,
    ))
}

fn grouping(
    tables: &mut Tables,
    keys: &[Term],
    call: &Call,
    keyword: &str,
) -> Result<Column, Fault> {
    let term = tables.argument(call, keyword)?;
    let key = keys.iter().position(|key| key.sql == term.sql);
    key.map(Column::Grouping).ok_or_else(|| {
        malformed(format!(
            "GROUPING takes a field of GROUP BY, not {}",
            term.name
        ))
    })
}

/// What a column is called in the answer.
pub(super) fn name(
    column: &Column,
    operand: &Operand,
    alias: Option<&Name>,
    unnamed: &mut usize,
) -> String {
    if let Some(alias) = alias {
        return alias.to_string();
    }
    if let (Column::Term(term), Operand::Field(_)) = (column, operand) {
        return term.name.clone();
    }
    *unnamed += 1;
    format!("expr{}", *unnamed - 1)
}
