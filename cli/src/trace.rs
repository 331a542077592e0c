use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::io::Write as _;

use clap::ArgMatches;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::{LookupSpan, Scope};

use crate::command::VERBOSE;

/// Where the events of interest come from. Others could hold what must not be seen, such as headers.
const RUNTIME: &str = "specforce_runtime";

/// Shows requests on standard error where `-v` asks for it.
pub(crate) fn start(matches: &ArgMatches) {
    let verbosity = matches.get_count(VERBOSE);
    if verbosity == 0 {
        return;
    }
    let level = if verbosity == 1 {
        LevelFilter::DEBUG
    } else {
        LevelFilter::TRACE
    };
    let lines =
        Lines { all: verbosity > 1 }.with_filter(Targets::new().with_target(RUNTIME, level));
    // A subscriber that is there already, in a program around this one, sees the same events.
    let _ = tracing::subscriber::set_global_default(tracing_subscriber::registry().with(lines));
}

/// Writes one line for each answer and each wait.
struct Lines {
    /// Whether a line ends with everything else that is known.
    all: bool,
}

/// What a span or an event holds, by name.
#[derive(Default)]
struct Fields(BTreeMap<&'static str, String>);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Lines {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        for span in context
            .event_scope(event)
            .into_iter()
            .flat_map(Scope::from_root)
        {
            if let Some(outer) = span.extensions().get::<Fields>() {
                fields.0.extend(outer.0.clone());
            }
        }
        event.record(&mut fields);
        // Standard error can be closed; that is no reason to stop.
        let _ = writeln!(anstream::stderr().lock(), "{}", fields.line(self.all));
    }
}

impl Fields {
    /// Such as `GET /services/data: 200 in 132 ms`.
    fn line(mut self, all: bool) -> String {
        let mut take = |name| self.0.remove(name);
        let (method, path) = (
            take("method").unwrap_or_default(),
            take("path").unwrap_or_default(),
        );
        let message = take("message").unwrap_or_default();
        let told = match (take("status"), take("elapsed_ms"), take("delay_ms")) {
            (Some(status), Some(elapsed), _) => format!("{status} in {elapsed} ms"),
            (None, Some(elapsed), _) => format!("{message} after {elapsed} ms"),
            (_, None, Some(delay)) => format!("{message} in {delay} ms"),
            (_, None, None) => message,
        };
        let mut line = format!("{method} {path}: {told}");
        if let Some(reason) = take("reason") {
            let _ = write!(line, " ({reason})");
        }
        for (name, value) in self.0.iter().filter(|_| all) {
            let _ = write!(line, " {name}={value}");
        }
        line
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

#[cfg(test)]
mod tests {
    use super::Fields;

    fn line(fields: &[(&'static str, &str)], all: bool) -> String {
        let request = [
            ("method", "GET"),
            ("path", "/services/data"),
            ("function", "get"),
        ];
        let fields = request
            .iter()
            .chain(fields)
            .map(|(name, value)| (*name, (*value).to_owned()));
        Fields(fields.collect()).line(all)
    }

    #[test]
    fn a_line_reads_like_a_sentence() {
        let answered = [
            ("message", "answered"),
            ("status", "200"),
            ("elapsed_ms", "12"),
            ("attempt", "1"),
        ];
        assert_eq!(line(&answered, false), "GET /services/data: 200 in 12 ms");
        assert_eq!(
            line(&answered, true),
            "GET /services/data: 200 in 12 ms attempt=1 function=get"
        );
        let lost = [("message", "no answer"), ("elapsed_ms", "9000")];
        assert_eq!(
            line(&lost, false),
            "GET /services/data: no answer after 9000 ms"
        );
        let again = [
            ("message", "trying again"),
            ("delay_ms", "40"),
            ("reason", "transport"),
        ];
        assert_eq!(
            line(&again, false),
            "GET /services/data: trying again in 40 ms (transport)"
        );
    }
}
