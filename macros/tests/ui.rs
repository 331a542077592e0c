//! What is told at compile time: the message of each slip, at the attribute, field or call where it stands.

use std::path::{Path, PathBuf};

#[test]
fn slips_are_told_where_they_stand() {
    manifest_for_trybuild("broken");
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/accepted.rs");
    cases.compile_fail("tests/ui/slip_*.rs");
}

/// `manifest!` looks below the crate that calls it, which trybuild makes in the target directory.
fn manifest_for_trybuild(folder: &str) {
    let program = std::env::current_exe().expect("the test has a path");
    let target = program
        .ancestors()
        .nth(3)
        .map_or(PathBuf::new(), Path::to_owned);
    let to = target
        .join("tests/trybuild")
        .join(env!("CARGO_PKG_NAME"))
        .join(folder);
    let from = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/ui")
        .join(folder);
    std::fs::create_dir_all(&to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a manifest") {
        let path = entry.expect("a file").path();
        std::fs::copy(&path, to.join(path.file_name().unwrap_or_default())).expect("a copy");
    }
}
