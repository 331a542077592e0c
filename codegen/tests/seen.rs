//! What a build script takes for done, and what it does again.

use std::fs;
use std::path::PathBuf;

use specforce_codegen::Seen;

/// A folder with a manifest and what is made of it.
struct Project(tempfile::TempDir);

impl Project {
    fn new() -> Self {
        let project = Self(tempfile::tempdir().expect("a temporary folder"));
        for folder in ["spec", "generated"] {
            fs::create_dir(project.path(folder)).expect("a folder");
        }
        project.put("spec/things.yaml", "group: Things");
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("a file");
    }

    fn seen(&self, generator: &str) -> Seen {
        let (record, made) = (self.path("seen"), self.path("generated"));
        Seen::new(record, generator, &self.path("spec"), made)
    }

    /// A run of the script: generates, while `during` happens.
    fn run(&self, during: impl FnOnce()) {
        let seen = self.seen("1");
        during();
        self.put("generated/lib.rs", "pub mod things;");
        seen.keep().expect("it is kept");
    }
}

#[test]
fn what_is_as_it_was_is_not_done_again() {
    let project = Project::new();
    assert!(!project.seen("1").is_unchanged());
    project.run(|| {});
    assert!(project.seen("1").is_unchanged());
    assert!(!project.seen("2").is_unchanged());
}

#[test]
fn an_edit_is_seen() {
    for file in ["spec/things.yaml", "spec/more.yaml", "generated/lib.rs"] {
        let project = Project::new();
        project.run(|| {});
        project.put(file, "an edit");
        assert!(!project.seen("1").is_unchanged(), "{file}");
    }
}

#[test]
fn an_edit_while_the_script_runs_is_seen_by_the_next() {
    let project = Project::new();
    project.run(|| project.put("spec/things.yaml", "an edit"));
    assert!(!project.seen("1").is_unchanged());
}
