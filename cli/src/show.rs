use clap::{ArgMatches, Command};
use comfy_table::Table;
use serde_json::Value;
use specforce_runtime::{Function, Registry};

use crate::command::function_argument;
use crate::failure::Failure;
use crate::{Program, bounds, example, flag, outline, output, report, schema, table};

pub(crate) const NAME: &str = "show";

pub(crate) fn command(registry: Registry) -> Command {
    Command::new(NAME)
        .about("Explain a function: what it does, its inputs and outputs, and an example")
        .arg(function_argument(registry).required(true))
}

pub(crate) fn run(program: &Program, matches: &ArgMatches) -> Result<(), Failure> {
    let function = matches
        .get_one::<String>("function")
        .and_then(|name| program.registry.find(name));
    let function = function.ok_or_else(|| Failure::usage("a function is required"))?;
    report::warn_of_namesakes(function);
    let mut parts = vec![
        head(function),
        section("Inputs", &inputs(function), "none"),
        output_section(function),
    ];
    if let Some(example) = example::of(program, function) {
        parts.push(format!(
            "Example\n{}\n\n{:#}",
            example.command_line, example.output
        ));
    }
    output::text(&parts.join("\n\n"))
}

fn head(function: &Function) -> String {
    let statuses: Vec<_> = function.statuses.iter().map(u16::to_string).collect();
    let facts = [
        (
            "Request",
            format!("{} {}", function.method, function.endpoint),
        ),
        ("Answers", statuses.join(", ")),
        ("Docs", function.docs.unwrap_or_default().to_owned()),
        ("Source", function.source.to_owned()),
    ];
    let known = facts.iter().filter(|(_, text)| !text.is_empty());
    let facts: Vec<_> = known
        .map(|(title, text)| format!("{title:<9}{text}"))
        .collect();
    let Function {
        name,
        group,
        description,
        ..
    } = function;
    format!(
        "{name} ({group})\n\n{}\n\n{}",
        description.trim_end(),
        facts.join("\n")
    )
}

fn section(title: &str, table: &Table, empty: &str) -> String {
    if table.is_empty() {
        format!("{title}\n{empty}")
    } else {
        format!("{title}\n{}", table::text(table))
    }
}

fn inputs(function: &Function) -> Table {
    let schema = schema::parsed(function.input_schema);
    let mut table = table::new(&[
        "Flag",
        "Property",
        "Type",
        "Bounds",
        "Required",
        "Default",
        "Description",
    ]);
    for input in function.inputs {
        table.add_row([
            format!("--{}", flag::name(input)).as_str(),
            input.name,
            &outline::type_of_property(&schema, input.name),
            &bounds::of_property(&schema, input.name).join(", "),
            if input.required { "yes" } else { "no" },
            input.default.unwrap_or_default(),
            input.description.trim_end(),
        ]);
    }
    table
}

fn output_section(function: &Function) -> String {
    let schema = schema::parsed(function.output_schema);
    let empty = match outline::type_of(&schema).as_str() {
        // What a hand-written function gives has no schema.
        "any" => "any JSON",
        _ if schema["type"] == "object" => "none",
        scalar => scalar,
    }
    .to_owned();
    section("Output", &outputs(&schema), &empty)
}

fn outputs(schema: &Value) -> Table {
    let mut table = table::new(&["Property", "Type", "Always", "Description"]);
    for row in outline::rows(schema) {
        let always = if row.optional { "no" } else { "yes" };
        table.add_row([row.path.as_str(), &row.kind, always, &row.description]);
    }
    table
}
