use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};
use specforce_runtime::Registry;

use crate::entry::{Entry, Of};
use crate::failure::Failure;
use crate::{output, report, table};

pub(crate) const NAME: &str = "list";

pub(crate) fn command() -> Command {
    Command::new(NAME)
        .about("List every action and sync by group")
        .arg(
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .help("List them as JSON"),
        )
}

pub(crate) fn run(registry: Registry, matches: &ArgMatches) -> Result<(), Failure> {
    let all = Entry::all(registry);
    all.iter().for_each(report::warn_of_namesakes);
    if matches.get_flag("json") {
        output::json(&all.iter().map(json).collect())
    } else {
        output::text(&by_group(&all))
    }
}

fn json(entry: &Entry) -> Value {
    let mut json = json!({
        "name": entry.name,
        "group": entry.group,
        "description": entry.description,
        "docs": entry.docs,
        "source": entry.source,
    });
    let own = match entry.of {
        Of::Action(function) => json!({
            "kind": "action",
            "method": function.method,
            "endpoint": function.endpoint,
        }),
        Of::Sync(sync) => json!({
            "kind": "sync",
            "object": sync.object,
            "cursor": sync.cursor,
            "every": interval(sync.every),
            "model": sync.model.name,
        }),
    };
    if let (Value::Object(json), Value::Object(own)) = (&mut json, own) {
        json.extend(own);
    }
    json
}

fn by_group(all: &[Entry]) -> String {
    let mut table = table::new(&["Group", "Function", "What it does"]);
    let mut group = "";
    for entry in all {
        // A group is named once, at its first function.
        let shown = if entry.group == group {
            ""
        } else {
            entry.group
        };
        group = entry.group;
        table.add_row([shown, entry.name, summary(entry.description)]);
    }
    table::text(table)
}

/// The first sentence of a description, for where there is no room for more.
pub(crate) fn summary(description: &str) -> &str {
    let line = description.trim().lines().next().unwrap_or_default();
    line.split_once(". ")
        .map_or(line, |(sentence, _)| sentence)
        .trim_end_matches('.')
}

/// How often a sync is meant to run, as a manifest has it: `5m`, `1h` or `1d`.
pub(crate) fn interval(every: Duration) -> String {
    let minutes = every.as_secs() / 60;
    match (minutes % (24 * 60), minutes % 60) {
        (0, _) => format!("{}d", minutes / (24 * 60)),
        (_, 0) => format!("{}h", minutes / 60),
        _ => format!("{minutes}m"),
    }
}
