use fastrand::Rng;

use super::phase::Phase;
use super::{Asked, Rule, RuleRecord};

/// A rule of a script.
///
/// What is random about it is its own: what its n-th request meets depends on neither the other rules nor on what they
/// are about.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) record: RuleRecord,
    random: Rng,
}

impl Entry {
    pub(super) fn new(rule: Rule, random: Rng) -> Self {
        Self {
            record: RuleRecord {
                rule,
                seen: 0,
                met: 0,
                refused: None,
            },
            random,
        }
    }

    pub(super) fn is_about(&self, phase: Phase, asked: &Asked) -> bool {
        let rule = &self.record.rule;
        rule.trouble.phase() == phase && rule.fits(asked)
    }

    /// Whether the next request that it is about is to meet it.
    pub(super) fn has_turn(&self) -> bool {
        let RuleRecord {
            rule, seen, met, ..
        } = &self.record;
        let is_left = rule.most().is_none_or(|most| *met < most);
        let chance = self.draw().0;
        is_left && *seen >= rule.after && rule.rate.is_none_or(|rate| chance < rate)
    }

    /// What is random about the next request: the chance that it meets it, and what else is to be decided.
    pub(super) fn draw(&self) -> (f64, Rng) {
        let mut random = self.random.clone().fork();
        (random.f64(), random)
    }

    /// Counts a request that it is about.
    pub(super) fn count(&mut self) {
        self.record.seen += 1;
        let _ = self.random.fork();
    }
}
