mod objects;
mod requests;
mod trouble;

use std::fs;
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use specforce_emulator::{Builder, Emulator, Seed, StartError};

use crate::command::{INSTANCE_URL, VERBOSE, global};
use crate::failure::Failure;
use crate::interrupt::Interrupted;
use crate::{connect, example, output, report};

pub(crate) const NAME: &str = "emulator";

/// The flag that calls an org in this process.
const FLAG: &str = "emulator";

const AFTER_HELP: &str = "\
It prints two lines for a shell, with which other commands call this org, and serves until it is interrupted:

  export SPECFORCE_INSTANCE_URL=http://127.0.0.1:49152
  export SPECFORCE_ACCESS_TOKEN='00D…!…'

Only programs on this machine reach it. By --trouble requests meet, alone or together: 429, 500,
502, 503, 504, daily-limit, concurrent-limit, expired-session, locked-rows, reset, stalled-body,
truncated-body, truncated-gzip, maintenance, slow, moved and in-flight; and before a request
others do: hard-delete, merge, empty-recycle-bin, purged-delete-log, hidden-field and
expired-locators. Which requests: method=POST, path=/query, after=1, times=2, rate=0.1.";

pub(crate) fn command() -> Command {
    Command::new(NAME)
        .about("Serve a local org that speaks the REST API, for trying, demos and tests")
        .after_help(AFTER_HELP)
        .arg(
            Arg::new("port")
                .long("port")
                .value_name("PORT")
                .value_parser(value_parser!(u16))
                .help("The port to serve on [else a free one]"),
        )
        .arg(
            Arg::new("data")
                .long("data")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("The file that keeps the org, made where there is none [else it ends with the program]"),
        )
        .arg(
            Arg::new("seed")
                .long("seed")
                .value_name("SEED")
                .default_value("demo")
                .help("The records of a new org: demo, empty, or a YAML file"),
        )
        .arg(
            Arg::new("objects")
                .long("objects")
                .value_name("PATH")
                .action(ArgAction::Append)
                .value_parser(value_parser!(PathBuf))
                .help("A YAML file of objects of your own, or a folder of them"),
        )
        .arg(
            Arg::new("trouble")
                .long("trouble")
                .value_name("RULE")
                .action(ArgAction::Append)
                .help("What goes wrong, such as 503,rate=0.1, or a YAML file of rules; may be given again"),
        )
        .arg(
            Arg::new("trouble-seed")
                .long("trouble-seed")
                .value_name("NUMBER")
                .value_parser(value_parser!(u64))
                .help("What decides where trouble is random [else 0]"),
        )
        .arg(
            Arg::new("hide")
                .long("hide")
                .value_name("FIELD")
                .action(ArgAction::Append)
                .value_delimiter(',')
                .help("A field that field-level security hides, such as Contact.Phone; may be given again"),
        )
}

/// `--emulator`, for every command that calls an org.
pub(crate) fn flag() -> Arg {
    global(FLAG)
        .value_name("FILE")
        .num_args(0..=1)
        .require_equals(true)
        .default_missing_value("")
        .help("Call a local org with demo records, which ends with the command, or is kept in FILE")
}

/// The org in this process, if the command is to call one.
pub(crate) fn asked_for(matches: &ArgMatches) -> Result<Option<Emulator>, Failure> {
    let Some(file) = matches.get_one::<String>(FLAG) else {
        return Ok(None);
    };
    if matches.contains_id(INSTANCE_URL) {
        let message = format!("--{FLAG} and --{INSTANCE_URL} each name an org to call");
        return Err(Failure::usage(message).hint("give one of them"));
    }
    let builder = match file.as_str() {
        "" => Emulator::builder(),
        file => Emulator::builder().data(file),
    };
    start(builder).map(Some)
}

pub(crate) fn start(builder: Builder) -> Result<Emulator, Failure> {
    let emulator = builder.start_blocking();
    emulator.map_err(|error| not_started(&error))
}

fn not_started(error: &StartError) -> Failure {
    Failure::usage(format!("the emulator: {error}"))
}

pub(crate) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let port = matches.get_one("port").copied().unwrap_or_default();
    let mut builder = Emulator::builder().port(port).seed(seed(matches)?);
    if let Some(file) = matches.get_one::<PathBuf>("data") {
        warn_of_seed(matches, file);
        builder = builder.data(file);
    }
    let objects = objects::read(matches.get_many("objects").into_iter().flatten())?;
    let builder = trouble::builder(builder.objects(&objects::described(&objects)), matches)?;
    let emulator = started(builder, matches)?;
    let is_verbose = matches.get_count(VERBOSE) > 0;
    let interrupted = connect::block_on(async {
        let mut interrupted = Interrupted::new()?;
        tell(&emulator)?;
        tokio::select! {
            () = interrupted.wait() => {}
            () = requests::show(&emulator), if is_verbose => {}
        }
        Ok(())
    });
    interrupted?
}

fn started(builder: Builder, matches: &ArgMatches) -> Result<Emulator, Failure> {
    builder.start_blocking().map_err(|error| match error {
        StartError::Seed(why) => Failure::usage(format!("--seed {}: {why}", given_seed(matches))),
        StartError::Trouble(bad) => trouble::refused(&bad.to_string()),
        StartError::Hidden(slip) => Failure::usage(format!("--hide: {slip}")),
        error => not_started(&error),
    })
}

fn seed(matches: &ArgMatches) -> Result<Seed, Failure> {
    match given_seed(matches) {
        "demo" => Ok(Seed::Demo),
        "empty" => Ok(Seed::Empty),
        file => fs::read_to_string(file).map(Seed::Text).map_err(|error| {
            Failure::usage(format!("--seed: cannot read the file `{file}`: {error}"))
                .hint("a seed is demo, empty, or a YAML file")
        }),
    }
}

fn given_seed(matches: &ArgMatches) -> &str {
    matches.get_one("seed").map_or("demo", String::as_str)
}

/// An org that is there is as it was left, whatever a new one would begin with.
fn warn_of_seed(matches: &ArgMatches, file: &Path) {
    let is_given = matches.value_source("seed") == Some(ValueSource::CommandLine);
    let is_there = fs::metadata(file).is_ok_and(|file| file.len() > 0);
    if is_given && is_there {
        let file = file.display();
        report::warn(&format!(
            "`{file}` holds an org already, so --seed adds nothing to it"
        ));
    }
}

fn tell(emulator: &Emulator) -> Result<(), Failure> {
    output::text(&format!(
        "export SPECFORCE_INSTANCE_URL={}\nexport SPECFORCE_ACCESS_TOKEN={}",
        emulator.instance_url(),
        example::quoted(emulator.token().expose())
    ))
}
