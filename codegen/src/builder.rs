use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::diagnostic::Diagnostics;
use crate::{Options, generate_tree, read_folder, write_folder};

/// Makes Rust of a manifest, from the build script of a crate that depends on `specforce`.
///
/// ```no_run
/// // the `main` of build.rs
/// specforce_codegen::Builder::new("spec").build();
/// ```
///
/// What it makes is included as a module, wherever the crate wants it; the module has one below for each group of the
/// manifest, and `functions`, `registry` and `SCHEMA`:
///
/// ```ignore
/// pub mod billing {
///     include!(concat!(env!("OUT_DIR"), "/specforce/mod.rs"));
/// }
/// ```
///
/// The manifest may use the types that every manifest has, such as `SObjectRecord`; they are those of
/// `specforce::types`. Cargo runs the script again when a file of the manifest is changed, added or removed.
#[derive(Debug, Clone)]
pub struct Builder {
    folder: PathBuf,
    options: Options,
}

impl Builder {
    /// Of the manifest in `folder`, relative to the package's `Cargo.toml`.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            options: Options::new(""),
        }
    }

    /// Whether the Rust is laid out for people to read, which it is unless told.
    #[must_use]
    pub fn formatted(mut self, formatted: bool) -> Self {
        self.options = self.options.formatted(formatted);
        self
    }

    /// Writes the module below `OUT_DIR`, and tells Cargo what to watch.
    ///
    /// What is wrong with the manifest becomes errors of the build, each with its line; then nothing is written, and
    /// what an earlier build wrote stays as it is.
    pub fn build(&self) {
        // Whatever is written must look older than this script's start, or Cargo would run it again.
        let as_of = SystemTime::now() - Duration::from_secs(2);
        let variable = |name| PathBuf::from(std::env::var_os(name).unwrap_or_default());
        let folder = variable("CARGO_MANIFEST_DIR").join(&self.folder);
        let lines = watched(&folder).into_iter().chain(
            match self.write(&folder, &variable("OUT_DIR"), as_of) {
                Ok(()) => Vec::new(),
                Err(lines) => lines,
            },
        );
        tell(lines);
    }

    fn write(&self, folder: &Path, out: &Path, as_of: SystemTime) -> Result<(), Vec<String>> {
        let shown = self.folder.to_string_lossy();
        let files = read_folder(folder, &shown)
            .and_then(|sources| generate_tree(&sources, &self.options))
            .map_err(|found| found.cargo_lines())?;
        let out = out.join("specforce");
        std::fs::create_dir_all(&out)
            .and_then(|()| write_folder(&out, &files, as_of))
            .map(|_| ())
            .map_err(|error| vec![error_line(&error)])
    }
}

/// The lines that make Cargo run a build script again when a file below `folder` is changed, added or removed.
///
/// Each file by itself: a folder's own time does not tell of an edit within a file.
pub fn watched(folder: &Path) -> Vec<String> {
    let mut lines = watched_files(folder);
    lines.push(rerun_if_changed(folder));
    lines
}

/// The lines that make Cargo run a build script again when a file below `folder` is changed or removed.
///
/// For a folder that the build script itself writes files to: it changes with each of them.
pub fn watched_files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let lines = entries.map(|entry| entry.path()).flat_map(|path| {
        if path.is_dir() {
            watched_files(&path)
        } else {
            vec![rerun_if_changed(&path)]
        }
    });
    lines.collect()
}

fn rerun_if_changed(path: &Path) -> String {
    format!("cargo::rerun-if-changed={}", path.display())
}

fn error_line(error: &io::Error) -> String {
    format!("cargo::error={error}")
}

#[allow(
    clippy::print_stdout,
    reason = "Cargo reads what a build script prints"
)]
fn tell(lines: impl Iterator<Item = String>) {
    lines.for_each(|line| println!("{line}"));
}

impl Diagnostics {
    /// The lines by which a build script tells them to Cargo, which shows each behind the name of the package.
    pub fn cargo_lines(&self) -> Vec<String> {
        let shown = |text: String| -> Vec<String> {
            let text = text.strip_prefix("error: ").unwrap_or(&text);
            let lines = text.lines();
            lines.map(|line| format!("cargo::error={line}")).collect()
        };
        self.iter()
            .flat_map(|diagnostic| shown(diagnostic.to_string()))
            .collect()
    }
}
