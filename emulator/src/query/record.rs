//! Records by their ids, for whatever else shows them.

use rusqlite::OptionalExtension as _;
use specforce_soql::{Name, Operand, Path, Query, Selected, Source};

use crate::fault::Fault;
use crate::org::Org;
use crate::store::quoted;
use crate::{Object, RecordId};

use super::context::{Context, Sight};
use super::read::{LAST, PAGE, Reader, Sink};
use super::select::Select;
use super::tables::Tables;

/// Each record by itself.
struct Each(Vec<Option<Vec<u8>>>, Vec<usize>);

impl Sink for Each {
    fn next(&mut self, place: usize) -> &mut Vec<u8> {
        self.0[self.1[place]].get_or_insert_default()
    }
}

impl Org {
    /// A record as JSON, with its attributes and just these fields, which may be paths to those of parents; without
    /// fields, with all that its object has. `None` where there is no such record, or it is deleted.
    pub(crate) fn read_record(
        &self,
        version: &str,
        object: &Object,
        id: &RecordId,
        fields: Option<&[&str]>,
    ) -> Result<Option<Vec<u8>>, Fault> {
        let mut read = self.read_records(version, object, &[*id], fields, Sight::Living)?;
        Ok(read.pop().flatten())
    }

    /// The same for several records of an object, in their order.
    pub(crate) fn read_records(
        &self,
        version: &str,
        object: &Object,
        ids: &[RecordId],
        fields: Option<&[&str]>,
        sight: Sight,
    ) -> Result<Vec<Option<Vec<u8>>>, Fault> {
        let query = query(object, fields)?;
        let text = query.to_string();
        let context = Context::new(self, version, &text, sight);
        // What the caller has may be a copy of what the catalog has.
        let object = context.object(&object.name, 0)?;
        let mut tables = Tables::new(&context, object, &query.from, 0)?;
        let select = Select::new(&mut tables, &query)?;
        let sql = format!("SELECT rowid FROM {} WHERE Id = ?1", quoted(&object.name));
        let mut find = self.db.prepare_cached(&sql)?;
        let (mut rows, mut places) = (Vec::new(), Vec::new());
        for (place, id) in ids.iter().enumerate() {
            let row: Option<i64> = find.query_row([id.as_str()], |row| row.get(0)).optional()?;
            if let Some(row) = row {
                rows.push(row);
                places.push(place);
            }
        }
        let mut each = Each(vec![None; ids.len()], places);
        let reader = Reader::new(self, version, PAGE);
        select.read(reader, &rows, LAST, &mut each)?;
        Ok(each.0)
    }
}

/// The query that selects fields of an object.
fn query(object: &Object, fields: Option<&[&str]>) -> Result<Query, Fault> {
    let paths: Vec<Path> = match fields {
        Some(fields) => fields
            .iter()
            .map(|field| path(field))
            .collect::<Result<_, _>>()?,
        None => object
            .fields
            .keys()
            .filter_map(|name| Name::new(name.as_str()))
            .map(Path::from)
            .collect(),
    };
    let select = paths.into_iter().map(|path| Selected::Operand {
        operand: Operand::Field(path),
        alias: None,
    });
    let name = Name::new(object.name.as_str())
        .ok_or_else(|| Fault::unexpected("an object without a name"))?;
    Ok(Query {
        select: select.collect(),
        from: vec![Source {
            path: name.into(),
            alias: None,
        }],
        scope: None,
        filter: None,
        with: None,
        group_by: None,
        having: None,
        order_by: Vec::new(),
        limit: None,
        offset: None,
        purposes: Vec::new(),
        updates: Vec::new(),
    })
}

fn path(text: &str) -> Result<Path, Fault> {
    let names = text.trim().split('.').map(Name::new);
    let names: Option<Vec<Name>> = names.collect();
    let mut names = names.unwrap_or_default();
    let no_field = || Fault::new(400, "INVALID_FIELD", format!("No such column '{text}'"));
    let field = names.pop().ok_or_else(no_field)?;
    Ok(Path {
        parents: names,
        field,
    })
}
