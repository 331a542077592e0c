//! When the real program is killed.

use std::time::Duration;

use fastrand::Rng;

/// How many requests a program may send before it dies: some die before their first page, and few live to the end.
const REQUESTS: usize = 30;

/// In so long a program is done with a page.
const PAGE: Duration = Duration::from_millis(20);

/// The moment at which a program is killed, if it still runs then.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Death {
    Never,
    /// After so many bytes from the org.
    Received(usize),
    /// In place of this request's answer, when it may be writing what it had before.
    Asked(usize),
    /// So long after it has sent this request: while it reads, decodes or writes.
    Later(usize, Duration),
    /// After so many bytes on its standard output.
    Said(usize),
}

impl Death {
    /// `received` is how many bytes a program may get.
    pub(crate) fn random(random: &mut Rng, received: usize) -> Self {
        match random.u8(..8) {
            0 | 1 => Self::Never,
            // Most of what comes first describes objects.
            2 | 3 => Self::Received(random.usize(..received).max(random.usize(..received))),
            4 => Self::Asked(random.usize(1..REQUESTS)),
            5 | 6 => Self::Later(random.usize(1..REQUESTS), PAGE.mul_f64(random.f64())),
            _ => Self::Said(random.usize(..received / 4)),
        }
    }
}
