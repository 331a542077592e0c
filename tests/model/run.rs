//! Runs of syncs in this process.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use fastrand::Rng;
use serde_json::json;
use specforce::runtime::sync::{Budget, Options, Report, Stop, SyncError};

use crate::client::client;
use crate::copy::Copy;
use crate::fold::{Pipe, entry};
use crate::org::Org;
use crate::traffic::Traffic;

/// How long an answer may take before it is asked for again, when answers stall.
const PATIENCE: Duration = Duration::from_millis(500);

/// How a run ends, if not by itself.
#[derive(Debug, Clone, Copy)]
pub(crate) enum End {
    Itself,
    /// After so many requests.
    Budget(u64),
    /// After so many pages.
    Stop(usize),
    /// It is dropped after so many steps.
    Drop(usize),
}

impl End {
    pub(crate) fn random(random: &mut Rng) -> Self {
        match random.u8(..8) {
            0 | 1 => Self::Budget(random.u64(1..20)),
            2 => Self::Stop(random.usize(1..5)),
            3 => Self::Drop(random.usize(1..120)),
            _ => Self::Itself,
        }
    }
}

/// A run to be.
pub(crate) struct Run<'a> {
    pub(crate) sync: &'static str,
    pub(crate) copy: &'a mut Copy,
    pub(crate) end: End,
    pub(crate) full: bool,
    pub(crate) reconcile: bool,
}

/// What came of it, where it was not dropped.
pub(crate) type Ran = Option<(Option<Report>, Result<(), SyncError>)>;

impl Run<'_> {
    /// Carries it out, while traffic comes between any two of its requests.
    pub(crate) fn while_traffic(self, traffic: &Arc<Mutex<Traffic>>, random: &mut Rng) -> Ran {
        traffic.lock().unwrap().begin_beside();
        let org = traffic.lock().unwrap().org.clone();
        let traffic = traffic.clone();
        self.carry_out(&org, PATIENCE, random, move || {
            traffic.lock().unwrap().between_requests();
        })
    }

    /// Carries it out, while nothing else happens.
    pub(crate) fn alone(self, org: &Org, random: &mut Rng) -> Ran {
        self.carry_out(org, Duration::from_secs(60), random, || {})
    }

    fn carry_out(
        self,
        org: &Org,
        patience: Duration,
        random: &mut Rng,
        on_request: impl Fn() + Send + Sync + 'static,
    ) -> Ran {
        // A runtime that is dropped waits for what a writer is doing still.
        let runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = { runtime }.enable_all().build().unwrap();
        let out = Pipe::default();
        let client = client(&org.emulator, patience, on_request);
        let destination = self.copy.open(out.clone());
        let options = self.options();
        let entry = entry(|entry| entry.name == self.sync);
        let input = json!({});
        let run = entry.run(&client, &input, &destination, &options);
        let ran = runtime.block_on(at_most(self.steps(), run));
        drop(runtime);
        self.copy.take(&out.bytes(), random);
        ran
    }

    fn steps(&self) -> usize {
        match self.end {
            End::Drop(steps) => steps,
            _ => usize::MAX,
        }
    }

    fn options(&self) -> Options {
        let stop = Stop::default();
        let (pages, stopped) = (Mutex::new(0), stop.clone());
        let end = self.end;
        Options {
            full: self.full,
            reconcile: self.reconcile,
            stop,
            budget: Arc::new(match end {
                End::Budget(requests) => Budget::of(requests),
                _ => Budget::default(),
            }),
            progress: Arc::new(move |_| {
                *pages.lock().unwrap() += 1;
                if matches!(end, End::Stop(most) if *pages.lock().unwrap() >= most) {
                    stopped.stop();
                }
            }),
            ..Options::default()
        }
    }
}

/// Polls a future so often and no more.
async fn at_most<F: Future>(polls: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = polls;
    poll_fn(move |context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}
