use std::collections::HashMap;

use bytes::Bytes;
use serde::de::Error as _;
use serde_json::Value;

use super::{Related, Source};
use crate::Error;
use crate::response::Misfit;
use crate::sync::calls::Calls;
use crate::sync::pages::Pages;
use crate::sync::record::Record;
use crate::sync::select::{Order, Select};
use crate::sync::visible::LeftOut;
use crate::sync::{Cursor, Stamp, SyncError};

/// The records of a list, each with its place in it, by the ids of the rows to which they belong.
type Lists = HashMap<String, Vec<(Cursor, Record)>>;

impl Related {
    /// Gives each row its list, if it has one. Gives the sources that Salesforce refuses to tell, and that need not be there.
    pub(in crate::sync) async fn add_to(
        &self,
        rows: &mut [Record],
        calls: &mut Calls,
        until: Stamp,
    ) -> Result<Vec<LeftOut>, SyncError> {
        let mut left_out = Vec::new();
        // `IN` of no id at all would be every record without a parent.
        if rows.is_empty() {
            return Ok(left_out);
        }
        let ids: Vec<&str> = rows.iter().map(|row| row.cursor.id.as_str()).collect();
        let mut lists = Lists::new();
        for source in &self.sources {
            match source
                .read(self.order, &ids, calls, until, &mut lists)
                .await
            {
                Err(error) if source.does_without(&error) => {
                    left_out.push(LeftOut::refused(source, &error));
                }
                read => read?,
            }
        }
        for row in rows {
            if let Some(mut list) = lists.remove(&row.cursor.id) {
                list.sort_by(|(one, _), (other, _)| one.cmp(other));
                row.json = with_list(&row.json, self.name, &list);
            }
        }
        Ok(left_out)
    }
}

impl Source {
    /// Whether rows come all the same: the records need not be there, and Salesforce refuses to tell them.
    pub(in crate::sync) fn does_without(&self, error: &SyncError) -> bool {
        let is_refused = match error {
            SyncError::Call(Error::Salesforce(refusal)) => matches!(refusal.status, 400 | 403),
            _ => false,
        };
        self.optional && is_refused
    }

    /// The records of these rows. They are counted by when they were changed: one that comes back, or is given another row,
    /// comes with a time of long ago by any other field.
    fn of(&self, order: &str, ids: &[&str]) -> Select {
        let fields = self.fields.iter().map(|field| field.path.to_string());
        let keys = [self.parent.to_owned(), order.to_owned()];
        Select {
            object: self.object.into(),
            cursor: self.stamp.into(),
            fields: fields.chain(keys).collect(),
            conditions: vec![format!("{} IN ('{}')", self.parent, ids.join("', '"))],
            order: Order::Ids,
        }
    }

    async fn read(
        &self,
        order: &str,
        ids: &[&str],
        calls: &mut Calls,
        until: Stamp,
        lists: &mut Lists,
    ) -> Result<(), SyncError> {
        let mut pages = Pages::new(self.of(order, ids), "query", None, until);
        while let Some(records) = pages.next(calls).await? {
            for record in records {
                let (parent, child) = self.child(order, record)?;
                lists.entry(parent).or_default().push(child);
            }
        }
        Ok(())
    }

    /// The id of the row to which a record belongs, and the record with its fields as the model reads them.
    fn child(&self, order: &str, record: Record) -> Result<(String, (Cursor, Record)), SyncError> {
        let json = record.json.clone();
        let misfit = |path: &str, source: serde_json::Error| {
            let path = path.to_owned();
            SyncError::row(&json, Misfit { path, source })
        };
        let key = |name: &str| {
            let text = record.text(name).map_err(|error| misfit(name, error));
            text.map(Option::unwrap_or_default)
        };
        let (parent, stamp) = (key(self.parent)?, key(order)?);
        let stamp = stamp.parse();
        let place = Cursor {
            stamp: stamp.map_err(|error| misfit(order, serde_json::Error::custom(error)))?,
            id: record.cursor.id.clone(),
        };
        let named = record.named(&self.fields);
        Ok((parent, (place, named.map_err(|error| misfit(".", error))?)))
    }
}

/// A record with a list of others behind its fields.
fn with_list(record: &[u8], name: &str, list: &[(Cursor, Record)]) -> Bytes {
    let length: usize = list.iter().map(|(_, record)| record.json.len() + 1).sum();
    let end = record.iter().rposition(|byte| *byte == b'}');
    let end = end.unwrap_or(record.len());
    let mut json = Vec::with_capacity(record.len() + name.len() + length + 8);
    json.extend_from_slice(&record[..end]);
    json.extend_from_slice(format!(",{}:[", Value::from(name)).as_bytes());
    for (index, (_, record)) in list.iter().enumerate() {
        if index > 0 {
            json.push(b',');
        }
        json.extend_from_slice(&record.json);
    }
    json.extend_from_slice(b"]}");
    Bytes::from(json)
}
