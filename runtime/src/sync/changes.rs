use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_util::future::BoxFuture;
use futures_util::{FutureExt as _, Stream};

use super::function::typed;
use super::reader::{Read, Reader};
use super::record::Record;
use super::stage::Stage;
use super::{Cursor, State, SyncError, report};
use crate::FromAnswer;

/// What has happened to a record since the last run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change<T> {
    /// It is new, or changed.
    Upsert(T),
    /// It was deleted, or no longer fits what the sync reads: its id.
    Delete(String),
}

/// A stream of changes, which knows the state after each.
#[must_use = "changes are read when they are asked for"]
pub struct Changes<T> {
    at: At,
    fields_left_out: Vec<String>,
    warnings: Vec<String>,
    /// The state after the last change that was given.
    state: Option<State>,
    page: Option<Page<T>>,
}

/// Changes that were read, and are to be given.
struct Page<T> {
    stage: Stage,
    changes: VecDeque<(Cursor, Change<T>)>,
    /// The state after all of them.
    after: State,
}

pub(super) type Beginning = BoxFuture<'static, Result<Box<Reader>, SyncError>>;
type Reading = BoxFuture<'static, (Box<Reader>, Result<Option<Read>, SyncError>)>;

enum At {
    /// The org is asked what it has.
    Beginning(Beginning),
    /// A page is being read.
    Reading(Reading),
    Ended,
}

impl<T> Changes<T> {
    pub(super) fn new(begin: Beginning) -> Self {
        Self {
            at: At::Beginning(begin),
            fields_left_out: Vec::new(),
            warnings: Vec::new(),
            state: None,
            page: None,
        }
    }

    /// The state after the last change that was given: what to go on from. `None` before the stream has begun.
    pub fn state(&self) -> Option<&State> {
        self.state.as_ref()
    }

    /// Fields that the user may not see, so that no row has them. None are known before the stream has begun.
    pub fn fields_left_out(&self) -> &[String] {
        &self.fields_left_out
    }

    /// What somebody should look at: fields that are left out, and those that rows lack which were read before, until all
    /// is read without a state. Nothing is known before the stream has begun.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

impl<T> fmt::Debug for Changes<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut changes = f.debug_struct("Changes");
        changes.field("state", &self.state);
        changes.field("warnings", &self.warnings);
        changes.finish_non_exhaustive()
    }
}

impl<T: FromAnswer + Unpin> Stream for Changes<T> {
    type Item = Result<Change<T>, SyncError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(change) = self.give() {
                return Poll::Ready(Some(Ok(change)));
            }
            match ready!(self.turn(context)) {
                Ok(true) => {}
                Ok(false) => return Poll::Ready(None),
                Err(error) => {
                    self.at = At::Ended;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

impl<T: FromAnswer> Changes<T> {
    /// The next change of the page that was read, and the state with it.
    fn give(&mut self) -> Option<Change<T>> {
        let page = self.page.as_mut()?;
        let Some((cursor, change)) = page.changes.pop_front() else {
            self.state = self.page.take().map(|page| page.after);
            return None;
        };
        // How far related records were read their rows do not tell: a part of such a page is read again.
        if let Some(state) = &mut self.state
            && !matches!(page.stage, Stage::Related(_))
        {
            state.pass(page.stage, cursor);
        }
        Some(change)
    }

    /// Takes a step; tells whether there is another.
    fn turn(&mut self, context: &mut Context<'_>) -> Poll<Result<bool, SyncError>> {
        match &mut self.at {
            At::Ended => return Poll::Ready(Ok(false)),
            At::Beginning(begin) => {
                let reader = ready!(begin.poll_unpin(context))?;
                self.state = Some(reader.state().clone());
                self.fields_left_out = reader.visible.paths_left_out(&reader.plan.object);
                self.warnings = report::warnings(&reader);
                self.warnings.extend(unfit(&reader));
                self.at = At::Reading(reading(reader));
            }
            At::Reading(reading) => {
                let (reader, read) = ready!(reading.poll_unpin(context));
                return Poll::Ready(self.took(reader, read?));
            }
        }
        Poll::Ready(Ok(true))
    }

    fn took(&mut self, mut reader: Box<Reader>, read: Option<Read>) -> Result<bool, SyncError> {
        let missed_out = reader.missed_out.drain(..);
        self.warnings.extend(missed_out.map(|it| it.to_string()));
        if let Some(read) = read {
            self.page = Some(Page::of(read)?);
            self.at = At::Reading(reading(reader));
            return Ok(true);
        }
        self.at = At::Ended;
        match (reader.missed(), reader.state().untold) {
            (Some(error), _) => Err(error),
            (None, Some(since)) => Err(SyncError::UntoldDeletes { since }),
            (None, None) => Ok(false),
        }
    }
}

impl<T: FromAnswer> Page<T> {
    fn of(read: Read) -> Result<Self, SyncError> {
        let upserts = read.records.into_iter().map(|Record { cursor, json }| {
            let row = typed(&json)?;
            Ok((cursor, Change::Upsert(row)))
        });
        let deletes = read
            .gone
            .into_iter()
            .map(|delete| Ok((delete.place(), Change::Delete(delete.id))));
        Ok(Self {
            stage: read.stage,
            changes: upserts.chain(deletes).collect::<Result<_, SyncError>>()?,
            after: read.state,
        })
    }
}

/// That a stream does not tell which records fit no longer, where it compares no ids.
fn unfit(reader: &Reader) -> Option<String> {
    reader.plan.has_subquery().then(|| {
        "a condition asks for other records, so nothing tells which fit no longer: begin anew now and then, and take what does not come for deleted"
            .to_owned()
    })
}

fn reading(mut reader: Box<Reader>) -> Reading {
    async move {
        let read = reader.next().await;
        (reader, read)
    }
    .boxed()
}
