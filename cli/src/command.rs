use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command};
use specforce_runtime::ApiVersion;

use crate::entry::Entry;
use crate::{Program, call, check, completions, list, request, schema, show, status, sync};

/// Ids of the arguments that every command takes.
pub(crate) const INSTANCE_URL: &str = "instance-url";
pub(crate) const API_VERSION: &str = "api-version";
pub(crate) const ERROR_FORMAT: &str = "error-format";
pub(crate) const VERBOSE: &str = "verbose";

const AFTER_HELP: &str = "\
Environment:
  SPECFORCE_INSTANCE_URL  The org to call, such as https://acme.my.salesforce.com
  SPECFORCE_ACCESS_TOKEN  An access token of that org; never a flag, which others could read
  SPECFORCE_API_VERSION   The API version where none is given, such as 66.0

Exit status:
  0  Done
  1  Salesforce refused, answered with something unexpected, or the output could not be written
  2  Bad use or input; nothing was sent
  3  Not authenticated: the access token is missing, expired or refused
  4  Salesforce could not be reached
  5  A limit was reached; the same call can work later";

/// The whole command line, with a command for each function of the registry.
pub(crate) fn build(program: &Program) -> Command {
    Command::new(program.name.clone())
        .version(env!("CARGO_PKG_VERSION"))
        .about("Calls Salesforce by functions that are described in a manifest.")
        .after_help(AFTER_HELP)
        .subcommand_required(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(instance_url())
        .args(emulator_flag())
        .args([api_version(), error_format(), verbose(), help(), version()])
        .subcommand(list::command())
        .subcommand(show::command(program.registry))
        .subcommand(call::command(program))
        .subcommand(request::command())
        .subcommand(sync::command(program.registry))
        .subcommand(status::command())
        .subcommand(schema::command(program.registry))
        .subcommand(check::command())
        .subcommand(completions::command())
        .subcommands(emulator_commands())
}

#[cfg(feature = "emulator")]
fn emulator_commands() -> [Command; 2] {
    [crate::emulator::command(), crate::demo::command()]
}

#[cfg(feature = "emulator")]
fn emulator_flag() -> [Arg; 1] {
    [crate::emulator::flag()]
}

#[cfg(not(feature = "emulator"))]
fn emulator_commands() -> [Command; 0] {
    []
}

#[cfg(not(feature = "emulator"))]
fn emulator_flag() -> [Arg; 0] {
    []
}

/// The argument that names an action or a sync of the registry.
pub(crate) fn function_argument(registry: specforce_runtime::Registry) -> Arg {
    let names = Entry::all(registry).into_iter().map(|entry| entry.name);
    Arg::new("function")
        .value_name("FUNCTION")
        .help("A function's name, as `list` shows it")
        .hide_possible_values(true)
        .value_parser(PossibleValuesParser::new(names))
}

fn instance_url() -> Arg {
    global(INSTANCE_URL).value_name("URL").help(
        "The org to call, such as https://acme.my.salesforce.com [else SPECFORCE_INSTANCE_URL]",
    )
}

fn api_version() -> Arg {
    let help = format!(
        "The API version, such as 66.0 [else SPECFORCE_API_VERSION, else {}]",
        ApiVersion::default()
    );
    global(API_VERSION)
        .value_name("VERSION")
        .value_parser(str::parse::<ApiVersion>)
        .help(help)
}

fn error_format() -> Arg {
    global(ERROR_FORMAT)
        .value_name("FORMAT")
        .value_parser(["text", "json"])
        .default_value("text")
        .help("How errors are told: as sentences, or as one JSON object for programs")
}

fn verbose() -> Arg {
    global(VERBOSE)
        .short('v')
        .action(ArgAction::Count)
        .help("Show each request with its status, time and retries; -vv shows more")
}

fn help() -> Arg {
    global("help")
        .short('h')
        .action(ArgAction::Help)
        .help("Explain the command; --help says more than -h")
}

fn version() -> Arg {
    global("version")
        .short('V')
        .global(false)
        .action(ArgAction::Version)
        .help("Print the program's version")
}

pub(crate) fn global(id: &'static str) -> Arg {
    Arg::new(id)
        .long(id)
        .global(true)
        .help_heading("Global options")
}

#[cfg(all(test, feature = "emulator"))]
mod tests {
    use std::collections::BTreeSet;

    use clap::{Arg, Command};
    use specforce_codegen::Source;

    use super::build;
    use crate::{Program, call};

    fn flags(command: &Command) -> impl Iterator<Item = &str> {
        command.get_arguments().filter_map(Arg::get_long)
    }

    /// Whether the generator takes a function with an input of this name.
    fn is_free(flag: &str) -> bool {
        let text = format!(
            "group: Things
actions:
  get-thing:
    description: Read a thing.
    method: GET
    endpoint: /services/data{{?a}}
    vars: {{ a: '\"{flag}\"' }}
    input: {{ {flag}?: string }}"
        );
        let name = "spec/things.yaml".to_owned();
        specforce_codegen::check(&[Source { name, text }]).is_ok()
    }

    #[test]
    fn an_input_may_hide_no_flag_of_the_program() {
        let registry = specforce::registry();
        let name = "specforce".to_owned();
        let program = build(&Program { name, registry });
        let mut functions = registry.functions.iter();
        let bare = functions.find(|function| function.inputs.is_empty());
        let bare = bare.expect("a function without an input").name;
        let call = program.find_subcommand(call::NAME).expect("it calls");
        let bare = call.find_subcommand(bare).expect("it calls each function");
        let taken: BTreeSet<&str> = flags(&program).chain(flags(bare)).collect();
        let others = program.get_subcommands().flat_map(flags);
        let known: BTreeSet<&str> = others.chain(taken.iter().copied()).collect();
        let refused: BTreeSet<&str> = known.into_iter().filter(|flag| !is_free(flag)).collect();
        assert_eq!(refused, taken);
    }
}
