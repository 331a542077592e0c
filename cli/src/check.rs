use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde_json::{Value, json};
use specforce_codegen::{Diagnostic, Related};

use crate::failure::Failure;
use crate::output;

pub(crate) const NAME: &str = "check";

pub(crate) fn command() -> Command {
    Command::new(NAME)
        .about("Look for errors in a manifest, without making anything of it")
        .arg(
            Arg::new("path")
                .value_name("PATH")
                .default_value("spec")
                .value_parser(value_parser!(PathBuf))
                .help("The folder of the manifest, or one file of it"),
        )
        .arg(
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .help("Print the errors as a JSON array, for an editor"),
        )
}

pub(crate) fn run(matches: &ArgMatches) -> Result<(), Failure> {
    let path = matches
        .get_one::<PathBuf>("path")
        .map_or(Path::new("spec"), PathBuf::as_path);
    let json = matches.get_flag("json");
    if let Err(failure) = readable(path) {
        if json {
            output::json(&json!([of_path(path, &failure.message)]))?;
        }
        return Err(failure);
    }
    let found = look(path);
    if json {
        let errors = found.as_ref().err();
        let errors: Vec<Value> = errors.into_iter().flatten().map(as_json).collect();
        output::json(&errors.into())?;
    }
    let shown = path.display();
    let functions = found.map_err(|errors| failure(&shown.to_string(), &errors))?;
    let count = match functions {
        _ if path.is_file() => String::new(),
        1 => "1 function, ".to_owned(),
        several => format!("{several} functions, "),
    };
    let _ = writeln!(anstream::stderr().lock(), "{shown}: {count}no errors");
    Ok(())
}

/// What is not there or is never read has no errors either, which would sound like praise.
fn readable(path: &Path) -> Result<(), Failure> {
    let shown = path.display();
    if path.is_dir() || path.is_file() && specforce_codegen::is_manifest(path) {
        Ok(())
    } else if path.exists() {
        let message = format!(
            "`{shown}` is no file of a manifest: its name does not end in `.yaml` or `.yml`, or begins with a dot"
        );
        Err(Failure::usage(message))
    } else {
        Err(Failure::usage(format!(
            "there is no file or folder `{shown}`"
        )))
    }
}

/// The number of functions in a manifest, or its errors; of a file, those in this file alone.
fn look(path: &Path) -> Result<usize, Vec<Diagnostic>> {
    let (folder, file) = if path.is_file() {
        // Its types may stand in the files beside it.
        (path.parent().unwrap_or(Path::new("")), path.file_name())
    } else {
        (path, None)
    };
    let shown = folder.display().to_string();
    let folder = if shown.is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let sources = specforce_codegen::read_folder(folder, &shown);
    let checked = sources.and_then(|sources| specforce_codegen::check(&sources));
    let file = file.map(|file| path_of(&shown, &file.to_string_lossy()));
    let of_file = |one: &Diagnostic| file.as_ref().is_none_or(|file| one.file() == file);
    match checked {
        Ok(functions) => Ok(functions),
        Err(found) => {
            let found: Vec<Diagnostic> = found.iter().filter(|one| of_file(one)).cloned().collect();
            if found.is_empty() { Ok(0) } else { Err(found) }
        }
    }
}

fn path_of(folder: &str, file: &str) -> String {
    let folder = folder.trim_end_matches(['/', '\\']);
    if folder.is_empty() {
        file.to_owned()
    } else {
        format!("{folder}/{file}")
    }
}

fn failure(shown: &str, errors: &[Diagnostic]) -> Failure {
    let message = match errors.len() {
        1 => format!("there is an error in the manifest `{shown}`"),
        several => format!("there are {several} errors in the manifest `{shown}`"),
    };
    let as_json: Vec<Value> = errors.iter().map(as_json).collect();
    let coloured = errors.iter().map(Diagnostic::coloured).collect();
    Failure::manifest(message, coloured, as_json.into())
}

/// What is wrong with the path itself, as an error of the whole file: an editor reads an array in any case.
fn of_path(path: &Path, message: &str) -> Value {
    json!({
        "file": path.display().to_string(),
        "line": 1,
        "column": 1,
        "endLine": 1,
        "endColumn": 1,
        "message": message,
        "label": "",
        "note": null,
        "help": null,
        "related": null,
    })
}

fn as_json(diagnostic: &Diagnostic) -> Value {
    let related = |related: &Related| {
        json!({
            "file": related.file(),
            "line": related.line(),
            "column": related.column(),
            "label": related.label(),
        })
    };
    json!({
        "file": diagnostic.file(),
        "line": diagnostic.line(),
        "column": diagnostic.column(),
        "endLine": diagnostic.end_line(),
        "endColumn": diagnostic.end_column(),
        "message": diagnostic.message(),
        "label": diagnostic.label(),
        "note": diagnostic.note(),
        "help": diagnostic.help(),
        "related": diagnostic.related().map(related),
    })
}
