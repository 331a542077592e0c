use super::SyncError;
use super::pages::Pages;
use super::reader::Reader;
use super::record::Record;
use super::stage::Stage;
use crate::response::Misfit;

/// How often a row is asked for anew whose sub-query Salesforce has forgotten before its last page.
const TRIES: u32 = 3;

impl Reader {
    /// The rows with all that belongs to them: the fields that inputs name under the names that the model reads, what a
    /// sub-query has on further pages, and the records that refer to them.
    pub(super) async fn whole(&mut self, records: Vec<Record>) -> Result<Vec<Record>, SyncError> {
        let mut rows = Vec::with_capacity(records.len());
        for record in records {
            let record = if self.plan.beside.children {
                self.with_all_children(record).await?
            } else {
                Some(record)
            };
            rows.extend(record.map(|record| self.named(record)).transpose()?);
        }
        let mut left_out = Vec::new();
        for related in &self.visible.related {
            left_out.extend(
                related
                    .add_to(&mut rows, &mut self.calls, self.until)
                    .await?,
            );
        }
        self.leave_out(left_out);
        Ok(rows)
    }

    fn named(&self, record: Record) -> Result<Record, SyncError> {
        let json = record.json.clone();
        let named = record.named(&self.visible.fields);
        named.map_err(|source| {
            let path = ".".to_owned();
            SyncError::row(&json, Misfit { path, source })
        })
    }

    /// The record with what is on further pages of its sub-queries; nothing if it is gone.
    async fn with_all_children(&mut self, record: Record) -> Result<Option<Record>, SyncError> {
        let mut tried = record.clone();
        for _ in 1..TRIES {
            match tried.with_all_children(&mut self.calls).await {
                Err(error) if error.is_of_forgotten_rows() => {}
                done => return done.map(Some),
            }
            match self.anew(&record).await? {
                Some(anew) => tried = anew,
                None => return Ok(None),
            }
        }
        tried.with_all_children(&mut self.calls).await.map(Some)
    }

    /// The record as it is now, at its place in the order.
    async fn anew(&mut self, record: &Record) -> Result<Option<Record>, SyncError> {
        let select = self.select(Stage::Rows).of([&*record.cursor.id]);
        let mut pages = Pages::new(select, "query", None, self.rows_until());
        let page = pages.next(&mut self.calls).await?;
        let anew = page.into_iter().flatten().next();
        Ok(anew.map(|Record { json, .. }| Record {
            json,
            ..record.clone()
        }))
    }
}
