use std::fs;

use serde_json::{Map, Value};

use crate::support::{Run, specforce};

const MANIFEST: &str = "\
group: Limits
actions:
  get-limits:
    description: Read the limits of the org.
    method: GET
    endpoint: /services/data/{version}/limits
    output: map<any>
    exchanges:
      - input: {}
        request: { path: /services/data/v66.0/limits }
        response: { status: 200, body: {} }
        output: {}
";

fn check(manifest: &str, format: &str) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec");
    fs::create_dir(&spec).unwrap();
    fs::write(spec.join("limits.yaml"), manifest).unwrap();
    specforce(&["check", "--error-format", format])
        .within(folder.path())
        .run()
}

#[test]
fn a_manifest_without_errors_is_counted() {
    let run = check(MANIFEST, "text");
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{run:?}");
    assert_eq!(run.stderr, "spec: 1 function, no errors\n");
}

#[test]
fn an_error_is_shown_in_its_line() {
    let run = check(&MANIFEST.replace("method: GET", "method: GETT"), "text");
    assert_eq!(run.status, 2);
    insta::assert_snapshot!(run.stderr);
}

#[test]
fn a_program_is_told_the_place_too() {
    let error = check(&MANIFEST.replace("method: GET", "method: GETT"), "json").error();
    assert_eq!(error["kind"], "invalid-manifest");
    assert_eq!(error["errors"][0]["file"], "spec/limits.yaml");
    assert_eq!(error["errors"][0]["line"], 5);
    assert!(error["errors"][0]["message"].is_string(), "{error}");
}

#[test]
fn every_error_is_told() {
    let broken = MANIFEST
        .replace("method: GET", "method: GRAB")
        .replace("map<any>", "map<Nothing>");
    let run = check(&broken, "text");
    let places = run
        .stderr
        .lines()
        .filter(|line| line.contains("--> spec/limits.yaml:"));
    assert_eq!(places.count(), 2, "{}", run.stderr);
    assert_eq!(run.status, 2);
}

/// Two files, of which one uses a type of the other; each has a slip.
fn two_files() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let limits = MANIFEST
        .replace("map<any>", "map<Limit>")
        .replace("GET", "GETT");
    fs::write(folder.path().join("limits.yaml"), limits).unwrap();
    let types = "types:\n  Limit: { properties: { Max: integr } }\n";
    fs::write(folder.path().join("types.yaml"), types).unwrap();
    folder
}

#[test]
fn an_editor_gets_the_errors_as_json() {
    let run = specforce(&["check", ".", "--json"])
        .within(two_files().path())
        .run();
    assert_eq!(run.status, 2);
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn an_editor_gets_an_empty_list_where_nothing_is_wrong() {
    let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec");
    let run = specforce(&["check", spec, "--json"]).run();
    assert_eq!((run.status, run.stdout.as_str()), (0, "[]\n"));
}

#[test]
fn an_editor_gets_json_of_a_path_that_is_not_there_too() {
    let list = |folder: &tempfile::TempDir, path: &str| {
        let run = specforce(&["check", path, "--json"])
            .within(folder.path())
            .run();
        assert_eq!(run.status, 2, "{run:?}");
        serde_json::from_str::<Vec<Map<String, Value>>>(&run.stdout).unwrap()
    };
    let errors = list(&two_files(), "nowhere.yaml");
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0]["file"], "nowhere.yaml");
    assert_eq!(errors[0]["line"], 1);
    assert_eq!(
        errors[0]["message"],
        "there is no file or folder `nowhere.yaml`"
    );
    let usual = list(&two_files(), ".");
    assert!(errors[0].keys().eq(usual[0].keys()), "{errors:?}");
}

#[test]
fn of_one_file_its_own_errors_are_told() {
    let run = specforce(&["check", "limits.yaml"])
        .within(two_files().path())
        .run();
    insta::assert_snapshot!(run.stderr);
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let run = specforce(&["check", "nowhere"]).run();
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("nowhere"), "{}", run.stderr);
}

#[test]
fn the_manifest_of_this_repository_has_no_errors() {
    let run = specforce(&["check", concat!(env!("CARGO_MANIFEST_DIR"), "/../spec")]).run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("36 functions"), "{}", run.stderr);
}

#[test]
fn a_file_that_is_never_read_is_not_praised() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("README.md"), "# Limits").unwrap();
    fs::write(folder.path().join("limits.yaml"), MANIFEST).unwrap();
    let check = |path: &str| specforce(&["check", path]).within(folder.path()).run();
    let run = check("README.md");
    assert_eq!(run.status, 2, "{run:?}");
    assert!(
        run.stderr.contains("`README.md` is no file of a manifest"),
        "{run:?}"
    );
    let run = check("no-such.yaml");
    assert_eq!(run.status, 2, "{run:?}");
    assert!(
        run.stderr
            .contains("there is no file or folder `no-such.yaml`"),
        "{run:?}"
    );
    let run = check("limits.yaml");
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (0, "limits.yaml: no errors\n"),
        "{run:?}"
    );
}
