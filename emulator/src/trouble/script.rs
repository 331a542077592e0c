use fastrand::Rng;
use hyper::Method;
use serde::Serialize;

use super::entry::Entry;
use super::phase::Phase;
use super::{BadRule, Met, Rule, Trouble};
use crate::fault::Fault;
use crate::org::Org;
use crate::rest::Request;

/// The rules by which requests meet trouble.
#[derive(Debug)]
pub(crate) struct Script {
    /// What gives each rule what is random about it.
    random: Rng,
    seed: u64,
    entries: Vec<Entry>,
}

/// A rule, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RuleRecord {
    /// The rule.
    #[serde(flatten)]
    pub rule: Rule,
    /// How many requests it was about.
    pub seen: u64,
    /// How many of them met it.
    pub met: u64,
    /// Of what others do in the org: why it could not be done when its turn was last, as the record was gone or locked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// A request to the org.
pub(crate) struct Asked<'a> {
    pub(crate) number: u64,
    /// The method, as it was sent.
    pub(crate) method: &'a Method,
    /// What it stands for.
    pub(crate) request: &'a Request,
}

/// What goes wrong within the work of a request, if it writes.
pub(crate) struct Within {
    pub(crate) trouble: Trouble,
    /// What decides which records meet it.
    pub(crate) random: Rng,
    place: usize,
}

impl Script {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            random: Rng::with_seed(seed),
            seed,
            entries: Vec::new(),
        }
    }

    /// Adds rules after the others, which go first: none where one of them can never be as it says in this org.
    pub(crate) fn add(
        &mut self,
        rules: impl IntoIterator<Item = Rule>,
        org: &Org,
    ) -> Result<(), BadRule> {
        let rules: Vec<Rule> = rules.into_iter().collect();
        for rule in &rules {
            let checked = rule.check().and_then(|()| rule.trouble.check_in(org));
            checked.map_err(|bad| BadRule(format!("`{}`: {bad}", rule.trouble)))?;
        }
        for rule in rules {
            self.entries.push(Entry::new(rule, self.random.fork()));
        }
        Ok(())
    }

    pub(crate) fn records(&self) -> Vec<RuleRecord> {
        let entries = self.entries.iter();
        entries.map(|entry| entry.record.clone()).collect()
    }

    /// Forgets all rules. What is random begins anew, by this seed or the one before.
    pub(crate) fn clear(&mut self, seed: Option<u64>) {
        *self = Self::new(seed.unwrap_or(self.seed));
    }

    /// Lets others do in the org, before a request, all that it is the turn of. Gives what they did.
    pub(crate) fn before(
        &mut self,
        asked: &Asked,
        mut happen: impl FnMut(&Trouble, Rng) -> Result<Trouble, Fault>,
    ) -> Vec<Trouble> {
        let mut happened = Vec::new();
        for entry in &mut self.entries {
            if !entry.is_about(Phase::Before, asked) {
                continue;
            }
            if entry.has_turn() {
                let done = happen(&entry.record.rule.trouble, entry.draw().1);
                entry.record.met += u64::from(done.is_ok());
                entry.record.refused = done.as_ref().err().map(|fault| fault.message.clone());
                happened.extend(done);
            }
            entry.count();
        }
        happened
    }

    /// What a request meets beside the work: of the rules whose turn it is, the first of each phase. Each counts the
    /// requests that it is about.
    pub(crate) fn meet(&mut self, asked: &Asked) -> Met {
        let mut met = Met::default();
        for phase in [Phase::Entry, Phase::Delay, Phase::Delivery] {
            let comes_so_far = phase != Phase::Delivery || !met.is_silent();
            met.add(self.first(phase, asked, comes_so_far));
        }
        met
    }

    fn first(&mut self, phase: Phase, asked: &Asked, comes_so_far: bool) -> Option<Trouble> {
        let mut first = None;
        for entry in &mut self.entries {
            if !entry.is_about(phase, asked) {
                continue;
            }
            let has_turn = entry.has_turn();
            entry.count();
            if has_turn && comes_so_far && first.is_none() {
                entry.record.met += 1;
                first = Some(entry.record.rule.trouble.clone());
            }
        }
        first
    }

    /// What is to go wrong within the work, of which only the work itself shows whether it is about it.
    pub(crate) fn within(&self, asked: &Asked) -> Option<Within> {
        let mut entries = self.entries.iter().enumerate();
        let first =
            entries.find(|(_, entry)| entry.is_about(Phase::Work, asked) && entry.has_turn());
        first.map(|(place, entry)| Within {
            trouble: entry.record.rule.trouble.clone(),
            random: entry.draw().1,
            place,
        })
    }

    /// Counts a request that has written, or tried to, and what of it went wrong.
    pub(crate) fn wrote(&mut self, asked: &Asked, met: Option<&Within>) {
        for (place, entry) in self.entries.iter_mut().enumerate() {
            if entry.is_about(Phase::Work, asked) {
                entry.count();
                entry.record.met += u64::from(met.is_some_and(|met| met.place == place));
            }
        }
    }
}
