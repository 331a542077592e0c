use fastrand::Rng;
use hyper::Method;
use serde::Serialize;

use super::{BadRule, Rule, Trouble};

/// The rules by which requests meet trouble.
#[derive(Debug)]
pub(crate) struct Script {
    seed: u64,
    random: Rng,
    records: Vec<RuleRecord>,
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
}

impl Script {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            random: Rng::with_seed(seed),
            records: Vec::new(),
        }
    }

    /// Adds a rule after the others, which go first. Nothing is added that can never be as it says.
    pub(crate) fn add(&mut self, rule: Rule) -> Result<(), BadRule> {
        rule.check()?;
        self.records.push(RuleRecord::new(rule));
        Ok(())
    }

    pub(crate) fn records(&self) -> &[RuleRecord] {
        &self.records
    }

    /// Forgets all rules. What is random begins anew.
    pub(crate) fn clear(&mut self) {
        *self = Self::new(self.seed);
    }

    /// What a request meets: of the rules whose turn it is, the first. Each counts the requests that it is about.
    pub(crate) fn meet(&mut self, method: &Method, target: &str) -> Option<Trouble> {
        let mut met = None;
        for record in &mut self.records {
            if !record.rule.fits(method, target) {
                continue;
            }
            record.seen += 1;
            if met.is_none() && record.has_turn(&mut self.random) {
                record.met += 1;
                met = Some(record.rule.trouble.clone());
            }
        }
        met
    }
}

impl RuleRecord {
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
