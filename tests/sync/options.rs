//! How a test runs a sync.

use std::sync::Arc;
use std::time::Duration;

use specforce::runtime::sync::{Options, Report, Stop};

/// Options by which a change is read at once.
pub(crate) fn at_once() -> Options {
    Options {
        settle: Duration::ZERO,
        ..Options::default()
    }
}

/// Options by which a run ends after the first page of which this holds.
pub(crate) fn until(is_last: fn(&Report) -> bool) -> Options {
    let stop = Stop::default();
    let raised = stop.clone();
    Options {
        stop,
        progress: Arc::new(move |progress| {
            if is_last(progress.report) {
                raised.stop();
            }
        }),
        ..Options::default()
    }
}

/// Options by which everything is read anew.
pub(crate) fn full() -> Options {
    Options {
        full: true,
        ..Options::default()
    }
}

/// Options by which all ids are compared.
pub(crate) fn reconcile() -> Options {
    Options {
        reconcile: true,
        ..Options::default()
    }
}
