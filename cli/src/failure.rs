use std::io;

use serde_json::Value;
use specforce_runtime::error::InvalidInput;
use specforce_runtime::error::TransportKind;
use specforce_runtime::sync::{DestinationError, SyncError};
use specforce_runtime::{Error, Function, Violation};

use crate::flag;

/// The exit status of a program that did not do what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Refused = 1,
    BadUse = 2,
    NotAuthenticated = 3,
    Unreachable = 4,
    LimitReached = 5,
}

/// Why the program did not do what it was asked, for a person and for a program.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The exit status.
    pub(crate) status: Status,
    /// What happened, without a final stop.
    pub(crate) message: String,
    /// Each single thing that is wrong.
    pub(crate) details: Details,
    /// What a person can do about it.
    pub(crate) hint: Option<String>,
    /// Which failure it is, for a program.
    pub(crate) kind: &'static str,
    /// What else a program is told.
    pub(crate) facts: Vec<(String, Value)>,
}

/// What is wrong one by one, as a person is shown it.
#[derive(Debug)]
pub(crate) enum Details {
    /// Below the message, a line each.
    Lines(Box<[String]>),
    /// Above the message, with the lines of a file.
    Snippets(Box<[String]>),
}

impl Failure {
    fn new(status: Status, kind: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            details: Details::Lines(Box::default()),
            hint: None,
            kind,
            facts: Vec::new(),
        }
    }

    /// The command line asks for what cannot be done.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Status::BadUse, "usage", message)
    }

    /// There is no access token to call with.
    pub(crate) fn no_token(message: impl Into<String>) -> Self {
        Self::new(Status::NotAuthenticated, "authentication", message)
    }

    /// A manifest has errors, given as they are shown and as JSON.
    pub(crate) fn manifest(message: String, shown: Box<[String]>, errors: Value) -> Self {
        let facts = vec![("errors".to_owned(), errors)];
        Self {
            details: Details::Snippets(shown),
            facts,
            ..Self::new(Status::BadUse, "invalid-manifest", message)
        }
    }

    /// What was asked is done, but the answer could not be handed over.
    pub(crate) fn output(error: &io::Error) -> Self {
        Self::new(
            Status::Refused,
            "output",
            format!("cannot write to standard output: {error}"),
        )
    }

    /// The process cannot do what any call needs.
    pub(crate) fn system(error: &io::Error) -> Self {
        Self::new(
            Status::Unreachable,
            "transport",
            format!("cannot set up connections: {error}"),
        )
    }

    /// A call gave no output.
    pub(crate) fn of_call(error: &Error) -> Self {
        let mut failure = Self::new(status_of(error.kind()), error.kind(), error.to_string());
        if let Value::Object(json) = error.to_json() {
            failure.facts = json
                .into_iter()
                .filter(|(name, _)| name != "kind" && name != "message")
                .collect();
        }
        if let Error::InvalidInput(invalid) = error {
            failure.lay_out(invalid, ToString::to_string);
        }
        failure.hint = hint_for(error).map(str::to_owned);
        failure
    }

    /// Somebody would not wait for what is being written.
    pub(crate) fn interrupted() -> Self {
        let message = "interrupted twice: what was being written is written wholly or not at all, and the next run goes on there";
        Self::new(Status::Refused, "interrupted", message)
    }

    /// A call of the demo's did not come out as it has to.
    pub(crate) fn demo(message: impl Into<String>) -> Self {
        Self::new(Status::Refused, "demo", message)
    }

    /// A destination cannot be read or written.
    pub(crate) fn of_destination(error: &DestinationError) -> Self {
        Self::new(Status::Refused, "destination", error.to_string())
    }

    /// There is nothing that could tell how far syncs have come.
    pub(crate) fn nothing_kept(place: &str) -> Self {
        let message = format!("{place}: no sync has written there");
        Self::new(Status::Refused, "destination", message)
    }

    /// A sync ended before it had read everything.
    pub(crate) fn of_sync(sync: &str, error: &SyncError) -> Self {
        let failure = match error {
            SyncError::Call(error) => Self::of_call(error),
            SyncError::Budget { .. } | SyncError::Comparison { .. } => {
                Self::new(Status::LimitReached, "rate-limit", error.to_string())
            }
            SyncError::State(_) => Self::new(Status::BadUse, "state", error.to_string())
                .hint("`--full` reads everything anew, and what it does not read is gone then; records of another query want a destination of their own"),
            SyncError::Destination(error) => Self::of_destination(error),
            SyncError::Both { .. } => Self::new(Status::Refused, "destination", error.to_string()),
            _ => Self::new(Status::Refused, "sync", error.to_string()),
        };
        Self {
            message: format!("{sync}: {}", failure.message),
            ..failure
        }
    }

    /// A request with a path of one's own gave no answer.
    pub(crate) fn of_request(error: &Error) -> Self {
        let mut failure = Self::of_call(error);
        if let Error::InvalidInput(invalid) = error {
            failure.lay_out(invalid, |violation| match violation.pointer.as_str() {
                "/path" => format!("PATH: {}", violation.message),
                _ => violation.to_string(),
            });
        }
        failure
    }

    /// A call of `function` gave no output; `command` is how it was called.
    pub(crate) fn of_function(error: &Error, function: &Function, command: &str) -> Self {
        let mut failure = Self::of_call(error);
        match error {
            Error::InvalidInput(invalid) => {
                failure.lay_out(invalid, |violation| by_flag(violation, function));
                failure.hint = Some(format!("`{command} --help` explains each input"));
            }
            // Whose message says what to do.
            _ if error.may_be_done() => {}
            Error::Salesforce(_) | Error::SaveFailed(_) if failure.hint.is_none() => {
                failure.hint = function.docs.map(|docs| format!("see {docs}"));
            }
            Error::UnexpectedAnswer(_) if failure.hint.is_none() => {
                failure.hint = Some(format!(
                    "{} says what the answer should be",
                    function.source
                ));
            }
            _ => {}
        }
        failure
    }

    /// The same failure, with what a person can do about it.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Tells each violation on a line of its own, but a lone one of the whole in the message.
    fn lay_out(&mut self, invalid: &InvalidInput, line: impl Fn(&Violation) -> String) {
        if let [Violation { pointer, message }] = invalid.violations.as_slice()
            && pointer.is_empty()
        {
            self.message.clone_from(message);
        } else {
            "the input is not valid, so nothing was sent".clone_into(&mut self.message);
            self.details = Details::Lines(invalid.violations.iter().map(line).collect());
        }
    }
}

/// The exit status for an error of this kind.
fn status_of(kind: &str) -> Status {
    match kind {
        "invalid-input" => Status::BadUse,
        "authentication" => Status::NotAuthenticated,
        "transport" => Status::Unreachable,
        "rate-limit" => Status::LimitReached,
        _ => Status::Refused,
    }
}

fn hint_for(error: &Error) -> Option<&'static str> {
    let is_of_servers = error.status().is_some_and(|status| status >= 500);
    match error {
        Error::Authentication(_) => {
            Some("set SPECFORCE_ACCESS_TOKEN to a fresh access token of this very org")
        }
        Error::Transport(transport) if transport.kind == TransportKind::Connect => {
            Some("is the instance URL right, and the network up? -v shows each request")
        }
        Error::Transport(_) => Some("-v shows each request"),
        Error::RateLimit(_) => Some("nothing is lost: the same call can work later"),
        Error::Salesforce(_) if is_of_servers && !error.may_be_done() => {
            Some("it may pass: the same call can work later; -v shows each try")
        }
        Error::UnexpectedAnswer(answer) if (300..400).contains(&answer.status) => {
            Some("has the org moved? Set SPECFORCE_INSTANCE_URL to where it is now")
        }
        Error::UnexpectedAnswer(answer) if answer.excerpt.trim_start().starts_with('<') => Some(
            "this is a page for people: is the org down for maintenance, or the instance URL that of something else?",
        ),
        _ => None,
    }
}

/// A violation after the flag that gives the property it is in.
fn by_flag(violation: &Violation, function: &Function) -> String {
    let mut tokens = violation.pointer.split('/').skip(1);
    let property = tokens
        .next()
        .and_then(|name| function.inputs.iter().find(|input| input.name == name));
    match property {
        None => violation.to_string(),
        Some(input) if tokens.next().is_none() => {
            format!("--{}: {}", flag::name(input), violation.message)
        }
        Some(input) => format!("--{}: {violation}", flag::name(input)),
    }
}
