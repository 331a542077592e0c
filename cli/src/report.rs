use std::ffi::OsString;
use std::io::Write as _;

use clap::ArgMatches;
use clap::builder::Styles;
use clap::builder::styling::AnsiColor;
use serde_json::{Map, Value};

use crate::command::ERROR_FORMAT;
use crate::entry::Entry;
use crate::failure::{Details, Failure};

/// How errors are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ErrorFormat {
    /// As sentences, for a person.
    Text,
    /// As one JSON object on one line, for a program.
    Json,
}

impl ErrorFormat {
    /// What the arguments ask for, whether or not the rest of them can be understood.
    pub(crate) fn of(arguments: &[OsString]) -> Self {
        let flag = format!("--{ERROR_FORMAT}");
        let joined = format!("{flag}=json");
        let is_json = |pair: &[OsString]| pair[0] == *flag && pair[1] == "json";
        let json =
            arguments.windows(2).any(is_json) || arguments.iter().any(|word| *word == *joined);
        if json { Self::Json } else { Self::Text }
    }

    /// What understood arguments ask for.
    pub(crate) fn of_matches(matches: &ArgMatches) -> Self {
        match matches.get_one::<String>(ERROR_FORMAT).map(String::as_str) {
            Some("json") => Self::Json,
            _ => Self::Text,
        }
    }
}

/// Tells a failure on standard error.
pub(crate) fn print(failure: &Failure, format: ErrorFormat) {
    let text = match format {
        ErrorFormat::Text => text(failure),
        ErrorFormat::Json => json(failure).to_string(),
    };
    // Where standard error is closed, the exit status still tells it.
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Tells of functions that cannot be used because this one has their name.
pub(crate) fn warn_of_namesakes(entry: &Entry) {
    if let Some(warning) = of_namesakes(entry) {
        warn(&warning);
    }
}

/// Tells on standard error what may not be as it was meant.
pub(crate) fn warn(warning: &str) {
    let style = Styles::styled()
        .get_error()
        .fg_color(Some(AnsiColor::Yellow.into()));
    let _ = writeln!(
        anstream::stderr().lock(),
        "{style}warning:{style:#} {warning}"
    );
}

fn of_namesakes(entry: &Entry) -> Option<String> {
    let Entry {
        name,
        source,
        namesakes,
        ..
    } = entry;
    let others: Vec<String> = namesakes.iter().map(|one| format!("`{one}`")).collect();
    let others = Some(others.join(", ")).filter(|others| !others.is_empty())?;
    Some(format!(
        "`{name}` is the function of `{source}`; that of {others} is left out, for it has the same name"
    ))
}

fn text(failure: &Failure) -> String {
    let styles = Styles::styled();
    let (error, hint) = (styles.get_error(), styles.get_valid());
    let mut lines = vec![format!("{error}error:{error:#} {}", failure.message)];
    match &failure.details {
        Details::Lines(details) => lines.extend(details.iter().map(|line| format!("  {line}"))),
        Details::Snippets(snippets) => {
            lines.splice(0..0, snippets.iter().map(|snippet| format!("{snippet}\n")));
        }
    }
    lines.extend(
        failure
            .hint
            .iter()
            .map(|text| format!("{hint}hint:{hint:#} {text}")),
    );
    lines.join("\n")
}

/// A failure for a program.
pub(crate) fn json(failure: &Failure) -> Value {
    let mut json = Map::new();
    let mut put = |name: &str, value: Value| json.insert(name.to_owned(), value);
    put("kind", failure.kind.into());
    put("message", failure.message.as_str().into());
    for (name, value) in &failure.facts {
        put(name, value.clone());
    }
    if let Some(hint) = &failure.hint {
        put("hint", hint.as_str().into());
    }
    Value::Object(json)
}

#[cfg(test)]
mod tests {
    use specforce_runtime::Registry;

    use super::{Entry, ErrorFormat, of_namesakes};

    #[test]
    fn a_function_that_is_left_out_is_told() {
        let taken = specforce::functions()[0];
        let mut own = taken;
        own.source = "MyOwn";
        own.endpoint = "/services/apexrest/mine";
        let registry = Registry::of([taken, own, specforce::functions()[1], taken]);
        let warnings: Vec<_> = Entry::all(registry).iter().map(of_namesakes).collect();
        let (name, source) = (taken.name, taken.source);
        let told = format!(
            "`{name}` is the function of `{source}`; that of `MyOwn` is left out, for it has the same name"
        );
        assert_eq!(warnings, [Some(told), None]);
    }

    #[test]
    fn a_sync_that_is_left_out_is_told() {
        let (first, second) = (specforce::syncs()[0], specforce::syncs()[1]);
        let mut own = first;
        own.source = "MyOwn";
        let mut like_an_action = second;
        like_an_action.name = specforce::functions()[0].name;
        let actions = Registry::of([specforce::functions()[0]]);
        let registry = actions.with_syncs([first, own, first, like_an_action]);
        let warnings: Vec<_> = Entry::all(registry).iter().map(of_namesakes).collect();
        let left_out = |name: &str, source: &str, other: &str| {
            Some(format!(
                "`{name}` is the function of `{source}`; that of `{other}` is left out, for it has the same name"
            ))
        };
        let action = specforce::functions()[0];
        let expected = [
            left_out(action.name, action.source, second.source),
            left_out(first.name, first.source, "MyOwn"),
        ];
        assert_eq!(warnings, expected);
    }

    #[test]
    fn the_format_is_known_before_the_rest_is_understood() {
        let of =
            |words: &[&str]| ErrorFormat::of(&words.iter().map(Into::into).collect::<Vec<_>>());
        assert_eq!(
            of(&["specforce", "--error-format", "json", "nonsense"]),
            ErrorFormat::Json
        );
        assert_eq!(
            of(&["specforce", "nonsense", "--error-format=json"]),
            ErrorFormat::Json
        );
        assert_eq!(
            of(&["specforce", "--error-format", "text"]),
            ErrorFormat::Text
        );
        assert_eq!(
            of(&["specforce", "json", "--error-format"]),
            ErrorFormat::Text
        );
    }
}
