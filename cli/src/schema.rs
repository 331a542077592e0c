use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};
use specforce_runtime::Registry;

use crate::command::function_argument;
use crate::entry::Entry;
use crate::failure::Failure;
use crate::output;

pub(crate) const NAME: &str = "schema";

pub(crate) fn command(registry: Registry) -> Command {
    Command::new(NAME)
        .about("Print the JSON Schemas of one function, or of all in one bundle")
        .arg(function_argument(registry).help("A function's name; without one, the bundle of all"))
        .arg(side("input").help("Print only the schema of its input"))
        .arg(
            side("output")
                .help("Print only the schema of its output")
                .conflicts_with("input"),
        )
}

pub(crate) fn run(registry: Registry, matches: &ArgMatches) -> Result<(), Failure> {
    let entry = matches
        .get_one::<String>("function")
        .and_then(|name| Entry::find(registry, name));
    let Some(entry) = entry else {
        return output::json(&parsed(registry.schema));
    };
    let (input, output) = (parsed(entry.input_schema), parsed(entry.output_schema));
    output::json(
        &match (matches.get_flag("input"), matches.get_flag("output")) {
            (true, _) => input,
            (_, true) => output,
            _ => json!({ "input": input, "output": output }),
        },
    )
}

/// A schema of the registry. Code generation wrote it, so what is no JSON is shown as it is.
pub(crate) fn parsed(schema: &str) -> Value {
    serde_json::from_str(schema).unwrap_or_else(|_| Value::from(schema))
}

fn side(name: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .requires("function")
}
