//! What clap finds wrong with the arguments, as a failure.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::call;
use crate::failure::Failure;

impl From<clap::Error> for Failure {
    fn from(error: clap::Error) -> Self {
        let rendered = error.render().to_string();
        let mut paragraphs = rendered.trim().split("\n\n");
        let message = paragraphs.next().unwrap_or_default();
        let usage = paragraphs.find_map(|text| text.strip_prefix("Usage: "));
        let command = usage.map(command_in);
        let near = nearest(&error).map(|name| format!("did you mean `{name}`?"));
        let explained = command
            .as_ref()
            .map(|command| format!("`{command} --help` explains it"));
        let (message, advice) = match unknown_function(&error, command.as_deref()) {
            Some(name) => (
                format!("there is no function `{name}`"),
                vec![near.or_else(|| Some("`list` shows every function".to_owned()))],
            ),
            None => (
                message
                    .strip_prefix("error: ")
                    .unwrap_or(message)
                    .to_owned(),
                vec![near, explained],
            ),
        };
        let advice: Vec<_> = advice.into_iter().flatten().collect();
        let failure = Self::usage(message);
        if advice.is_empty() {
            failure
        } else {
            failure.hint(advice.join(" "))
        }
    }
}

/// The name that stands where a function's should: clap takes some for a command, some for a value.
fn unknown_function<'a>(error: &'a clap::Error, command: Option<&str>) -> Option<&'a str> {
    let text = |kind| match error.get(kind)? {
        ContextValue::String(text) => Some(text.as_str()),
        _ => None,
    };
    let is_call = || command.is_some_and(|command| command.ends_with(&format!(" {}", call::NAME)));
    match error.kind() {
        ErrorKind::InvalidSubcommand if is_call() => text(ContextKind::InvalidSubcommand),
        ErrorKind::InvalidValue if text(ContextKind::InvalidArg)?.contains("FUNCTION") => {
            text(ContextKind::InvalidValue)
        }
        _ => None,
    }
}

/// What was probably meant by a name that is not known.
fn nearest(error: &clap::Error) -> Option<&str> {
    let suggested = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    suggested
        .into_iter()
        .find_map(|kind| match error.get(kind)? {
            ContextValue::String(name) => Some(name.as_str()),
            // From the farthest to the nearest.
            ContextValue::Strings(names) => names.last().map(String::as_str),
            _ => None,
        })
}

/// The command that a line of usage is about, such as `specforce show` in `specforce show [OPTIONS] <FUNCTION>`.
fn command_in(usage: &str) -> String {
    let names = usage
        .split_whitespace()
        .take_while(|word| word.starts_with(|c: char| c.is_alphanumeric()));
    names.collect::<Vec<_>>().join(" ")
}
