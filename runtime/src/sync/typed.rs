use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;

use super::calls::Calls;
use super::changes::{Beginning, Changes};
use super::function::{SyncFunction, checked};
use super::reader::Reader;
use super::{Budget, SETTLE, State};
use crate::Client;

/// A sync that is to be read by your own program. Generated functions give it.
#[derive(Debug, Clone)]
#[must_use = "a sync reads nothing before its changes are asked for"]
pub struct Sync<I> {
    client: Client,
    input: I,
    settle: Duration,
}

impl<I: SyncFunction> Sync<I> {
    /// A sync of the org that `client` calls.
    pub fn new(client: &Client, input: I) -> Self {
        Self {
            client: client.clone(),
            input,
            settle: SETTLE,
        }
    }

    /// Reads with this input.
    pub fn input(mut self, input: I) -> Self {
        self.input = input;
        self
    }

    /// How long a change must have been made before it is read: five minutes unless told. Salesforce shows a change only
    /// when its transaction ends, but stamps it when it was made, so that with less a change may be passed by for ever.
    pub fn settle(mut self, settle: Duration) -> Self {
        self.settle = settle;
        self
    }

    /// Reads what has changed since the state that an earlier run left, oldest first; everything without one.
    ///
    /// Keep [`Changes::state`] with what you make of the changes, in one transaction if you can.
    ///
    /// Of an object without a list of deletes, such as `Knowledge__kav`, nothing tells what has left the recycle bin before
    /// it was read: begin anew now and then, and take what does not come for deleted.
    ///
    /// # Errors
    /// Each item may be a [`SyncError`](super::SyncError), which ends the stream: a call that failed, a field that the user
    /// may not see, or a state of another org or other records. Last, and in every run from then on, may come that not all
    /// was told: [`UntoldDeletes`](super::SyncError::UntoldDeletes), such as after 15 days without a run, or
    /// [`Incomplete`](super::SyncError::Incomplete). Then begin anew without a state, and take what does not come for deleted.
    pub fn changes(self, state: Option<State>) -> Changes<I::Model>
    where
        I::Model: 'static,
    {
        Changes::new(begin(self.client, &self.input, self.settle, state))
    }
}

fn begin<I: SyncFunction>(
    client: Client,
    input: &I,
    settle: Duration,
    state: Option<State>,
) -> Beginning {
    let plan = checked(input);
    async move {
        let calls = Calls::new(client, Arc::new(Budget::default()));
        let mut reader = Box::new(Reader::new(plan?, calls, settle).await?);
        let state = state.unwrap_or_else(|| reader.state().clone());
        reader.resume(state)?;
        Ok(reader)
    }
    .boxed()
}
