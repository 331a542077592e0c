use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::Sessions;
use super::in_flight::{InFlight, Lost};
use crate::Token;
use crate::org::Org;
use crate::rest::is_control;
use crate::trouble::{Log, RequestRecord, Script};

/// What all connections share.
#[derive(Debug)]
pub(crate) struct Site {
    org: Mutex<Org>,
    sessions: Mutex<Sessions>,
    script: Mutex<Script>,
    in_flight: Mutex<InFlight>,
    log: Mutex<Log>,
    requests: AtomicU64,
    begun: Instant,
}

impl Site {
    pub(crate) fn new(org: Org, token: Token, script: Script) -> Self {
        Self {
            org: Mutex::new(org),
            sessions: Mutex::new(Sessions::new(token)),
            script: Mutex::new(script),
            in_flight: Mutex::default(),
            log: Mutex::default(),
            requests: AtomicU64::new(0),
            begun: Instant::now(),
        }
    }

    /// The org, of which only one has hold at a time.
    pub(crate) fn org(&self) -> MutexGuard<'_, Org> {
        // Whatever panicked while it had the org, its transaction is not committed.
        held(&self.org)
    }

    /// The org when all that is due by now has become visible.
    pub(crate) fn settled(&self) -> MutexGuard<'_, Org> {
        let mut org = self.org();
        let lost = self.in_flight().land(&mut org);
        let mut log = self.log();
        for Lost { number, why } in lost {
            log.lose(number, &why);
        }
        org
    }

    /// Who may ask.
    pub(crate) fn sessions(&self) -> MutexGuard<'_, Sessions> {
        held(&self.sessions)
    }

    /// What goes wrong.
    pub(crate) fn script(&self) -> MutexGuard<'_, Script> {
        held(&self.script)
    }

    /// What the org has answered and does not show yet.
    pub(super) fn in_flight(&self) -> MutexGuard<'_, InFlight> {
        held(&self.in_flight)
    }

    /// What the org was asked.
    pub(crate) fn log(&self) -> MutexGuard<'_, Log> {
        held(&self.log)
    }

    /// Keeps what became of a request, unless it is about the emulator.
    pub(super) fn note(&self, record: RequestRecord) {
        if !is_control(&record.target) {
            self.log().add(record);
        }
    }

    /// The number of a request that has come in, from 1.
    pub(super) fn next_request(&self) -> u64 {
        self.requests.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// How long it has been there, by the computer's time.
    pub(super) fn age(&self) -> Duration {
        self.begun.elapsed()
    }

    /// How many requests there were.
    pub(crate) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
