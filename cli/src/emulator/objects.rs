use std::io;
use std::path::{Path, PathBuf};

use specforce_emulator::Description;

use crate::failure::Failure;

/// The path of a file, and its text.
type File = (String, String);

/// The files that paths name; of a folder those that end in `.yaml` or `.yml`, in the order of their names.
pub(super) fn read<'a>(paths: impl Iterator<Item = &'a PathBuf>) -> Result<Vec<File>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        for file in within(path).map_err(|error| unreadable(path, &error))? {
            let text = std::fs::read_to_string(&file).map_err(|error| unreadable(&file, &error))?;
            files.push((file.display().to_string(), text));
        }
    }
    Ok(files)
}

pub(super) fn described(files: &[File]) -> Vec<Description<'_>> {
    let descriptions = files.iter();
    descriptions
        .map(|(file, text)| Description { file, text })
        .collect()
}

fn within(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries: io::Result<Vec<_>> = path.read_dir()?.collect();
    let files = entries?.into_iter().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = files.filter(|file| is_yaml(file)).collect();
    files.sort();
    Ok(files)
}

fn is_yaml(file: &Path) -> bool {
    file.extension()
        .is_some_and(|extension| extension == "yaml" || extension == "yml")
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::usage(format!(
        "--objects: cannot read `{}`: {error}",
        path.display()
    ))
    .hint("give a YAML file of objects, or a folder of such files")
}
