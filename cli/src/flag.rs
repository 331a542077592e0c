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
        .help(help(input, schema))
        .help_heading("Inputs");
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
    let mut notes = notes(input, schema);
    if notes.is_empty() && input.description.trim().is_empty() {
        // Else clap leaves a line for it blank.
        notes.push("optional".to_owned());
    }
    let notes = notes.iter().map(|note| format!("[{note}]"));
    let description = Some(input.description.trim_end().to_owned()).filter(|text| !text.is_empty());
    let parts: Vec<String> = description.into_iter().chain(notes).collect();
    parts.join(" ")
}

/// What is known of an input beyond its description.
fn notes(input: &Input, schema: &Value) -> Vec<String> {
    let mut notes = Vec::new();
    if input.required {
        notes.push("required".to_owned());
    }
    if !is_listed(&input.kind) {
        notes.extend(bounds::values_of_property(schema, input.name));
    }
    notes.extend(bounds::of_property(schema, input.name));
    if matches!(input.kind, Kind::List(_)) {
        notes.push("repeat for each item".to_owned());
    }
    notes.extend(input.default.map(|default| format!("default: {default}")));
    notes
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use specforce_runtime::{Input, Kind};

    use super::help;

    #[test]
    fn what_is_known_of_an_input_follows_its_description() {
        let mut input = Input {
            name: "ids",
            rust_name: "ids",
            kind: Kind::List(&Kind::Integer),
            required: true,
            description: "The IDs.",
            default: None,
        };
        let items = json!({ "enum": [1, 2] });
        let schema = json!({ "properties": { "ids": { "maxItems": 5, "items": items } } });
        assert_eq!(
            help(&input, &schema),
            "The IDs. [required] [one of 1, 2] [at most 5 items] [repeat for each item]"
        );
        input.kind = Kind::Integer;
        input.required = false;
        input.description = "";
        assert_eq!(help(&input, &json!({})), "[optional]");
    }
}
