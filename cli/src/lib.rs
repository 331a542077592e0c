//! The program `specforce`, over the functions of any manifest.
//!
//! Nothing here knows a function: commands, flags and help are made from a [`Registry`] when the program starts.
//! A crate with functions of its own gets the same program by
//!
//! ```ignore
//! fn main() -> std::process::ExitCode {
//!     specforce_cli::run(my_functions::registry())
//! }
//! ```

mod bad_use;
mod bounds;
mod call;
mod check;
mod command;
mod completions;
mod connect;
#[cfg(feature = "emulator")]
mod demo;
#[cfg(feature = "emulator")]
mod emulator;
mod entry;
mod example;
mod failure;
mod flag;
mod input;
mod interrupt;
mod list;
mod outline;
mod output;
mod report;
mod request;
mod schema;
mod show;
mod status;
mod sync;
mod table;
mod trace;
mod type_name;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::ArgMatches;
use specforce_runtime::Registry;

use crate::failure::Failure;
use crate::report::ErrorFormat;

/// The name by which the program was called, and the functions it offers.
#[derive(Clone)]
struct Program {
    name: String,
    registry: Registry,
}

/// Runs the program with the arguments and environment of this process.
///
/// The exit status tells what happened: 0 done, 1 refused by Salesforce or a destination, 2 bad use or input, 3 not
/// authenticated, 4 unreachable, 5 limit reached.
pub fn run(registry: Registry) -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    // Known before the arguments are understood, so that errors in them come in this format too.
    let format = ErrorFormat::of(&arguments);
    let program = Program {
        name: name(arguments.first()),
        registry,
    };
    match parse_and_execute(&program, &arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            report::print(&failure, format);
            ExitCode::from(failure.status as u8)
        }
    }
}

fn parse_and_execute(program: &Program, arguments: &[OsString]) -> Result<(), Failure> {
    match command::build(program).try_get_matches_from(arguments) {
        Ok(matches) => execute(program, &matches),
        Err(error) if error.use_stderr() => {
            Err(bad_use::failure(error, arguments, program.registry))
        }
        // `--help` and `--version`. A reader who has gone away wants no complaint.
        Err(text) => {
            let _ = text.print();
            Ok(())
        }
    }
}

fn execute(program: &Program, matches: &ArgMatches) -> Result<(), Failure> {
    trace::start(matches);
    match matches.subcommand() {
        Some((list::NAME, matches)) => list::run(program.registry, matches),
        Some((show::NAME, matches)) => show::run(program, matches),
        Some((call::NAME, matches)) => call::run(program, matches),
        Some((request::NAME, matches)) => request::run(matches),
        Some((schema::NAME, matches)) => schema::run(program.registry, matches),
        Some((check::NAME, matches)) => check::run(matches),
        Some((sync::NAME, matches)) => sync::run(program, matches),
        Some((status::NAME, matches)) => status::run(matches),
        Some((completions::NAME, matches)) => completions::run(program, matches),
        #[cfg(feature = "emulator")]
        Some((emulator::NAME, matches)) => emulator::run(matches),
        #[cfg(feature = "emulator")]
        Some((demo::NAME, _)) => demo::run(program),
        _ => Err(Failure::usage("a command is required")),
    }
}

/// The program's own file name, so that help and examples read right in another crate's program too.
fn name(first_argument: Option<&OsString>) -> String {
    let stem = first_argument.and_then(|path| Path::new(path).file_stem());
    stem.map_or_else(
        || "specforce".to_owned(),
        |stem| stem.to_string_lossy().into_owned(),
    )
}

/// The README's Rust, compiled with the docs' examples.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

/// As the README's.
#[cfg(doctest)]
#[doc = include_str!("../../docs/syncs.md")]
struct Syncs;
