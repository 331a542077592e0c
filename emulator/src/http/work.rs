use fastrand::Rng;

use super::guard::guarded;
use super::in_flight::InFlight;
use super::{Site, admission};
use crate::control;
use crate::fault::Fault;
use crate::org::Org;
use crate::rest::{self, Done, Request, Response};
use crate::trouble::{Asked, Met, Script, Trouble, Within, daily_limit};

/// What became of a request.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) response: Response,
    /// After an API call: how many are used, of how many.
    pub(super) usage: Option<(u64, u64)>,
    /// Whether the org has done what was asked for.
    pub(super) done: bool,
}

/// What a request meets that is let in, and what becomes of it. What is below `/emulator` meets nothing.
pub(super) fn carried_out(site: &Site, asked: &Asked) -> (Met, Outcome) {
    let mut org = site.settled();
    if rest::is_control(&asked.request.target) {
        let response = guarded(&mut org, |org| control::answer(site, org, asked.request));
        return (Met::default(), Outcome::undone(response));
    }
    let mut script = site.script();
    let before = script.before(asked, |trouble, random| {
        by_others(&mut org, trouble, random)
    });
    let mut met = script.meet(asked);
    met.add(before);
    let outcome = if met.is_kept_out() {
        Outcome::default()
    } else {
        let mut in_flight = site.in_flight();
        worked(&mut org, &mut in_flight, &mut script, asked, &mut met)
    };
    let outcome = match met.entry() {
        Some(entry) => Outcome {
            done: outcome.done,
            ..instead(site, &org, asked.request, entry)
        },
        None => outcome,
    };
    (met, outcome)
}

/// What others do in the org.
fn by_others(org: &mut Org, trouble: &Trouble, random: Rng) -> Result<Trouble, Fault> {
    let failed = || Err(Fault::unexpected("the emulator failed"));
    let mut happened = failed();
    let response = guarded(org, |org| {
        happened = control::happen(org, trouble, random);
        let fault = happened.as_ref().err().cloned();
        fault.map_or_else(Response::no_content, Response::from)
    });
    if response.status < 500 {
        happened
    } else {
        failed()
    }
}

/// What is answered in place of the org.
fn instead(site: &Site, org: &Org, request: &Request, entry: &Trouble) -> Outcome {
    let (used, limit) = (org.usage.used(org.clock.now()), org.usage.limit);
    let response = match entry {
        Trouble::ExpiredSession {} => admission::expire(request, &mut site.sessions()),
        _ => entry.instead(&request.target).unwrap_or_default(),
    };
    let usage = match entry {
        Trouble::DailyLimit {} => Some((limit, limit)),
        Trouble::ConcurrentLimit {} => Some((used, limit)),
        _ => None,
    };
    Outcome {
        usage,
        ..Outcome::undone(response)
    }
}

fn worked(
    org: &mut Org,
    in_flight: &mut InFlight,
    script: &mut Script,
    asked: &Asked,
    met: &mut Met,
) -> Outcome {
    if !asked.request.is_call() {
        return Outcome::of(guarded(org, |org| answered(org, asked.request)), None);
    }
    let now = org.clock.now();
    let response = if org.usage.is_exhausted(now) {
        daily_limit()
    } else {
        org.usage.count(now);
        troubled(org, in_flight, script, asked, met)
    };
    Outcome::of(response, Some((org.usage.used(now), org.usage.limit)))
}

/// Does the work with what goes wrong within it, which only who writes can meet.
fn troubled(
    org: &mut Org,
    in_flight: &mut InFlight,
    script: &mut Script,
    asked: &Asked,
    met: &mut Met,
) -> Response {
    org.locks.begin();
    let within = script.within(asked);
    let (response, is_met) = match &within {
        Some(Within {
            trouble: Trouble::InFlight { seconds },
            ..
        }) => in_flight.hold(org, asked, *seconds),
        other => {
            if let Some(Within {
                trouble: Trouble::LockedRows { share },
                random,
                ..
            }) = other
            {
                org.locks.set(*share, random.clone());
            }
            let response = guarded(org, |org| answered(org, asked.request));
            (response, org.locks.unset())
        }
    };
    let within = within.filter(|_| is_met);
    if org.locks.were_tried() {
        script.wrote(asked, within.as_ref());
    }
    met.add(within.map(|within| within.trouble));
    response
}

pub(super) fn answered(org: &mut Org, request: &Request) -> Response {
    org.age()
        .map_or_else(Response::from, |()| rest::answer(org, request))
}

impl Outcome {
    /// For a request for which the org has done nothing.
    pub(super) fn undone(response: Response) -> Self {
        Self {
            response,
            ..Self::default()
        }
    }

    /// What the org has answered.
    fn of(response: Response, usage: Option<(u64, u64)>) -> Self {
        Self {
            done: response.done() != Done::Nothing,
            response,
            usage,
        }
    }
}
