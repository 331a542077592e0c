use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};
use serde_json::{Value, json};
use specforce_codegen::{Diagnostic, Diagnostics};

use crate::failure::Failure;

pub(crate) const NAME: &str = "check";

pub(crate) fn command() -> Command {
    Command::new(NAME)
        .about("Look for errors in a manifest, without making anything of it")
        .arg(
            Arg::new("dir")
                .value_name("DIR")
                .default_value("spec")
                .value_parser(value_parser!(PathBuf))
                .help("The folder of the manifest"),
        )
}

pub(crate) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let folder = matches
        .get_one::<PathBuf>("dir")
        .map_or(Path::new("spec"), PathBuf::as_path);
    let shown = folder.display().to_string();
    let functions = count(folder, &shown).map_err(|diagnostics| failure(&shown, &diagnostics))?;
    let plural = if functions == 1 { "" } else { "s" };
    let _ = writeln!(
        anstream::stderr().lock(),
        "{shown}: {functions} function{plural}, no errors"
    );
    Ok(())
}

fn count(folder: &Path, shown: &str) -> Result<usize, Diagnostics> {
    specforce_codegen::check(&specforce_codegen::read_folder(
        folder,
        shown.trim_end_matches(['/', '\\']),
    )?)
}

fn failure(shown: &str, diagnostics: &Diagnostics) -> Failure {
    let errors: Vec<Value> = diagnostics.iter().map(as_json).collect();
    let message = match errors.len() {
        1 => format!("there is an error in the manifest `{shown}`"),
        several => format!("there are {several} errors in the manifest `{shown}`"),
    };
    Failure::manifest(
        message,
        diagnostics.iter().map(ToString::to_string).collect(),
        errors.into(),
    )
}

fn as_json(diagnostic: &Diagnostic) -> Value {
    json!({
        "file": diagnostic.file(),
        "line": diagnostic.line(),
        "column": diagnostic.column(),
        "message": diagnostic.message(),
    })
}
