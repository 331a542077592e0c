use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::emit::Files;

/// Makes `folder` hold just `files`: writes what differs, removes what no longer has a cause, leaves alone what is right.
///
/// Each file is written whole or not at all. A written file is dated `as_of`: a build script gives a time before
/// its own start, so that Cargo does not take what the script wrote for a change that came after it.
/// Gives the paths that were written or removed.
///
/// # Errors
/// What the file system says, with the path it said it of.
pub fn write_folder(folder: &Path, files: &Files, as_of: SystemTime) -> io::Result<Vec<PathBuf>> {
    let mut changed = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        if fs::read(&path).is_ok_and(|known| known == text.as_bytes()) {
            continue;
        }
        write_whole(&path, text, as_of).map_err(|error| named(&path, &error))?;
        changed.push(path);
    }
    let wanted: BTreeSet<PathBuf> = files.keys().map(|name| folder.join(name)).collect();
    remove_others(folder, &wanted, &mut changed)?;
    Ok(changed)
}

fn write_whole(path: &Path, text: &str, as_of: SystemTime) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(format!(".{}.tmp", std::process::id()));
    let temporary = PathBuf::from(temporary);
    fs::write(&temporary, text)?;
    fs::File::options()
        .append(true)
        .open(&temporary)?
        .set_modified(as_of)?;
    fs::rename(&temporary, path)
}

fn remove_others(
    folder: &Path,
    wanted: &BTreeSet<PathBuf>,
    changed: &mut Vec<PathBuf>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder).map_err(|error| named(folder, &error))? {
        let entry = entry?;
        let path = entry.path();
        // A link is a file here: what it leads to is not ours.
        if entry.file_type()?.is_dir() {
            remove_others(&path, wanted, changed)?;
            // Succeeds only when nothing is left in it.
            let _ = fs::remove_dir(&path);
        } else if !wanted.contains(&path) && !is_temporary(&path) {
            fs::remove_file(&path).map_err(|error| named(&path, &error))?;
            changed.push(path);
        }
    }
    Ok(())
}

/// What another run is about to rename.
fn is_temporary(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "tmp")
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
