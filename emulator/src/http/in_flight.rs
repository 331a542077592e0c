use jiff::{SignedDuration, Timestamp};

use super::exchange::answered;
use super::guard::guarded;
use crate::org::{Keep, Org};
use crate::records::Lock;
use crate::rest::{self, Request, Response};
use crate::{Clock, RecordId};

/// Transactions that are answered and cannot be seen yet. They end with the program.
#[derive(Debug, Default)]
pub(crate) struct InFlight(Vec<Transaction>);

#[derive(Debug)]
struct Transaction {
    request: Request,
    /// The time of its stamps.
    at: Timestamp,
    /// When it can be seen.
    due: Timestamp,
    /// The ids that it has given out.
    ids: Vec<RecordId>,
    /// What nobody else writes meanwhile.
    locks: Vec<Lock>,
}

impl InFlight {
    /// Carries a request out and undoes it, to be carried out again when so many seconds have passed. Until then what it
    /// has written is locked, as no later write can be undone by it.
    pub(super) fn hold(&mut self, org: &mut Org, request: &Request, seconds: u64) -> Response {
        let at = org.clock.now();
        org.numbers.note();
        org.locks.note();
        let response = guarded(org, Keep::No, |org| answered(org, request));
        let (ids, locks) = (org.numbers.noted(), org.locks.noted());
        let later = SignedDuration::from_secs(seconds.try_into().unwrap_or(i64::MAX));
        if response.status < 400 {
            org.locks.hold(&locks);
            self.0.push(Transaction {
                request: request.clone(),
                at,
                due: at.saturating_add(later).unwrap_or(Timestamp::MAX),
                ids,
                locks,
            });
        }
        response
    }

    /// Carries out what is due by now, as if it were then. What cannot be carried out any more, as its record is
    /// deleted, is lost.
    pub(super) fn land(&mut self, org: &mut Org) {
        let now = org.clock.now();
        let held = std::mem::take(&mut self.0).into_iter();
        let (mut due, held): (Vec<_>, Vec<_>) = held.partition(|held| held.due <= now);
        self.0 = held;
        due.sort_by_key(|transaction| transaction.due);
        for transaction in due {
            transaction.land(org);
        }
    }
}

impl Transaction {
    fn land(self, org: &mut Org) {
        let then = Clock::default();
        then.set(self.at);
        let clock = std::mem::replace(&mut org.clock, then);
        let usage = std::mem::take(&mut org.usage);
        org.locks.release(&self.locks);
        org.numbers.give_again(self.ids);
        guarded(org, Keep::Yes, |org| rest::answer(org, &self.request));
        org.numbers.give_again(Vec::new());
        (org.clock, org.usage) = (clock, usage);
    }
}
