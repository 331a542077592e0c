use std::time::Duration;

use super::phase::Phase;
use super::{Trouble, When};

/// What a request meets: at each place on its way one trouble at most, but all that others do before it.
#[derive(Debug, Default)]
pub(crate) struct Met(Vec<Trouble>);

impl Met {
    pub(crate) fn add(&mut self, trouble: impl IntoIterator<Item = Trouble>) {
        self.0.extend(trouble);
    }

    /// What answers in place of the org, or sees to it that nothing does.
    pub(crate) fn entry(&self) -> Option<&Trouble> {
        self.at(Phase::Entry)
    }

    /// What becomes of the answer on its way.
    pub(crate) fn delivery(&self) -> Option<&Trouble> {
        let entry = self.entry().filter(|entry| entry.is_silent());
        entry.or_else(|| self.at(Phase::Delivery))
    }

    /// How much later than done the answer is sent.
    pub(crate) fn delay(&self) -> Option<Duration> {
        self.at(Phase::Delay).and_then(Trouble::delay)
    }

    /// Whether the org is not even asked.
    pub(crate) fn is_kept_out(&self) -> bool {
        self.entry().is_some_and(Trouble::keeps_out)
    }

    /// Whether there will be nothing to be sent.
    pub(super) fn is_silent(&self) -> bool {
        self.entry().is_some_and(Trouble::is_silent)
    }

    /// Takes the answer for one that is not compressed, of which no data can break off.
    pub(crate) fn take_as_plain(&mut self) {
        for trouble in &mut self.0 {
            if *trouble == (Trouble::TruncatedGzip {}) {
                *trouble = Trouble::TruncatedBody {};
            }
        }
    }

    /// All of it, in the order in which it happens.
    pub(crate) fn all(mut self) -> Vec<Trouble> {
        self.0.sort_by_key(Trouble::phase);
        self.0
    }

    fn at(&self, phase: Phase) -> Option<&Trouble> {
        self.0.iter().find(|trouble| trouble.phase() == phase)
    }
}

impl Trouble {
    fn is_silent(&self) -> bool {
        matches!(self, Self::Reset { when: When::Before })
    }
}
