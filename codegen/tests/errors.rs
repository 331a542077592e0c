//! What a broken manifest is told: one file of `errors/` a slip, its messages in the snapshot of the same name.

use std::path::Path;

use specforce_codegen::{Source, check, read_folder};

fn cases() -> Vec<(String, Source)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let sources = read_folder(&folder, "spec").expect("the cases can be read");
    sources
        .into_iter()
        .map(|source| {
            (
                source.name.replace("spec/", "").replace(".yaml", ""),
                source,
            )
        })
        .collect()
}

fn messages(source: &Source) -> String {
    match check(std::slice::from_ref(source)) {
        Ok(functions) => format!("no error, {functions} functions"),
        Err(found) => found.to_string(),
    }
}

#[test]
fn every_slip_is_told_with_its_place() {
    for (name, source) in cases() {
        insta::with_settings!({ description => source.text.clone(), omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(name, messages(&source));
        });
    }
}

/// Lines above a slip move its place and nothing else.
#[test]
fn places_follow_the_text() {
    for (name, source) in cases() {
        let moved = Source {
            text: format!("# a comment\n\n{}", source.text),
            name: source.name.clone(),
        };
        let before = check(&[source]).err().map(|found| {
            found
                .iter()
                .map(|d| (d.line() + 2, d.column(), without_lines(d.message())))
                .collect::<Vec<_>>()
        });
        let after = check(&[moved]).err().map(|found| {
            found
                .iter()
                .map(|d| (d.line(), d.column(), without_lines(d.message())))
                .collect::<Vec<_>>()
        });
        assert_eq!(before, after, "{name}");
    }
}

/// A message may tell of another place, which moves too.
fn without_lines(message: &str) -> String {
    message.chars().filter(|c| !c.is_ascii_digit()).collect()
}

#[test]
fn a_folder_without_a_manifest_says_so() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let found = read_folder(folder.path(), "spec").expect_err("there is nothing in it");
    insta::assert_snapshot!(found, @"spec: there is no `.yaml` file in this folder");
}

#[test]
fn a_file_that_is_not_utf_8_says_where() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(
        folder.path().join("a.yaml"),
        b"group: Things\ntypes: \xff\n",
    )
    .expect("a file");
    let found = read_folder(folder.path(), "spec").expect_err("it is not UTF-8");
    insta::assert_snapshot!(found, @"spec/a.yaml:2:8: this is not UTF-8; save the file as UTF-8");
}
