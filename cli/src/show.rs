use clap::{ArgMatches, Command};
use comfy_table::Table;
use serde_json::Value;
use specforce_runtime::sync::SyncEntry;
use specforce_runtime::{Function, Registry};

use crate::command::function_argument;
use crate::entry::{Entry, Of};
use crate::failure::Failure;
use crate::list::interval;
use crate::{Program, bounds, example, flag, outline, output, report, schema, table};

pub(crate) const NAME: &str = "show";

pub(crate) fn command(registry: Registry) -> Command {
    Command::new(NAME)
        .about("Explain an action or a sync: what it does, its inputs and outputs, and an example")
        .arg(function_argument(registry).required(true))
}

pub(crate) fn run(program: &Program, matches: &ArgMatches) -> Result<(), Failure> {
    let entry = matches
        .get_one::<String>("function")
        .and_then(|name| Entry::find(program.registry, name));
    let entry = entry.ok_or_else(|| Failure::usage("a function is required"))?;
    report::warn_of_namesakes(&entry);
    let mut parts = vec![
        head(&entry),
        section("Inputs", inputs(&entry), "none"),
        output_section(&entry),
    ];
    if let Of::Action(function) = entry.of
        && let Some(example) = example::of(program, function)
    {
        parts.push(format!(
            "Example\n{}\n\n{:#}",
            example.command_line, example.output
        ));
    }
    output::text(&parts.join("\n\n"))
}

fn head(entry: &Entry) -> String {
    let mut facts = match entry.of {
        Of::Action(function) => of_action(function),
        Of::Sync(sync) => of_sync(sync),
    };
    facts.push(("Docs", entry.docs.unwrap_or_default().to_owned()));
    facts.push(("Source", entry.source.to_owned()));
    let known = facts.iter().filter(|(_, text)| !text.is_empty());
    let facts: Vec<_> = known
        .map(|(title, text)| format!("{title:<9}{text}"))
        .collect();
    let Entry {
        name,
        group,
        description,
        ..
    } = entry;
    format!(
        "{name} ({group})\n\n{}\n\n{}",
        description.trim_end(),
        facts.join("\n")
    )
}

fn of_action(function: &Function) -> Vec<(&'static str, String)> {
    let statuses: Vec<_> = function.statuses.iter().map(u16::to_string).collect();
    let request = format!("{} {}", function.method, function.endpoint);
    vec![("Request", request), ("Answers", statuses.join(", "))]
}

fn of_sync(sync: &SyncEntry) -> Vec<(&'static str, String)> {
    let object = sync.object.unwrap_or("what its query says");
    vec![
        ("Reads", format!("{object} by {}", sync.cursor)),
        ("Gives", sync.model.name.to_owned()),
        ("Every", interval(sync.every)),
    ]
}

fn section(title: &str, table: Table, empty: &str) -> String {
    if table.is_empty() {
        format!("{title}\n{empty}")
    } else {
        format!("{title}\n{}", table::text(table))
    }
}

fn inputs(entry: &Entry) -> Table {
    let schema = schema::parsed(entry.input_schema);
    // The input of a sync is given as a whole.
    let has_flags = matches!(entry.of, Of::Action(_));
    let head = [
        "Flag",
        "Property",
        "Type",
        "Bounds",
        "Required",
        "Default",
        "Description",
    ];
    let skipped = usize::from(!has_flags);
    let mut table = table::new(&head[skipped..]);
    for input in entry.inputs {
        let row = [
            format!("--{}", flag::name(input)),
            input.name.to_owned(),
            outline::type_of_property(&schema, input.name),
            bounds::of_property(&schema, input.name).join(", "),
            if input.required { "yes" } else { "no" }.to_owned(),
            input.default.unwrap_or_default().to_owned(),
            input.description.trim_end().to_owned(),
        ];
        table.add_row(&row[skipped..]);
    }
    table
}

fn output_section(entry: &Entry) -> String {
    let schema = schema::parsed(entry.output_schema);
    let empty = match outline::type_of(&schema).as_str() {
        // What a hand-written function gives has no schema.
        "any" => "any JSON",
        _ if schema["type"] == "object" => "none",
        scalar => scalar,
    }
    .to_owned();
    section("Output", outputs(&schema), &empty)
}

fn outputs(schema: &Value) -> Table {
    let mut table = table::new(&["Property", "Type", "Always", "Description"]);
    for row in outline::rows(schema) {
        let always = if row.optional { "no" } else { "yes" };
        table.add_row([row.path.as_str(), &row.kind, always, &row.description]);
    }
    table
}
