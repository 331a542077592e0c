use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};
use specforce_runtime::{Function, Registry};

use crate::failure::Failure;
use crate::{output, report, table};

pub(crate) const NAME: &str = "list";

pub(crate) fn command() -> Command {
    Command::new(NAME)
        .about("List every function by group")
        .arg(
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .help("List them as JSON"),
        )
}

pub(crate) fn run(registry: Registry, matches: &ArgMatches) -> Result<(), Failure> {
    registry
        .functions
        .iter()
        .for_each(report::warn_of_namesakes);
    if matches.get_flag("json") {
        output::json(&registry.functions.iter().map(entry).collect())
    } else {
        output::text(&by_group(registry))
    }
}

fn entry(function: &Function) -> Value {
    json!({
        "name": function.name,
        "group": function.group,
        "description": function.description,
        "docs": function.docs,
        "method": function.method,
        "endpoint": function.endpoint,
        "source": function.source,
    })
}

fn by_group(registry: Registry) -> String {
    let mut table = table::new(&["Group", "Function", "What it does"]);
    let mut group = "";
    for function in registry.functions {
        // A group is named once, at its first function.
        let shown = if function.group == group {
            ""
        } else {
            function.group
        };
        group = function.group;
        table.add_row([shown, function.name, summary(function.description)]);
    }
    table::text(&table)
}

/// The first sentence of a description, for where there is no room for more.
pub(crate) fn summary(description: &str) -> &str {
    let line = description.trim().lines().next().unwrap_or_default();
    line.split_once(". ")
        .map_or(line, |(sentence, _)| sentence)
        .trim_end_matches('.')
}
