use std::fs;

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
fn an_error_is_told_with_its_place() {
    let run = check(&MANIFEST.replace("method: GET", "method: GRAB"), "text");
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("spec/limits.yaml:5:"), "{}", run.stderr);
}

#[test]
fn a_program_is_told_the_place_too() {
    let error = check(&MANIFEST.replace("method: GET", "method: GRAB"), "json").error();
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
        .filter(|line| line.contains("spec/limits.yaml:"));
    assert!(places.count() >= 1, "{}", run.stderr);
    assert_eq!(run.status, 2);
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
    assert!(run.stderr.contains("28 functions"), "{}", run.stderr);
}
