use fastrand::Rng;
use hyper::Method;
use serde::Serialize;

use super::{Rule, Trouble};

/// The rules by which requests meet trouble.
#[derive(Debug)]
pub(crate) struct Script {
    seed: u64,
    random: Rng,
    entries: Vec<Entry>,
}

/// A rule, and what became of it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    #[serde(flatten)]
    rule: Rule,
    /// How many requests it was about.
    seen: u64,
    /// How many of them met it.
    met: u64,
}

impl Script {
    pub(crate) fn new(seed: u64, rules: &[Rule]) -> Self {
        Self {
            seed,
            random: Rng::with_seed(seed),
            entries: rules.iter().cloned().map(Entry::new).collect(),
        }
    }

    /// Adds a rule after the others, which go first.
    pub(crate) fn add(&mut self, rule: Rule) {
        self.entries.push(Entry::new(rule));
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Forgets all rules. What is random begins anew.
    pub(crate) fn clear(&mut self) {
        *self = Self::new(self.seed, &[]);
    }

    /// What a request meets: of the rules whose turn it is, the first. Each counts the requests that it is about.
    pub(crate) fn meet(&mut self, method: &Method, target: &str) -> Option<Trouble> {
        let mut met = None;
        for entry in &mut self.entries {
            if !entry.rule.fits(method, target) {
                continue;
            }
            entry.seen += 1;
            if met.is_none() && entry.has_turn(&mut self.random) {
                entry.met += 1;
                met = Some(entry.rule.trouble.clone());
            }
        }
        met
    }
}

impl Entry {
    fn new(rule: Rule) -> Self {
        Self {
            rule,
            seen: 0,
            met: 0,
        }
    }

    fn has_turn(&self, random: &mut Rng) -> bool {
        let is_left = self.rule.most().is_none_or(|most| self.met < most);
        is_left
            && self.seen > self.rule.after
            && self.rule.rate.is_none_or(|rate| random.f64() < rate)
    }
}
