use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use jiff::SignedDuration;
use specforce_runtime::Registry;
use specforce_runtime::sync::destination::{self, Destination, Singer};

use crate::failure::Failure;

pub(crate) const NAME: &str = "sync";

pub(super) const SYNCS: &str = "syncs";
pub(super) const ALL: &str = "all";
pub(super) const METADATA: &str = "metadata";
pub(super) const FULL: &str = "full";
pub(super) const RECONCILE: &str = "reconcile";
pub(super) const SETTLE: &str = "settle";
pub(super) const MAX_REQUESTS: &str = "max-requests";
pub(super) const DRY_RUN: &str = "dry-run";
const TO: &str = "to";
const STATE: &str = "state";
const JSON: &str = "json";

/// The destination that keeps no state, and takes standard output for itself.
const SINGER: &str = "singer:-";

const AFTER_HELP: &str = "\
Destinations:
  sqlite:FILE  A database with a table for each model
  ndjson:DIR   A file for each model, a line for each change
  singer:-     Messages of the Singer protocol on standard output, for a target to read

The destination keeps how far each sync has come, and the next run goes on there. A run that is interrupted, or that \
reaches a limit, has lost nothing.";

pub(crate) fn command(registry: Registry) -> Command {
    Command::new(NAME)
        .about("Copy what has changed in an org to a destination")
        .after_help(AFTER_HELP)
        .arg(
            Arg::new(SYNCS)
                .value_name("SYNC")
                .num_args(0..)
                .required_unless_present(ALL)
                .hide_possible_values(true)
                .value_parser(PossibleValuesParser::new(
                    registry.syncs.iter().map(|sync| sync.name),
                ))
                .help("Names of syncs, as `list` shows them"),
        )
        .arg(flag(ALL, "Run every sync").conflicts_with(SYNCS))
        .arg(to().required_unless_present(DRY_RUN))
        .arg(
            Arg::new(METADATA)
                .long(METADATA)
                .value_name("JSON")
                .help("The input of the sync as a JSON object, as @file, or as - for standard input; of several syncs, an object with an input for each name"),
        )
        .arg(state())
        .arg(flag(FULL, "Read everything anew, and compare all ids in the end"))
        .arg(flag(RECONCILE, "Compare all ids in the end, and mend what differs"))
        .arg(
            Arg::new(SETTLE)
                .long(SETTLE)
                .value_name("TIME")
                .default_value("5m")
                .value_parser(duration)
                .help("How long a change must have been made before it is read: what is in a transaction still could be passed by for ever"),
        )
        .arg(
            Arg::new(MAX_REQUESTS)
                .long(MAX_REQUESTS)
                .value_name("N")
                .value_parser(value_parser!(u64).range(1..))
                .help("How many requests to send at most, over all syncs"),
        )
        .arg(flag(DRY_RUN, "Read one page of each sync, show its rows, and write nothing"))
        .arg(flag(JSON, "Report as JSON"))
}

/// `--to`, for each command that looks into a destination.
pub(crate) fn to() -> Arg {
    Arg::new(TO)
        .long(TO)
        .value_name("DESTINATION")
        .help("Where the rows go: sqlite:FILE, ndjson:DIR or singer:-")
}

/// `--state`, as [`to`].
pub(crate) fn state() -> Arg {
    Arg::new(STATE)
        .long(STATE)
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
        .help("For singer:-, the state that the target printed when it last ran")
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
}

/// What `--to` names.
pub(crate) fn destination(matches: &ArgMatches) -> Result<Arc<dyn Destination>, Failure> {
    let given = matches.get_one::<String>(TO).map_or("", String::as_str);
    let state = matches.get_one::<PathBuf>(STATE);
    let destination = match (given, state) {
        (SINGER, Some(state)) => {
            Singer::new(io::stdout(), Some(state)).map(|singer| Arc::new(singer) as Arc<_>)
        }
        (_, Some(_)) => {
            let message =
                format!("--{STATE} is for {SINGER}: other destinations keep it themselves");
            return Err(Failure::usage(message));
        }
        (given, None) => destination::destination(given),
    };
    destination.map_err(|error| Failure::usage(format!("--{TO}: {error}")))
}

pub(super) fn is_json(matches: &ArgMatches) -> bool {
    matches.get_flag(JSON)
}

/// Whether standard output is for the rows.
pub(super) fn is_piped(matches: &ArgMatches) -> bool {
    let given = matches.get_one::<String>(TO);
    given.is_some_and(|given| given == SINGER)
}

/// Whether there is nothing that could tell how far syncs have come.
pub(crate) fn keeps_nothing(matches: &ArgMatches) -> bool {
    is_piped(matches) && !matches.contains_id(STATE)
}

/// A time such as `90s` or `5m`.
fn duration(text: &str) -> Result<Duration, String> {
    let read = match text {
        "0" => Ok(SignedDuration::ZERO),
        text => text.parse(),
    };
    read.ok()
        .and_then(|span: SignedDuration| Duration::try_from(span).ok())
        .ok_or_else(|| "write it like `90s`, `5m` or `0`".to_owned())
}
