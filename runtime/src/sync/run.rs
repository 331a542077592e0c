use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{Either, join, select};
use futures_util::pin_mut;
use serde_json::Value;

use super::calls::Calls;
use super::destination::{Destination, Page, Row, Written};
use super::pen::Pen;
use super::reader::{Read, Reader};
use super::record::Record;
use super::stage::Stage;
use super::{Options, Progress, Report, State, Stop, SyncEntry, SyncError, reconcile};
use crate::Client;

impl SyncEntry {
    /// Copies what has changed since the last run to a destination.
    ///
    /// The next page is read while this one is made into rows and written, so that at most two are in memory.
    ///
    /// # Errors
    /// What kept it from reading everything, beside the report of what it did until then. What was written stays, with the
    /// state to go on from. There is no report where nothing could begin.
    pub async fn run(
        &self,
        client: &Client,
        input: &Value,
        destination: &Arc<dyn Destination>,
        options: &Options,
    ) -> (Option<Report>, Result<(), SyncError>) {
        // Here and below: else whoever waits for it holds 16 KB.
        let begun = Box::pin(Run::begin(*self, client, input, destination, options));
        match unless_stopped(&options.stop, begun).await {
            None => (None, Ok(())),
            Some(Err(error)) => (None, Err(error)),
            Some(Ok(mut run)) => {
                let mut done = Box::pin(run.carry_out()).await;
                if matches!(done, Err(SyncError::Budget { .. })) && run.had_all_requests() {
                    done = both(done, reconcile::end_turn(&mut run).await).map(|(done, ())| done);
                }
                let done = both(done, run.pen.close().await).map(|(done, ())| done);
                run.report.complete = matches!(done, Ok(true));
                (Some(run.reported()), done.map(drop))
            }
        }
    }

    /// Reads one page, and writes nothing: its rows, as JSON. Of the options only the budget counts.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub async fn preview(
        &self,
        client: &Client,
        input: &Value,
        options: &Options,
    ) -> Result<Vec<String>, SyncError> {
        let calls = Calls::new(client.clone(), options.budget.clone());
        let mut reader = Reader::new(self.plan(input)?, calls, Duration::ZERO).await?;
        reader.resume(reader.state().clone())?;
        reader.stages.retain(|stage| *stage == Stage::Rows);
        let read = reader.next().await?;
        let records = read.into_iter().flat_map(|read| read.records);
        records.map(|record| self.read(&record.json)).collect()
    }

    pub(super) fn row(&self, Record { cursor, json }: Record) -> Result<Row, SyncError> {
        let json = self.read(&json)?;
        Ok(Row {
            id: cursor.id,
            json,
        })
    }
}

/// A run of a sync.
pub(super) struct Run<'a> {
    pub(super) entry: SyncEntry,
    client: &'a Client,
    pub(super) options: &'a Options,
    pub(super) reader: Reader,
    pub(super) pen: Pen,
    pub(super) report: Report,
}

impl<'a> Run<'a> {
    async fn begin(
        entry: SyncEntry,
        client: &'a Client,
        input: &Value,
        destination: &Arc<dyn Destination>,
        options: &'a Options,
    ) -> Result<Self, SyncError> {
        let calls = Calls::new(client.clone(), options.budget.clone());
        let mut reader = Reader::new(entry.plan(input)?, calls, options.settle).await?;
        let mut pen = Pen::open(destination, entry, &reader.org).await?;
        reader.resume(state(&reader, pen.state(), options.full))?;
        if reader.state().full {
            pen.begin_full().await?;
        }
        let report = Report::new(&entry, &reader);
        Ok(Self {
            entry,
            client,
            options,
            reader,
            pen,
            report,
        })
    }

    /// Tells whether everything was read.
    async fn carry_out(&mut self) -> Result<bool, SyncError> {
        let mut read = unless_stopped(&self.options.stop, self.reader.next())
            .await
            .transpose()?;
        loop {
            let Some(next) = read else { return Ok(false) };
            let Some(current) = next else { break };
            let expected = self.reader.expected();
            read = self.write_and_read(current, expected).await?;
            // What was read ahead is read again.
            if self.options.stop.is_raised() {
                return Ok(false);
            }
        }
        reconcile::finish(self).await
    }

    /// Writes a page while the next one is read; nothing is read when the run is to end.
    async fn write_and_read(
        &mut self,
        read: Read,
        expected: u64,
    ) -> Result<Option<Option<Read>>, SyncError> {
        let entry = self.entry;
        let write = self.pen.write(move || page(entry, read));
        let next = unless_stopped(&self.options.stop, self.reader.next());
        let (written, next) = join(write, next).await;
        let written = written.map(|written| self.wrote(written, expected));
        let (next, ()) = both(next.transpose(), written)?;
        Ok(next)
    }

    /// Notes what became of a page, and tells whoever looks on.
    pub(super) fn wrote(&mut self, written: Written, expected: u64) {
        self.report.upserted += written.upserted;
        self.report.unchanged += written.unchanged;
        self.report.deleted += written.deleted;
        self.count();
        (self.options.progress)(&Progress {
            report: &self.report,
            expected,
            usage: self.client.usage(),
        });
    }

    /// Whether no other sync of this run has sent a request.
    fn had_all_requests(&self) -> bool {
        self.reader.calls.requests() >= self.options.budget.used()
    }

    fn count(&mut self) {
        let (report, calls) = (&mut self.report, &self.reader.calls);
        report.requests = calls.requests();
        report.retries = calls.retries();
        report.bytes = calls.bytes;
        report.to = self.pen.state().and_then(State::cursor).cloned();
    }

    fn reported(mut self) -> Report {
        self.count();
        let (report, lost) = (&mut self.report, self.pen.lost());
        report.upserted = report.upserted.saturating_sub(lost.upserted);
        report.unchanged = report.unchanged.saturating_sub(lost.unchanged);
        report.deleted = report.deleted.saturating_sub(lost.deleted);
        let missed_out = self.reader.missed_out.iter().map(ToString::to_string);
        report.warnings.extend(missed_out);
        report.warnings.extend(self.pen.warnings());
        self.report
    }
}

/// What comes of it, unless the run is to end before.
pub(super) async fn unless_stopped<T>(stop: &Stop, work: impl Future<Output = T>) -> Option<T> {
    let (stopped, work) = (stop.stopped(), work);
    pin_mut!(stopped, work);
    match select(stopped, work).await {
        Either::Left(_) => None,
        Either::Right((done, _)) => Some(done),
    }
}

/// The page of what was read.
fn page(entry: SyncEntry, read: Read) -> Result<Page, SyncError> {
    let rows = read.records.into_iter().map(|record| entry.row(record));
    Ok(Page {
        upserts: rows.collect::<Result<_, _>>()?,
        deletes: read.gone,
        state: read.state,
    })
}

/// What comes of reading and of writing. Whoever has failed to write has nothing more to tell.
fn both<R, W>(
    reading: Result<R, SyncError>,
    writing: Result<W, SyncError>,
) -> Result<(R, W), SyncError> {
    match (reading, writing) {
        (Ok(read), Ok(written)) => Ok((read, written)),
        (Err(reading), Err(writing)) if !reading.is_of_writing() => Err(SyncError::Both {
            reading: Box::new(reading),
            writing: Box::new(writing),
        }),
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

/// The state to go on from.
fn state(reader: &Reader, kept: Option<&State>, full: bool) -> State {
    match kept {
        None => reader.state().clone(),
        Some(kept) if full => kept.anew(&reader.state().scope),
        Some(kept) => kept.clone(),
    }
}
