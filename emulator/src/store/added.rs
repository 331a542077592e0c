use rusqlite::Connection;

use crate::fault::Fault;
use crate::{Field, FieldType, Object, RecordId};

use super::table;

/// Adds the columns that a table lacks. Records that are there get what no record is without.
pub(super) fn columns(db: &Connection, object: &Object, known: &[String]) -> Result<(), Fault> {
    let fields = object.fields.iter();
    let stored = fields.filter(|(_, field)| table::is_stored(field));
    for (name, field) in stored.filter(|(name, _)| !known.contains(name)) {
        let (table, column) = (table::quoted(&object.name), table::column(name, field));
        db.execute_batch(&format!("ALTER TABLE {table} ADD COLUMN {column}"))?;
        fill(db, object, name, field)?;
    }
    Ok(())
}

/// Follows [Default Field Values](https://help.salesforce.com/s/articleView?id=platform.fields_about_default_field_values.htm):
/// of those only a checkbox's goes into records that are there.
fn fill(db: &Connection, object: &Object, name: &str, field: &Field) -> Result<(), Fault> {
    let (table, column) = (table::quoted(&object.name), table::quoted(name));
    if field.r#type == FieldType::Boolean {
        let checked = field.default == Some(true.into());
        db.execute(&format!("UPDATE {table} SET {column} = ?1"), [checked])?;
    }
    if field.auto_number.is_some() {
        let mut set = db.prepare(&format!("UPDATE {table} SET {column} = ?2 WHERE Id = ?1"))?;
        for id in ids(db, object)? {
            set.execute((id.as_str(), field.numbered(id.number())))?;
        }
    }
    Ok(())
}

fn ids(db: &Connection, object: &Object) -> Result<Vec<RecordId>, Fault> {
    let mut all = db.prepare(&format!("SELECT Id FROM {}", table::quoted(&object.name)))?;
    let ids = all.query_map([], |row| row.get::<_, String>(0))?;
    let ids: Vec<String> = ids.collect::<Result<_, _>>()?;
    Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
}
