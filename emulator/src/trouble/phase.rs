use std::time::Duration;

use super::{Trouble, When};

/// Where on the way of a request something goes wrong. What happens at different places happens together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// In the org, where others do something before it is asked.
    Before,
    /// Something else answers in place of the org, or nothing does.
    Entry,
    /// Within the work.
    Work,
    /// Before the answer is sent.
    Delay,
    /// While it is sent.
    Delivery,
}

impl Trouble {
    pub(super) fn phase(&self) -> Phase {
        match self {
            Self::HardDelete { .. }
            | Self::Merge { .. }
            | Self::EmptyRecycleBin {}
            | Self::PurgedDeleteLog {}
            | Self::HiddenField { .. }
            | Self::ExpiredLocators {} => Phase::Before,
            Self::LockedRows { .. } | Self::InFlight { .. } => Phase::Work,
            Self::Slow { .. } => Phase::Delay,
            Self::Reset { when } if *when != When::Before => Phase::Delivery,
            Self::StalledBody {} | Self::TruncatedBody {} | Self::TruncatedGzip {} => {
                Phase::Delivery
            }
            _ => Phase::Entry,
        }
    }

    /// Whether only who writes can meet it.
    pub(super) fn is_within(&self) -> bool {
        self.phase() == Phase::Work
    }

    /// Whether the org does nothing for who meets it at the entry.
    pub(super) fn keeps_out(&self) -> bool {
        !matches!(self, Self::Status { done: true, .. })
    }

    /// How much later than done the answer is sent.
    pub(super) fn delay(&self) -> Option<Duration> {
        match self {
            Self::Slow { seconds } => {
                let delay = Duration::try_from_secs_f64(*seconds);
                Some(delay.unwrap_or(Duration::MAX))
            }
            _ => None,
        }
    }
}
