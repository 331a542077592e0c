use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use crate::fault::Fault;
use crate::{Object, RecordId};

use super::quoted;

/// The last number given to a record of each object. A number is never given again, also when its record was not saved.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    last: HashMap<String, u64>,
    /// What is given out while somebody wants to know.
    noted: Option<Vec<RecordId>>,
    /// What was given out and is to be given once more, each to the next record of its object.
    again: Vec<RecordId>,
}

impl Numbers {
    /// The id of a new record.
    pub(crate) fn next(
        &mut self,
        db: &Connection,
        object: &Object,
    ) -> Result<(u64, RecordId), Fault> {
        let mut again = self.again.iter();
        if let Some(place) = again.position(|id| id.prefix() == object.prefix) {
            let id = self.again.remove(place);
            return Ok((id.number(), id));
        }
        let last = match self.last.get(&object.prefix) {
            Some(last) => *last,
            None => last_number(db, object)?,
        };
        let number = last + 1;
        self.last.insert(object.prefix.clone(), number);
        let id = RecordId::new(&object.prefix, number);
        let id = id.ok_or_else(|| Fault::unexpected(format!("{} has no id left", object.name)))?;
        self.noted.iter_mut().for_each(|noted| noted.push(id));
        Ok((number, id))
    }

    /// Notes what is given out from now on.
    pub(crate) fn note(&mut self) {
        self.noted = Some(Vec::new());
    }

    /// What was given out since, which is noted no longer.
    pub(crate) fn noted(&mut self) -> Vec<RecordId> {
        self.noted.take().unwrap_or_default()
    }

    /// Gives these ids before any new one.
    pub(crate) fn give_again(&mut self, ids: Vec<RecordId>) {
        self.again = ids;
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
