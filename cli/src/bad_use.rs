//! What clap finds wrong with the arguments, as a failure.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::call;
use crate::failure::Failure;

/// What is wrong with these arguments.
pub(crate) fn failure(error: clap::Error, arguments: &[OsString]) -> Failure {
    let file = lone_file(arguments).filter(|file| is_about(&error, file));
    let failure = Failure::from(error);
    match file {
        Some(file) => failure.hint(format!("a file stands behind `=`: --emulator={file}")),
        None => failure,
    }
}

/// What stands behind `--emulator` and looks like a file. The flag takes none but with `=`, for a command may follow.
fn lone_file(arguments: &[OsString]) -> Option<&str> {
    let mut pairs = arguments.windows(2);
    let pair = pairs.find(|pair| pair[0] == "--emulator")?;
    let file = pair[1].to_str()?;
    file.contains(['.', '/', '\\']).then_some(file)
}

fn is_about(error: &clap::Error, argument: &str) -> bool {
    let mut told = error.context().map(|(_, value)| value);
    told.any(|value| matches!(value, ContextValue::String(text) if text == argument))
}

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
