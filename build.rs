//! Writes `generated/` anew from `spec/`, in a checkout of the project and with the feature `regenerate`.

fn main() {
    #[cfg(feature = "regenerate")]
    regenerate::run();
    #[cfg(not(feature = "regenerate"))]
    println!("cargo::rerun-if-changed=build.rs");
}

#[cfg(feature = "regenerate")]
mod regenerate {
    use std::path::{Path, PathBuf};
    use std::time::{Duration, SystemTime};

    use specforce_codegen::{Diagnostics, Options, Seen, generate, read_folder, write_folder};

    const CRATE_DOCS: &str = include_str!("crate.md");

    pub(super) fn run() {
        // Whatever is written must look older than this script's start, or Cargo would run it again.
        let as_of = SystemTime::now() - Duration::from_secs(2);
        let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
        if !root.join("codegen").is_dir() {
            return;
        }
        watch(&root);
        let seen = seen(&root);
        if !seen.is_unchanged() {
            write(&root, &seen, as_of);
        }
        watch_files(&root.join("generated"));
    }

    fn write(root: &Path, seen: &Seen, as_of: SystemTime) {
        match read_folder(&root.join("spec"), "spec")
            .and_then(|sources| generate(&sources, &Options::new(CRATE_DOCS)))
        {
            Ok(files) => {
                let written = write_folder(&root.join("generated"), &files, as_of);
                if let Err(error) = written.and_then(|_| seen.keep()) {
                    println!("cargo::error={error}");
                }
            }
            Err(found) => tell(&found),
        }
    }

    /// Most runs find what the last one left: one after a checkout of another branch and back, say.
    fn seen(root: &Path) -> Seen {
        let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
        // This program is the generator, and each build of it has a time of its own.
        let program = std::env::current_exe().and_then(std::fs::metadata);
        let built = program.and_then(|program| program.modified());
        let folders = ["spec", "generated"].map(|folder| root.join(folder));
        Seen::new(out.join("seen"), format!("{built:?}"), folders.into())
    }

    fn watch(root: &Path) {
        println!("cargo::rerun-if-changed=build.rs");
        println!("cargo::rerun-if-changed=crate.md");
        println!("cargo::rerun-if-changed=spec");
        watch_files(&root.join("spec"));
    }

    /// Each file by itself: a folder's own time does not tell of an edit within a file.
    fn watch_files(folder: &Path) {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                watch_files(&path);
            } else {
                println!("cargo::rerun-if-changed={}", path.display());
            }
        }
    }

    fn tell(found: &Diagnostics) {
        for diagnostic in found.iter() {
            println!("cargo::error={diagnostic}");
        }
    }
}
