use std::path::Path;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::parse::place::Position;

/// A file of a manifest.
#[derive(Debug, Clone)]
pub struct Source {
    /// What messages and generated docs call it, such as `spec/records.yaml`.
    pub name: String,
    /// Its YAML.
    pub text: String,
}

/// Reads every `.yaml` file of `folder`, in the order of their names.
///
/// Names begin with `shown`, so that messages read the same wherever the folder lies.
///
/// # Errors
/// A folder or file that cannot be read, a folder without a manifest, and a file that is not UTF-8.
pub fn read_folder(folder: &Path, shown: &str) -> Result<Vec<Source>, Diagnostics> {
    let at_folder = |message: String| Diagnostics::from(Diagnostic::of_file(shown, message));
    let entries = std::fs::read_dir(folder)
        .map_err(|error| at_folder(format!("cannot read this folder: {error}")))?;
    let mut paths: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| is_manifest(path))
        .collect();
    paths.sort();
    if paths.is_empty() {
        return Err(at_folder(
            "there is no `.yaml` file in this folder".to_owned(),
        ));
    }
    let mut sources = Vec::new();
    let mut found = Diagnostics::new();
    for path in paths {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        match read(&path, &format!("{shown}/{file}")) {
            Ok(source) => sources.push(source),
            Err(diagnostic) => found.extend([diagnostic]),
        }
    }
    found.into_result(sources)
}

/// Reads one file of a manifest, which messages call `name`.
///
/// # Errors
/// A file that cannot be read or is not UTF-8.
pub fn read_file(path: &Path, name: &str) -> Result<Source, Diagnostics> {
    read(path, name).map_err(Diagnostics::from)
}

/// Not what begins with a dot: editors keep their own files beside those they edit.
fn is_manifest(path: &Path) -> bool {
    let hidden = path
        .file_name()
        .is_none_or(|name| name.to_string_lossy().starts_with('.'));
    !hidden
        && path
            .extension()
            .is_some_and(|extension| extension == "yaml" || extension == "yml")
}

fn read(path: &Path, name: &str) -> Result<Source, Diagnostic> {
    let bytes = std::fs::read(path)
        .map_err(|error| Diagnostic::of_file(name, format!("cannot read this file: {error}")))?;
    String::from_utf8(bytes)
        .map(|text| Source {
            name: name.to_owned(),
            // Some editors begin a file with a byte order mark, which YAML takes for a document.
            text: text.trim_start_matches('\u{feff}').to_owned(),
        })
        .map_err(|error| {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let before = String::from_utf8_lossy(valid);
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
            Diagnostic::at(
                name,
                Position { line, column },
                "this is not UTF-8; save the file as UTF-8".to_owned(),
            )
        })
}
