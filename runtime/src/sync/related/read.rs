use std::collections::HashMap;

use bytes::Bytes;
use serde_json::Value;

use super::{Related, Source};
use crate::Error;
use crate::response::Misfit;
use crate::sync::calls::Calls;
use crate::sync::pages::Pages;
use crate::sync::record::Record;
use crate::sync::select::{Order, Select};
use crate::sync::visible::LeftOut;
use crate::sync::{Stamp, SyncError};

/// The records of a list by the ids of the rows to which they belong.
type Lists = HashMap<String, Vec<Record>>;

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
            let select = source.of(self.order, &ids);
            match source.read(select, calls, until, &mut lists).await {
                Err(error) if source.does_without(&error) => {
                    left_out.push(LeftOut::refused(source, &error));
                }
                read => read?,
            }
        }
        for row in rows {
            if let Some(mut list) = lists.remove(&row.cursor.id) {
                list.sort_by(|one, other| one.cursor.cmp(&other.cursor));
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

    /// The records of these rows.
    fn of(&self, order: &'static str, ids: &[&str]) -> Select {
        let fields = self.fields.iter().map(|field| field.path.to_string());
        Select {
            object: self.object.into(),
            cursor: order.into(),
            fields: fields.chain([self.parent.to_owned()]).collect(),
            conditions: vec![format!("{} IN ('{}')", self.parent, ids.join("', '"))],
            order: Order::Ids,
        }
    }

    async fn read(
        &self,
        select: Select,
        calls: &mut Calls,
        until: Stamp,
        lists: &mut Lists,
    ) -> Result<(), SyncError> {
        let mut pages = Pages::new(select, "query", None, until);
        while let Some(records) = pages.next(calls).await? {
            for record in records {
                let (parent, record) = self.child(record)?;
                lists.entry(parent).or_default().push(record);
            }
        }
        Ok(())
    }

    /// The id of the row to which a record belongs, and the record with its fields as the model reads them.
    fn child(&self, record: Record) -> Result<(String, Record), SyncError> {
        let json = record.json.clone();
        let misfit = |path: &str, source: serde_json::Error| {
            let path = path.to_owned();
            SyncError::row(&json, Misfit { path, source })
        };
        let named = record.named(&self.fields);
        let record = named.map_err(|error| misfit(".", error))?;
        let parent = record.text(self.parent);
        let parent = parent.map_err(|error| misfit(self.parent, error))?;
        Ok((parent.unwrap_or_default(), record))
    }
}

/// A record with a list of others behind its fields.
fn with_list(record: &[u8], name: &str, list: &[Record]) -> Bytes {
    let length: usize = list.iter().map(|record| record.json.len() + 1).sum();
    let end = record.iter().rposition(|byte| *byte == b'}');
    let end = end.unwrap_or(record.len());
    let mut json = Vec::with_capacity(record.len() + name.len() + length + 8);
    json.extend_from_slice(&record[..end]);
    json.extend_from_slice(format!(",{}:[", Value::from(name)).as_bytes());
    for (index, record) in list.iter().enumerate() {
        if index > 0 {
            json.push(b',');
        }
        json.extend_from_slice(&record.json);
    }
    json.extend_from_slice(b"]}");
    Bytes::from(json)
}
