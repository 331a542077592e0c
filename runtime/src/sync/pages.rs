use serde::Deserialize;
use serde_json::value::RawValue;

use super::calls::Calls;
use super::record::Record;
use super::select::{Order, Select};
use super::state::Shortage;
use super::{Cursor, Stamp, SyncError};
use crate::Response;
use crate::query::{misfit, next_path};

/// The rows of a query, page by page, whatever happens to the query meanwhile.
pub(super) struct Pages {
    select: Select,
    /// `query` or `queryAll`.
    resource: &'static str,
    /// Rows that were changed later may have become visible since the query began.
    until: Stamp,
    /// The last row that was read.
    after: Option<Cursor>,
    next: Next,
    /// Where the query that runs began, how many rows it has given, how many of them had settled, and how many it is to
    /// give.
    began: Option<Cursor>,
    read: u64,
    settled: u64,
    pub(super) total: u64,
    /// Some are missing.
    shortage: Option<Shortage>,
}

enum Next {
    /// Nothing is asked yet, or what was asked is forgotten.
    Query,
    /// The path of the next page, which lives only as long as the session and some days at most.
    Locator(String),
    Nothing,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page<'a> {
    total_size: u64,
    done: bool,
    next_records_url: Option<String>,
    #[serde(borrow)]
    records: Vec<&'a RawValue>,
}

impl Pages {
    pub(super) fn new(
        select: Select,
        resource: &'static str,
        after: Option<Cursor>,
        until: Stamp,
    ) -> Self {
        Self {
            select,
            resource,
            until,
            after,
            next: Next::Query,
            began: None,
            read: 0,
            settled: 0,
            total: 0,
            shortage: None,
        }
    }

    /// The next rows; `None` after the last, or [`SyncError::Incomplete`].
    pub(super) async fn next(
        &mut self,
        calls: &mut Calls,
    ) -> Result<Option<Vec<Record>>, SyncError> {
        let answer = match &self.next {
            Next::Nothing => {
                let short = self.shortage.map(|short| short.of(&self.select.object));
                return short.map_or(Ok(None), Err);
            }
            Next::Query => self.asked(calls).await?,
            Next::Locator(path) => match calls.more(path).await {
                Err(error) if error.is_of_forgotten_rows() => self.asked(calls).await?,
                answer => answer?,
            },
        };
        self.taken(&answer, calls).await.map(Some)
    }

    /// How many requests the rest takes at least; behind the first page just as many, if all pages are as long.
    pub(super) fn left(&self) -> u64 {
        match self.read {
            0 => 0,
            read => self.total.saturating_sub(read).div_ceil(read),
        }
    }

    /// Whether there are more behind the rows that were given last.
    pub(super) fn goes_on(&self) -> bool {
        matches!(self.next, Next::Locator(_))
    }

    /// Which rows are missing, once the last were given.
    pub(super) fn shortage(&self) -> Option<Shortage> {
        self.shortage
    }

    /// Asks from the last row on.
    async fn asked(&mut self, calls: &mut Calls) -> Result<Response, SyncError> {
        let soql = self.select.soql(self.after.as_ref(), self.until);
        let answer = calls.query(self.resource, &soql).await?;
        self.began.clone_from(&self.after);
        (self.read, self.settled) = (0, 0);
        Ok(answer)
    }

    async fn taken(
        &mut self,
        answer: &Response,
        calls: &mut Calls,
    ) -> Result<Vec<Record>, SyncError> {
        let page: Page<'_> = answer.json()?;
        let given = page.records.len();
        self.total = page.total_size;
        self.read += given as u64;
        self.next = if page.done {
            Next::Nothing
        } else {
            self.onward(answer, page.next_records_url, given == 0)?
        };
        let records = page.records.into_iter().enumerate();
        let records = records.map(|(index, json)| self.record(answer, index, json));
        let records = self.settled(records.collect::<Result<_, SyncError>>()?);
        if let Some(last) = records.last() {
            self.after = Some(last.cursor.clone());
        }
        if page.done && self.read != self.total {
            self.shortage = self.recount(calls).await?;
        }
        Ok(records)
    }

    /// In the order of changes only what has settled. A row that was changed since the query began stands where it stood,
    /// with a stamp that is not its turn yet: it comes with the next run, and must not draw the cursor along past rows that
    /// were not read.
    fn settled(&mut self, mut records: Vec<Record>) -> Vec<Record> {
        let until = self.until;
        let has_settled = |record: &Record| record.cursor.stamp <= until;
        self.settled += records.iter().filter(|record| has_settled(record)).count() as u64;
        records.retain(|record| self.select.order == Order::Ids || has_settled(record));
        records
    }

    fn record(
        &self,
        answer: &Response,
        index: usize,
        json: &RawValue,
    ) -> Result<Record, SyncError> {
        let json = answer.answer.body.slice_ref(json.get().as_bytes());
        let record = Record::read(json, &self.select.cursor);
        record.map_err(|error| {
            let path = format!("records[{index}]");
            answer.unexpected(path, answer.body(), error).into()
        })
    }

    /// What comes after a page that is not the last. All rows of an empty one may be gone meanwhile, so the query is asked
    /// anew; from a query that begins with nothing it could go on for ever.
    fn onward(
        &self,
        answer: &Response,
        next: Option<String>,
        is_empty: bool,
    ) -> Result<Next, SyncError> {
        let here = match &self.next {
            Next::Locator(here) => here,
            Next::Query | Next::Nothing => "",
        };
        let path = next_path(answer, here, next)?;
        Ok(match &self.next {
            _ if !is_empty => Next::Locator(path),
            Next::Locator(_) => Next::Query,
            Next::Query | Next::Nothing => {
                let why = "the page is empty, and names another";
                return Err(misfit(answer, why).into());
            }
        })
    }

    /// Salesforce counted otherwise than it gave. Rows that were changed or deleted meanwhile have left what is counted,
    /// and none that has settled can have come to it: if more are counted, rows are missing.
    async fn recount(&self, calls: &mut Calls) -> Result<Option<Shortage>, SyncError> {
        let count = self.select.count(self.began.as_ref(), self.until);
        let counted = calls.count(self.resource, &count).await?;
        Ok((counted > self.settled).then_some(Shortage {
            expected: counted,
            read: self.settled,
        }))
    }
}
