use clap::builder::{PossibleValuesParser, TypedValueParser as _, ValueParser};
use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Number, Value};
use specforce_runtime::{Input, Kind};

use crate::bounds;
use crate::command::API_VERSION;

/// The flag that gives an input property, without its dashes.
pub(crate) fn name(input: &Input) -> String {
    input
        .rust_name
        .trim_start_matches("r#")
        .trim_end_matches('_')
        .replace('_', "-")
}

/// Whether the property is the API version, which is a flag of every command.
pub(crate) fn is_api_version(input: &Input) -> bool {
    name(input) == API_VERSION
}

/// The argument of an input property, of which `schema` is the whole input's. What it holds is the property's JSON.
pub(crate) fn argument(input: &'static Input, schema: &Value) -> Arg {
    let argument = Arg::new(input.name)
        .long(name(input))
        .help_heading("Inputs");
    let help = help(input, schema);
    // An empty help would be a blank line.
    let argument = if help.is_empty() {
        argument
    } else {
        argument.help(help)
    };
    match &input.kind {
        Kind::List(item) => scalar(argument, item).action(ArgAction::Append),
        kind => scalar(argument, kind),
    }
}

/// What the flag of `input` was given, if it was.
pub(crate) fn value(input: &Input, matches: &ArgMatches) -> Option<Value> {
    let mut given = matches.get_many::<Value>(input.name)?.cloned();
    match input.kind {
        Kind::List(_) => Some(given.collect()),
        _ => given.next(),
    }
}

/// The placeholder that stands for a value of this kind.
pub(crate) fn value_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Enum(_) => "NAME",
        Kind::Integer => "INTEGER",
        Kind::Number => "NUMBER",
        Kind::Boolean => "BOOLEAN",
        Kind::Json => "JSON",
        Kind::List(item) => value_name(item),
        _ => "TEXT",
    }
}

fn scalar(argument: Arg, kind: &'static Kind) -> Arg {
    let argument = argument
        .value_name(value_name(kind))
        .value_parser(parser(kind));
    match kind {
        // `--flag` alone says yes, so what follows with a dash is another flag.
        Kind::Boolean => argument
            .num_args(0..=1)
            .default_missing_value("true")
            .hide_possible_values(true),
        // Any text can be a value, so a value may begin with a dash like a flag.
        _ => argument.allow_hyphen_values(true),
    }
}

fn parser(kind: &'static Kind) -> ValueParser {
    match kind {
        Kind::Enum(names) => PossibleValuesParser::new(*names).map(Value::String).into(),
        Kind::Integer => ValueParser::new(integer),
        Kind::Number => ValueParser::new(number),
        Kind::Boolean => PossibleValuesParser::new(["true", "false"])
            .map(|text| Value::Bool(text == "true"))
            .into(),
        Kind::Json | Kind::List(_) => ValueParser::new(json),
        _ => ValueParser::new(text),
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "a value parser of clap's gives a result"
)]
fn text(text: &str) -> Result<Value, String> {
    Ok(Value::from(text))
}

fn integer(text: &str) -> Result<Value, String> {
    text.parse::<i64>()
        .map(Value::from)
        .map_err(|_| "it must be a whole number of at most 64 bits".to_owned())
}

fn number(text: &str) -> Result<Value, String> {
    text.parse::<Number>()
        .map(Value::Number)
        .map_err(|_| "it must be a number, such as 12 or 0.5".to_owned())
}

fn json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text)
        .map_err(|error| format!("it must be JSON in quotes for the shell: {error}"))
}

/// Whether clap lists the values in the help.
fn is_listed(kind: &Kind) -> bool {
    match kind {
        Kind::Enum(_) => true,
        Kind::List(item) => is_listed(item),
        _ => false,
    }
}

fn help(input: &Input, schema: &Value) -> String {
    let mut help = input.description.trim_end().to_owned();
    let mut note = |text: &str| {
        help.push_str(if help.is_empty() { "[" } else { " [" });
        help.push_str(text);
        help.push(']');
    };
    if input.required {
        note("required");
    }
    if !is_listed(&input.kind)
        && let Some(values) = bounds::values_of_property(schema, input.name)
    {
        note(&values);
    }
    for bound in bounds::of_property(schema, input.name) {
        note(&bound);
    }
    if matches!(input.kind, Kind::List(_)) {
        note("repeat for each item");
    }
    if let Some(default) = input.default {
        note(&format!("default: {default}"));
    }
    help
}
