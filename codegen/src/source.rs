use std::io;
use std::path::Path;
use std::string::FromUtf8Error;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Spot};
use crate::messages;
use crate::parse::lines::Lines;

/// A file of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What messages and generated docs call it, such as `spec/records.yaml`.
    pub name: String,
    /// Its YAML.
    pub text: String,
}

/// Reads every `.yaml` and `.yml` file of `folder`, in the order of their names.
///
/// Folders in it are not looked into. Names begin with `shown`, so that messages read the same wherever the folder lies.
///
/// # Errors
/// A folder or file that cannot be read, a folder without a manifest, and a file that is not UTF-8.
pub fn read_folder(folder: &Path, shown: &str) -> Result<Vec<Source>, Diagnostics> {
    let shown = shown.trim_end_matches(['/', '\\']);
    let at_folder = |message| Diagnostics::from(Diagnostic::of_file(shown, message));
    let entries = std::fs::read_dir(folder)
        .map_err(|error| at_folder(messages::unreadable("folder", error)))?;
    let mut paths: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| is_manifest(path) && !path.is_dir())
        .collect();
    paths.sort();
    if paths.is_empty() {
        return Err(at_folder(messages::no_manifest()));
    }
    let mut sources = Vec::new();
    let mut found = Vec::new();
    for path in paths {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let name = match shown {
            "" => file.into_owned(),
            _ => format!("{shown}/{file}"),
        };
        match read(&path, &name) {
            Ok(source) => sources.push(source),
            Err(diagnostic) => {
                // As far as it can be read, so that what it declares is known to the others.
                sources.push(diagnostic.source().clone());
                found.push(*diagnostic);
            }
        }
    }
    if found.is_empty() {
        Ok(sources)
    } else {
        let unread: Vec<String> = found.iter().map(|one| one.file().to_owned()).collect();
        let others = crate::diagnostics(&sources);
        let of_read = |one: &&Diagnostic| !unread.iter().any(|file| file == one.file());
        found.extend(others.iter().filter(of_read).cloned());
        Err(found.into_iter().collect())
    }
}

/// Whether [`read_folder`] reads a file: one whose name ends in `.yaml` or `.yml`.
///
/// Not what begins with a dot: editors keep their own files beside those they edit.
pub fn is_manifest(path: &Path) -> bool {
    let hidden = path
        .file_name()
        .is_none_or(|name| name.to_string_lossy().starts_with('.'));
    !hidden
        && path
            .extension()
            .is_some_and(|extension| extension == "yaml" || extension == "yml")
}

fn read(path: &Path, name: &str) -> Result<Source, Box<Diagnostic>> {
    let bytes = bytes(path)
        .map_err(|error| Diagnostic::of_file(name, messages::unreadable("file", error)))
        .map_err(Box::new)?;
    let text = String::from_utf8(bytes).map_err(|error| Box::new(not_utf_8(name, &error)))?;
    // Some editors begin a file with a byte order mark, which YAML takes for a document.
    let text = text.trim_start_matches('\u{feff}').to_owned();
    Ok(Source {
        name: name.to_owned(),
        text,
    })
}

/// Of a regular file only: another one, such as a pipe, may have no end, or none yet.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    if std::fs::metadata(path)?.is_file() {
        std::fs::read(path)
    } else {
        Err(io::Error::other("it is no regular file"))
    }
}

fn not_utf_8(name: &str, error: &FromUtf8Error) -> Diagnostic {
    let bytes = error.as_bytes();
    let start = error.utf8_error().valid_up_to();
    // Shown with its replacement, which takes the place of at least one byte.
    let source = Source {
        name: name.to_owned(),
        text: String::from_utf8_lossy(bytes).into_owned(),
    };
    let end = start + char::REPLACEMENT_CHARACTER.len_utf8();
    let source = Arc::new(source);
    let lines = Lines::of(&source.text);
    let spot = Spot::new(source.clone(), &lines, start..end);
    Diagnostic::new(spot, messages::not_utf_8(), None)
}
