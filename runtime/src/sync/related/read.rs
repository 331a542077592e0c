use std::collections::HashMap;

use bytes::Bytes;
use serde_json::Value;

use super::{Related, Source};
use crate::response::Misfit;
use crate::sync::Stamp;
use crate::sync::SyncError;
use crate::sync::calls::Calls;
use crate::sync::pages::Pages;
use crate::sync::record::Record;
use crate::sync::select::{Order, Select};

/// The records of a list by the ids of the rows to which they belong.
type Lists = HashMap<String, Vec<Record>>;

impl Related {
    /// Gives each row its list, if it has one.
    pub(in crate::sync) async fn add_to(
        &self,
        rows: &mut [Record],
        calls: &mut Calls,
        now: Stamp,
    ) -> Result<(), SyncError> {
        let ids: Vec<&str> = rows.iter().map(|row| row.cursor.id.as_str()).collect();
        let mut lists = Lists::new();
        for source in &self.sources {
            source
                .read(self.order, &ids, calls, now, &mut lists)
                .await?;
        }
        for row in rows {
            if let Some(mut list) = lists.remove(&row.cursor.id) {
                list.sort_by(|one, other| one.cursor.cmp(&other.cursor));
                row.json = with_list(&row.json, self.name, &list);
            }
        }
        Ok(())
    }
}

impl Source {
    async fn read(
        &self,
        order: &'static str,
        ids: &[&str],
        calls: &mut Calls,
        now: Stamp,
        lists: &mut Lists,
    ) -> Result<(), SyncError> {
        let mut fields: Vec<String> = self.fields.iter().map(|it| it.path.to_string()).collect();
        fields.push(self.parent.to_owned());
        let select = Select {
            object: self.object.into(),
            cursor: order.into(),
            fields,
            conditions: vec![format!("{} IN ('{}')", self.parent, ids.join("', '"))],
            order: Order::Ids,
        };
        let mut pages = Pages::new(select, "query", None, now);
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
        let record = record
            .named(&self.fields)
            .map_err(|error| misfit(".", error))?;
        let parent = record.text(self.parent);
        let parent = parent.map_err(|error| misfit(self.parent, error))?;
        Ok((parent.unwrap_or_default(), record))
    }
}

/// A record with a list of others behind its fields.
fn with_list(record: &[u8], name: &str, list: &[Record]) -> Bytes {
    let length = list
        .iter()
        .map(|record| record.json.len() + 1)
        .sum::<usize>();
    let end = record
        .iter()
        .rposition(|byte| *byte == b'}')
        .unwrap_or(record.len());
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
