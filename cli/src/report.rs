use std::ffi::OsString;
use std::io::Write as _;

use clap::builder::Styles;
use serde_json::{Map, Value};

use crate::command::ERROR_FORMAT;
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

fn json(failure: &Failure) -> Value {
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
    use super::ErrorFormat;

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
