//! What clap finds wrong with the arguments, as a failure.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use specforce_runtime::Registry;

use crate::call;
use crate::failure::Failure;

/// What is wrong with these arguments.
pub(crate) fn failure(error: clap::Error, arguments: &[OsString], registry: Registry) -> Failure {
    let file = lone_file(arguments).filter(|file| is_about(&error, file));
    let file = file.map(|file| format!("a file stands behind `=`: --emulator={file}"));
    let hint = file
        .or_else(|| of_the_other_kind(&error, registry))
        .or_else(|| without_a_sync(&error));
    let failure = Failure::from(error);
    match hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// What a name is to be of.
#[derive(Clone, Copy)]
enum Kind {
    Function,
    Sync,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Function => "function",
            Self::Sync => "sync",
        }
    }
}

/// A sync that is called, or an action that is to be run.
fn of_the_other_kind(error: &clap::Error, registry: Registry) -> Option<String> {
    match unknown(error, command_of(error).as_deref())? {
        (Kind::Function, name) => {
            registry.find_sync(name)?;
            Some(format!("it is a sync: `sync {name} --to DESTINATION`"))
        }
        (Kind::Sync, name) => {
            registry.find(name)?;
            Some(format!("it is an action: `call {name}`"))
        }
    }
}

fn without_a_sync(error: &clap::Error) -> Option<String> {
    let lacks = error.kind() == ErrorKind::MissingRequiredArgument;
    let lacks = lacks && error.to_string().contains("SYNC");
    lacks.then(|| "name syncs, as `list` shows them, or say `--all`".to_owned())
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<&str> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text),
        _ => None,
    }
}

/// The command that the usage is about, if it is told.
fn command_of(error: &clap::Error) -> Option<String> {
    let usage = error.render().to_string();
    let usage = usage
        .split("\n\n")
        .find_map(|text| text.trim().strip_prefix("Usage: "));
    usage.map(command_in)
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
        let (message, advice) = match unknown(&error, command.as_deref()) {
            Some((kind, name)) => (
                format!("there is no {} `{name}`", kind.word()),
                vec![near.or_else(|| Some(format!("`list` shows every {}", kind.word())))],
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

/// The name that stands where that of a function or a sync should: clap takes some for a command, some for a value.
fn unknown<'a>(error: &'a clap::Error, command: Option<&str>) -> Option<(Kind, &'a str)> {
    let is_call = || command.is_some_and(|command| command.ends_with(&format!(" {}", call::NAME)));
    if error.kind() == ErrorKind::InvalidSubcommand && is_call() {
        return Some((Kind::Function, text(error, ContextKind::InvalidSubcommand)?));
    }
    let kind = match text(error, ContextKind::InvalidArg)? {
        argument if argument.contains("FUNCTION") => Kind::Function,
        argument if argument.contains("[SYNC]") => Kind::Sync,
        _ => return None,
    };
    let is_value = error.kind() == ErrorKind::InvalidValue;
    is_value.then_some((kind, text(error, ContextKind::InvalidValue)?))
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
