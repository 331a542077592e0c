use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use crate::fault::Fault;
use crate::{Object, RecordId};

use super::quoted;

/// The last number given to a record of each object. A number is never given again, also when its record was not saved.
#[derive(Debug, Default)]
pub(crate) struct Numbers(HashMap<String, u64>);

impl Numbers {
    /// The id of a new record.
    pub(crate) fn next(
        &mut self,
        db: &Connection,
        object: &Object,
    ) -> Result<(u64, RecordId), Fault> {
        let last = match self.0.get(&object.prefix) {
            Some(last) => *last,
            None => last_number(db, object)?,
        };
        let number = last + 1;
        self.0.insert(object.prefix.clone(), number);
        let id = RecordId::new(&object.prefix, number);
        let id = id.ok_or_else(|| Fault::unexpected(format!("{} has no id left", object.name)))?;
        Ok((number, id))
    }
}

fn last_number(db: &Connection, object: &Object) -> Result<u64, Fault> {
    // Ids of one object have the order of their numbers.
    let living = format!("SELECT Id AS id FROM {}", quoted(&object.name));
    let dead = "SELECT id FROM \"emulator deleted\" WHERE object = ?1";
    let last = format!("SELECT id FROM ({living} UNION ALL {dead}) ORDER BY id DESC LIMIT 1");
    let last: Option<String> = db
        .query_row(&last, [&object.name], |row| row.get(0))
        .optional()?;
    let last = last.and_then(|id| id.parse().ok());
    Ok(last.map_or(0, |id: RecordId| id.number()))
}
