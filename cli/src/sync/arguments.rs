use std::path::PathBuf;
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use jiff::SignedDuration;
use specforce_runtime::Registry;
use specforce_runtime::sync::destination::FORMS;

use super::to::{STATE, TO};

pub(crate) const NAME: &str = "sync";

pub(super) const SYNCS: &str = "syncs";
pub(super) const ALL: &str = "all";
pub(super) const METADATA: &str = "metadata";
pub(super) const FULL: &str = "full";
pub(super) const RECONCILE: &str = "reconcile";
pub(super) const SETTLE: &str = "settle";
pub(super) const MAX_REQUESTS: &str = "max-requests";
pub(super) const DRY_RUN: &str = "dry-run";
const JSON: &str = "json";

/// No transaction of Salesforce's takes so long, and the clock of every org goes back so far.
const LONGEST_SETTLE: Duration = Duration::from_secs(24 * 60 * 60);

pub(crate) fn command(registry: Registry) -> Command {
    Command::new(NAME)
        .about("Copy what has changed in an org to a destination")
        .after_help(after_help())
        .arg(syncs(registry))
        .arg(
            flag(
                ALL,
                "Run every sync that needs no input, or whose input is given",
            )
            .conflicts_with(SYNCS),
        )
        .arg(to().required_unless_present(DRY_RUN))
        .arg(metadata())
        .arg(state())
        .arg(flag(
            FULL,
            "Read everything anew, and compare all ids in the end",
        ))
        .arg(flag(
            RECONCILE,
            "Compare all ids in the end: find rows that are missing, and those that are gone",
        ))
        .arg(settle())
        .arg(max_requests())
        .arg(dry_run())
        .arg(flag(JSON, "Report as JSON"))
}

fn after_help() -> String {
    let width = FORMS.iter().map(|form| form.text.len()).max();
    let width = width.unwrap_or_default();
    let forms = FORMS
        .iter()
        .map(|form| format!("  {:width$}  {}\n", form.text, form.about));
    format!(
        "Destinations:\n{}\n\
         The destination keeps how far each sync has come, and the next run goes on there. A run that is interrupted, or that \
         reaches a limit, has lost nothing.",
        forms.collect::<String>()
    )
}

fn syncs(registry: Registry) -> Arg {
    let names = registry.syncs.iter().map(|sync| sync.name);
    Arg::new(SYNCS)
        .value_name("SYNC")
        .num_args(0..)
        .required_unless_present(ALL)
        .hide_possible_values(true)
        .value_parser(PossibleValuesParser::new(names))
        .help("Names of syncs, as `list` shows them")
}

/// `--to`, for each command that looks into a destination.
pub(crate) fn to() -> Arg {
    let forms: Vec<&str> = FORMS.iter().map(|form| form.text).collect();
    Arg::new(TO)
        .long(TO)
        .value_name("DESTINATION")
        .help(format!("Where the rows go: {}", forms.join(", ")))
}

fn metadata() -> Arg {
    Arg::new(METADATA)
        .long(METADATA)
        .value_name("JSON")
        .help("The input of the sync as a JSON object, as @file, or as - for standard input; of several syncs, an object with an input for each name")
}

/// `--state`, as [`to`].
pub(crate) fn state() -> Arg {
    Arg::new(STATE)
        .long(STATE)
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
        .help("For singer:-, the state that the target printed when it last ran")
}

fn settle() -> Arg {
    Arg::new(SETTLE)
        .long(SETTLE)
        .value_name("TIME")
        .default_value("5m")
        .value_parser(duration)
        .help("How long a change must have been made before it is read: what is in a transaction still could be passed by for ever")
}

fn max_requests() -> Arg {
    Arg::new(MAX_REQUESTS)
        .long(MAX_REQUESTS)
        .value_name("N")
        .value_parser(value_parser!(u64).range(1..))
        .help("How many requests to send at most, over all syncs: each sends three to six before it has its first rows, more with related records; what was not run for longest begins")
}

/// What it does not look at, it does not take: the first page is read, whatever was read before and however new it is.
fn dry_run() -> Arg {
    flag(
        DRY_RUN,
        "Read the first page of rows of each sync, from the beginning and not from where a destination is, show them, and write nothing",
    )
    .conflicts_with_all([FULL, RECONCILE, SETTLE, JSON])
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
}

pub(super) fn is_json(matches: &ArgMatches) -> bool {
    matches.get_flag(JSON)
}

/// A time such as `90s` or `5m`.
fn duration(text: &str) -> Result<Duration, String> {
    let read = match text {
        "0" => Ok(SignedDuration::ZERO),
        text => text.parse(),
    };
    let span = read
        .ok()
        .and_then(|span: SignedDuration| Duration::try_from(span).ok());
    match span {
        Some(span) if span > LONGEST_SETTLE => Err("give `24h` at most".to_owned()),
        span => span.ok_or_else(|| "write it like `90s`, `5m`, `24h` or `0`".to_owned()),
    }
}
