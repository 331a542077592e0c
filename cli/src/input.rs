use std::io::Read as _;

use serde_json::Value;

use crate::failure::Failure;

/// The JSON that a flag was given: in place, as `@file`, or as `-` for standard input.
pub(crate) fn json(flag: &str, given: &str) -> Result<Value, Failure> {
    let text = match given.strip_prefix('@') {
        Some(file) => std::fs::read_to_string(file).map_err(|error| {
            Failure::usage(format!("{flag}: cannot read the file `{file}`: {error}"))
        })?,
        None if given == "-" => standard_input(flag)?,
        None => given.to_owned(),
    };
    serde_json::from_str(&text).map_err(|error| {
        let hint = format!(
            "give {flag} as JSON in quotes for the shell, as @file, or as - for standard input"
        );
        Failure::usage(format!("{flag}: this is not JSON: {error}")).hint(hint)
    })
}

fn standard_input(flag: &str) -> Result<String, Failure> {
    let mut text = String::new();
    match std::io::stdin().lock().read_to_string(&mut text) {
        Ok(_) => Ok(text),
        Err(error) => Err(Failure::usage(format!(
            "{flag}: cannot read standard input: {error}"
        ))),
    }
}
