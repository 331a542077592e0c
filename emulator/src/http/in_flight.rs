use std::mem;

use jiff::{SignedDuration, Timestamp};

use super::guard::guarded_unless;
use super::work::answered;
use crate::org::{Keep, Org};
use crate::records::Taken;
use crate::rest::{self, Done, Request, Response};
use crate::trouble::Asked;
use crate::{Catalog, Clock, RecordId};

/// Transactions that are answered and cannot be seen yet. They end with the program.
#[derive(Debug, Default)]
pub(crate) struct InFlight(Vec<Transaction>);

#[derive(Debug)]
struct Transaction {
    /// The number of its request.
    number: u64,
    request: Request,
    /// The time of its stamps.
    at: Timestamp,
    /// When it can be seen.
    due: Timestamp,
    /// What who asked saw of the objects.
    catalog: Catalog,
    /// The ids that it has given out.
    ids: Vec<RecordId>,
    /// What nobody else writes meanwhile.
    taken: Taken,
}

/// A transaction that was answered and has not become visible as it was.
pub(super) struct Lost {
    /// The number of its request.
    pub(super) number: u64,
    pub(super) why: String,
}

impl InFlight {
    /// Carries a request out and undoes it, to be carried out again when so many seconds have passed. Until then what it
    /// has written is locked, and what it refers to stays, as neither can be undone by it. Tells whether
    /// there is anything to wait for: not where nothing was written, or only a part of it, as the rest could be written
    /// then, nor where something was written that was read before, as something else could be read then.
    pub(super) fn hold(&mut self, org: &mut Org, asked: &Asked, seconds: u64) -> (Response, bool) {
        let at = org.clock.now();
        org.numbers.note();
        org.locks.note();
        let (mut taken, mut holds) = (Taken::new(), false);
        let response = guarded_unless(org, |org| {
            let response = answered(org, asked.request);
            taken = org.locks.noted();
            holds =
                response.done() == Done::All && !taken.is_empty() && !org.locks.relies_on_read();
            (Keep::unless(holds), response)
        });
        let ids = org.numbers.noted();
        // It is there still where the work has panicked.
        drop(org.locks.noted());
        if !holds || response.status >= 400 {
            return (response, false);
        }
        org.locks.hold(&taken);
        let later = SignedDuration::from_secs(seconds.try_into().unwrap_or(i64::MAX));
        self.0.push(Transaction {
            number: asked.number,
            request: asked.request.clone(),
            at,
            due: at.saturating_add(later).unwrap_or(Timestamp::MAX),
            catalog: org.catalog.clone(),
            ids,
            taken,
        });
        (response, true)
    }

    /// Carries out what is due by now, as if it were then. Gives what cannot be carried out any more, for which an
    /// object must be another one than it was.
    pub(super) fn land(&mut self, org: &mut Org) -> Vec<Lost> {
        let now = org.clock.now();
        let held = mem::take(&mut self.0).into_iter();
        let (mut due, held): (Vec<_>, Vec<_>) = held.partition(|held| held.due <= now);
        self.0 = held;
        due.sort_by_key(|transaction| transaction.due);
        let landed = due.into_iter().map(|transaction| transaction.land(org));
        landed.filter_map(Result::err).collect()
    }
}

impl Transaction {
    fn land(mut self, org: &mut Org) -> Result<(), Lost> {
        let then = Clock::default();
        then.set(self.at);
        let clock = mem::replace(&mut org.clock, then);
        let usage = mem::take(&mut org.usage);
        mem::swap(&mut org.catalog, &mut self.catalog);
        org.locks.release(&self.taken);
        let ids = mem::take(&mut self.ids);
        org.numbers.give_again(ids);
        let landed = self.repeated(org);
        org.numbers.give_again(Vec::new());
        org.catalog = self.catalog;
        (org.clock, org.usage) = (clock, usage);
        landed
    }

    /// Does what was done then: just that, or nothing.
    fn repeated(&self, org: &mut Org) -> Result<(), Lost> {
        org.locks.note();
        let mut is_same = false;
        let response = guarded_unless(org, |org| {
            let response = rest::answer(org, &self.request);
            is_same = org.locks.noted() == self.taken;
            (Keep::unless(!is_same), response)
        });
        if is_same && response.status < 400 {
            return Ok(());
        }
        let why = if response.status < 400 {
            "it would write something else now".to_owned()
        } else {
            String::from_utf8_lossy(&response.body).into_owned()
        };
        Err(Lost {
            number: self.number,
            why,
        })
    }
}
