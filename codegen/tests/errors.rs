//! What a broken manifest is told: one file of `errors/` a slip, its messages in the snapshot of the same name.

use std::path::Path;

use specforce_codegen::{Diagnostic, Source, check, read_folder};

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
        assert_eq!(places(&source, 2), places(&moved, 0), "{name}");
    }
}

/// Each error with its places, so many lines further down.
fn places(source: &Source, down: usize) -> Vec<String> {
    let Err(found) = check(std::slice::from_ref(source)) else {
        return Vec::new();
    };
    let place = |one: &Diagnostic| {
        let related = one.related().map(|related| {
            let line = related.line() + down;
            format!("{line}:{} {}", related.column(), related.label())
        });
        // What concerns the whole file stands at its beginning, wherever the text begins.
        let line = if one.concerns_whole_file() {
            1
        } else {
            one.line() + down
        };
        let columns = one.column()..one.end_column();
        format!("{line}:{columns:?} {} {related:?}", one.message())
    };
    found.iter().map(place).collect()
}

#[test]
fn a_folder_without_a_manifest_says_so() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let found = read_folder(folder.path(), "spec").expect_err("there is nothing in it");
    insta::assert_snapshot!(found);
}

#[test]
fn a_folder_that_is_not_there_says_so() {
    let found = read_folder(Path::new("/no/such/folder"), "spec").expect_err("it is not there");
    insta::assert_snapshot!(found);
}

#[test]
fn a_file_that_is_not_utf_8_says_where() {
    let folder = folder(&[
        (
            "a.yaml",
            b"group: Things\ntypes:\n  Caf\xe9: string\n  Tea: string\n",
        ),
        (
            "b.yaml",
            b"types:\n  Cup:\n    properties: { of: Tea, by: Te }\n",
        ),
    ]);
    let found = read_folder(folder.path(), "spec").expect_err("it is not UTF-8");
    insta::assert_snapshot!(found);
}

#[test]
fn a_file_of_either_ending_is_read() {
    let folder = folder(&[
        ("a.yaml", b"types: {}\n"),
        ("b.yml", b"types: { A: strin }\n"),
    ]);
    let sources = read_folder(folder.path(), "spec").expect("both can be read");
    let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(names, ["spec/a.yaml", "spec/b.yml"]);
}

/// Whoever opened a pipe would wait for the other end of it.
#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_not_read() {
    let folder = folder(&[("a.yaml", b"types: {}\n")]);
    let pipe = std::process::Command::new("mkfifo")
        .arg(folder.path().join("b.yaml"))
        .status()
        .expect("a pipe");
    assert!(pipe.success());
    std::os::unix::fs::symlink(folder.path().join("a.yaml"), folder.path().join("c.yaml"))
        .expect("a link");
    std::fs::create_dir(folder.path().join("d.yaml")).expect("a folder");
    let found = read_folder(folder.path(), "spec").expect_err("there is a pipe");
    insta::assert_snapshot!(found);
}

/// What is wrong with a manifest of several files.
fn of_files(files: &[(&str, &str)]) -> String {
    let source = |(name, text): &(&str, &str)| Source {
        name: format!("spec/{name}"),
        text: (*text).to_owned(),
    };
    let sources: Vec<Source> = files.iter().map(source).collect();
    check(&sources).expect_err("it is wrong").to_string()
}

const ACTION: &str = "
    description: Read a thing.
    method: GET
    endpoint: /services/data/{version}/things
";

#[test]
fn a_function_in_two_files_is_shown_in_both() {
    let one = format!("group: Things\nactions:\n  get-thing:{ACTION}");
    let other = format!("group: More things\nactions:\n  list-things:{ACTION}  get-thing:{ACTION}");
    insta::assert_snapshot!(of_files(&[("a.yaml", &one), ("b.yaml", &other)]));
}

#[test]
fn groups_of_one_name_in_rust_are_shown_in_both_files() {
    let one = format!("group: Records\nactions:\n  get-thing:{ACTION}");
    let other = format!("group: records\nactions:\n  list-things:{ACTION}");
    insta::assert_snapshot!(of_files(&[("a.yaml", &one), ("b.yaml", &other)]));
}

#[test]
fn a_type_in_two_files_is_shown_in_both() {
    let one = "types:\n  Thing: { properties: { name: string } }\n";
    let other = "types:\n  Other: string\n  Thing: { properties: { name: integer } }\n";
    insta::assert_snapshot!(of_files(&[("a.yaml", one), ("b.yaml", other)]));
}

#[test]
fn every_file_is_told_whatever_is_wrong_with_another() {
    let decoding = "types:\n  Thing: { propertys: { name: string } }\n";
    let syntax = "types: {\n";
    let resolving = "types:\n  Use: { properties: { thing: Thing, things: list<Other> } }\n  Bad: lis<string>\n";
    let typing = "types:\n  Code: { type: integer, maxLength: 3 }\n";
    insta::assert_snapshot!(of_files(&[
        ("d.yaml", typing),
        ("a.yaml", decoding),
        ("c.yaml", resolving),
        ("b.yaml", syntax),
    ]));
}

/// What does not fit it stands in files that nobody has touched.
#[test]
fn a_type_in_the_place_of_a_common_one_is_told_once() {
    let output = "    output: { record: SObjectRecord }\n    exchanges:\n";
    let exchange = |id: &str| {
        format!(
            "      - request: {{ path: /services/data/v66.0/things }}
        response: {{ status: 200, body: {{ record: {{ Id: {id} }} }} }}
        output: {{ record: {{ Id: {id} }} }}\n"
        )
    };
    let things = format!(
        "group: Things\nactions:\n  get-thing:{ACTION}{output}{}{}",
        exchange("001"),
        exchange("002")
    );
    let common = "types:\n  SObjectRecord: integer\n  Other: strin\n";
    insta::assert_snapshot!(of_files(&[
        ("things.yaml", &things),
        ("types.yaml", common)
    ]));
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).expect("a file");
    }
    folder
}
