use std::fmt::Write;

use indicatif::{MultiProgress, ProgressBar, ProgressState, ProgressStyle};
use specforce_runtime::sync::Progress;

/// A line for each sync, on a terminal; elsewhere nothing is shown.
pub(super) struct Bars(MultiProgress);

/// The line of one sync.
pub(super) struct Bar(ProgressBar);

impl Bars {
    pub(super) fn new() -> Self {
        Self(MultiProgress::new())
    }

    pub(super) fn add(&self, sync: &'static str) -> Bar {
        let bar = self.0.add(ProgressBar::no_length());
        let speed = |state: &ProgressState, to: &mut dyn Write| {
            // What cannot be written is not shown.
            let _ = write!(to, "{:.0}/s", state.per_sec());
        };
        let style = ProgressStyle::with_template("{prefix} {bar:20} {pos} rows, {speed}{msg}");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style.with_key("speed", speed));
        bar.set_prefix(sync);
        Bar(bar)
    }
}

impl Bar {
    /// Shows how many rows there were, how fast they come, and how much of its requests the org has used.
    pub(super) fn show(&self, progress: &Progress<'_>) {
        let report = progress.report;
        let rows = report.upserted + report.unchanged + report.deleted;
        self.0.set_length(progress.expected.max(rows));
        self.0.set_position(rows);
        let usage = progress.usage.as_ref().and_then(|usage| usage.api);
        if let Some(usage) = usage {
            let used = format!(", {} of {} requests used", usage.used, usage.limit);
            self.0.set_message(used);
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
