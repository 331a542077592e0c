use std::collections::BTreeSet;

use super::Source;
use crate::response::Misfit;
use crate::sync::pages::Pages;
use crate::sync::reader::{Read, Reader};
use crate::sync::record::Record;
use crate::sync::select::{Order, Select};
use crate::sync::stage::Stage;
use crate::sync::{Cursor, Stamp, SyncError, deleted};

impl Source {
    /// The records that were changed, or went to the recycle bin.
    pub(in crate::sync) fn changed(&self) -> Select {
        Select {
            object: self.object.into(),
            cursor: self.stamp.into(),
            fields: vec![self.parent.to_owned()],
            conditions: vec![format!("{} != null", self.parent)],
            order: Order::Changes,
        }
    }
}

impl Reader {
    /// Related records are known as far as rows are: they are read with them.
    pub(in crate::sync) fn begin_related(&mut self, begin: &Cursor) {
        let is_first = self.state.rows.is_none();
        for source in self.visible.sources() {
            let related = self.state.related.entry(source.object.to_owned());
            let known = related.or_insert_with(|| begin.clone());
            if is_first {
                known.clone_from(begin);
            }
        }
    }

    /// What has left the recycle bin since the last run is told by nothing.
    pub(in crate::sync) fn untold_related(&self) -> Vec<(&'static str, Stamp)> {
        let kept = self.until.earlier(deleted::KEPT);
        let known = self.visible.sources().filter_map(|source| {
            let known = self.state.related.get(source.object)?;
            Some((source.object, known.stamp))
        });
        known.filter(|(_, known)| *known < kept).collect()
    }

    /// The rows that were read before, to which these records refer, which were changed since.
    pub(in crate::sync) async fn renewed(
        &mut self,
        object: &'static str,
        changed: Vec<Record>,
    ) -> Result<Read, SyncError> {
        let stage = Stage::Related(object);
        let mut ids = self.rows_of(object, &changed)?;
        // A row that this run has read anew has all that had settled when the run began.
        ids.retain(|id| !self.renewed.contains(id));
        let rows = self.known_rows(&ids).await?;
        self.renewed.extend(ids);
        if let Some(last) = changed.into_iter().next_back() {
            self.state.pass(stage, last.cursor);
        }
        Ok(self.read(stage, rows, Vec::new()))
    }

    /// Those of these rows that were read before. What was changed itself comes in its own turn.
    async fn known_rows(&mut self, ids: &BTreeSet<String>) -> Result<Vec<Record>, SyncError> {
        let mut rows = Vec::new();
        let Some(known) = self.state.rows.clone().filter(|_| !ids.is_empty()) else {
            return Ok(rows);
        };
        let select = self.select(Stage::Rows).up_to(&known);
        let select = select.of(ids.iter().map(String::as_str));
        let mut pages = Pages::new(select, "query", None, self.rows_until());
        while let Some(records) = pages.next(&mut self.calls).await? {
            rows.extend(self.whole(records).await?);
        }
        Ok(rows)
    }

    /// The ids of rows to which records refer.
    fn rows_of(&self, object: &str, records: &[Record]) -> Result<BTreeSet<String>, SyncError> {
        let mut ids = BTreeSet::new();
        let Some(Source { parent, .. }) = self.visible.source(object) else {
            return Ok(ids);
        };
        for record in records {
            let id = record.text(parent).map_err(|source| {
                let path = (*parent).to_owned();
                SyncError::row(&record.json, Misfit { path, source })
            })?;
            // Records of other objects are none of the rows.
            ids.extend(id.filter(|id| self.visible.has_ids_as(id)));
        }
        Ok(ids)
    }
}
