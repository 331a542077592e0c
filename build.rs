//! Writes `generated/` anew from `spec/`, in a checkout of the project and with the feature `regenerate`.

fn main() {
    #[cfg(feature = "regenerate")]
    regenerate::run();
    println!("cargo::rerun-if-changed=build.rs");
}

#[cfg(feature = "regenerate")]
mod regenerate {
    use std::path::{Path, PathBuf};
    use std::time::{Duration, SystemTime};

    use specforce_codegen::{
        Options, Seen, generate, read_folder, watched, watched_files, write_folder,
    };

    const CRATE_DOCS: &str = include_str!("crate.md");

    pub(super) fn run() {
        let as_of = as_of();
        let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
        if !root.join("codegen").is_dir() {
            return;
        }
        println!("cargo::rerun-if-changed=crate.md");
        tell(watched(&root.join("spec")));
        let seen = seen(&root);
        if !seen.is_unchanged() {
            tell(write(&root, &seen, as_of));
        }
        tell(watched_files(&root.join("generated")));
    }

    /// Whatever is written must not look newer than this script's start, or Cargo would run it again; nor older than
    /// need be, or a build without the feature, done just before, would not see it.
    fn as_of() -> SystemTime {
        // The time that Cargo itself compares with. It is not documented, so it need not be there.
        let told = out().with_file_name("invoked.timestamp").metadata();
        told.and_then(|file| file.modified())
            .unwrap_or_else(|_| SystemTime::now() - Duration::from_secs(2))
    }

    fn out() -> PathBuf {
        PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default())
    }

    /// Most runs find what the last one left: one after a checkout of another branch and back, say.
    fn seen(root: &Path) -> Seen {
        // This program is the generator, and each build of it has a time of its own.
        let program = std::env::current_exe().and_then(std::fs::metadata);
        let built = program.and_then(|program| program.modified());
        let (spec, generated) = (root.join("spec"), root.join("generated"));
        Seen::new(out().join("seen"), &format!("{built:?}"), &spec, generated)
    }

    /// What Cargo is told of what went wrong.
    fn write(root: &Path, seen: &Seen, as_of: SystemTime) -> Vec<String> {
        let files = read_folder(&root.join("spec"), "spec")
            .and_then(|sources| generate(&sources, &Options::new(CRATE_DOCS)));
        match files {
            Ok(files) => write_folder(&root.join("generated"), &files, as_of)
                .and_then(|_| seen.keep())
                .err()
                .map(|error| format!("cargo::error={error}"))
                .into_iter()
                .collect(),
            Err(found) => found.cargo_lines(),
        }
    }

    fn tell(lines: Vec<String>) {
        for line in lines {
            println!("{line}");
        }
    }
}
