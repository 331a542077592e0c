use clap::{Arg, ArgMatches, Command};
use serde_json::{Map, Value};
use specforce_runtime::{ApiVersion, Function, Registry};

use crate::command::API_VERSION;
use crate::failure::Failure;
use crate::list::summary;
use crate::{Program, connect, example, flag, input, output, schema};

pub(crate) const NAME: &str = "call";

const INPUT: &str = "input";

/// `call`, with a command for each function.
pub(crate) fn command(program: &Program) -> Command {
    Command::new(NAME)
        .about("Call a function and print its output as JSON")
        .after_help("`call FUNCTION --help` explains the inputs of a function.")
        .subcommand_value_name("FUNCTION")
        .subcommand_help_heading("Functions")
        .subcommand_required(true)
        .disable_help_subcommand(true)
        .subcommands(
            program
                .registry
                .functions
                .iter()
                .map(|function| command_of(program, function)),
        )
}

pub(crate) fn run(program: &Program, matches: &ArgMatches) -> Result<(), Failure> {
    let Some((function, matches)) = chosen(program.registry, matches) else {
        return Err(Failure::usage("a function is required"));
    };
    let command = format!("{} {NAME} {}", program.name, function.name);
    let refused = |error| Failure::of_function(&error, function, &command);
    let input = gather(function, matches)?;
    // Before an org is asked for: what is wrong here is wrong for every org.
    function.check(&input).map_err(refused)?;
    let org = connect::org(matches)?;
    let answer = connect::block_on(function.call(&org.client, input))?;
    output::json(&answer.map_err(refused)?)
}

fn command_of(program: &Program, function: &'static Function) -> Command {
    let docs = function.docs.unwrap_or_default();
    let about = format!(
        "{}\n\n{} {}\n{docs}",
        function.description.trim_end(),
        function.method,
        function.endpoint
    );
    let schema = schema::parsed(function.input_schema);
    let flags = function
        .inputs
        .iter()
        .filter(|input| !flag::is_api_version(input))
        .map(|input| flag::argument(input, &schema));
    Command::new(function.name)
        .about(summary(function.description))
        .long_about(about.trim_end().to_owned())
        .after_help(format!(
            "`{} show {}` tells its output{}.",
            program.name,
            function.name,
            if example::is_there(function) {
                " and has an example"
            } else {
                ""
            }
        ))
        .args(flags)
        .arg(whole_input())
}

fn whole_input() -> Arg {
    Arg::new(INPUT)
        .long(INPUT)
        .value_name("JSON")
        .help_heading("Inputs")
        .help("The whole input as a JSON object, as @file, or as - for standard input; flags win over it")
}

fn chosen(registry: Registry, matches: &ArgMatches) -> Option<(&'static Function, &ArgMatches)> {
    let (name, matches) = matches.subcommand()?;
    Some((registry.find(name)?, matches))
}

/// The function's input: what `--input` holds, and over it what the flags hold.
fn gather(function: &Function, matches: &ArgMatches) -> Result<Value, Failure> {
    let mut whole = match matches.get_one::<String>(INPUT) {
        None => Map::new(),
        Some(given) => match input::json("--input", given)? {
            Value::Object(object) => object,
            _ => return Err(Failure::usage("--input: this is JSON, but not an object")),
        },
    };
    for property in function.inputs {
        let given = if flag::is_api_version(property) {
            matches
                .get_one::<ApiVersion>(API_VERSION)
                .map(|version| version.to_string().into())
        } else {
            flag::value(property, matches)
        };
        if let Some(value) = given {
            whole.insert(property.name.to_owned(), value);
        }
    }
    Ok(Value::Object(whole))
}
