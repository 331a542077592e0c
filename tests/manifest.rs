//! What the project's own manifest promises of itself.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use specforce::runtime::{Function, Outcome};
use specforce::{functions, syncs};
use specforce_codegen::{Files, Options, Source, generate, read_folder};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn generated_now() -> Files {
    let sources = read_folder(&root().join("spec"), "spec").expect("the manifest can be read");
    let options = Options::new(include_str!("../crate.md"));
    generate(&sources, &options).unwrap_or_else(|found| panic!("{found}"))
}

fn files_below(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files_below(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name);
        }
    }
}

#[test]
fn generated_holds_just_what_the_manifest_gives() {
    let files = generated_now();
    for (name, text) in &files {
        let committed =
            std::fs::read_to_string(root().join("generated").join(name)).unwrap_or_default();
        assert!(
            committed == *text,
            "generated/{name} is not what spec/ gives: run `cargo build`"
        );
    }
    let mut there = BTreeSet::new();
    files_below(&root().join("generated"), "", &mut there);
    assert_eq!(
        there,
        files.into_keys().collect(),
        "files of generated/ without a cause in spec/"
    );
}

#[test]
fn the_same_manifest_gives_the_same_files() {
    assert!(generated_now() == generated_now());
}

#[test]
fn generated_modules_stay_readable() {
    for (name, text) in generated_now()
        .iter()
        .filter(|(name, _)| !name.starts_with("schemas/"))
    {
        assert!(
            text.lines().count() <= 260,
            "{name} has {} lines",
            text.lines().count()
        );
    }
}

/// The manifest that the README shows, alone in a folder.
fn readme_manifest(replace: (&str, &str)) -> Result<usize, String> {
    let readme = include_str!("../README.md");
    let (_, from) = readme
        .split_once("```yaml\n")
        .expect("a manifest in the README");
    let (text, _) = from.split_once("```").expect("its end");
    let source = Source {
        name: "spec/invoices.yaml".to_owned(),
        text: text.replace(replace.0, replace.1),
    };
    specforce_codegen::check(&[source]).map_err(|found| found.to_string())
}

#[test]
fn the_readme_shows_a_manifest_of_one_function() {
    assert_eq!(readme_manifest(("", "")), Ok(1));
}

#[test]
fn the_readme_shows_the_message_of_a_slip() {
    let message = readme_manifest(("number: string", "number: strin")).expect_err("a slip");
    assert!(include_str!("../README.md").contains(&message), "{message}");
}

#[test]
fn there_are_28_actions_and_8_syncs() {
    assert_eq!((functions().len(), syncs().len()), (28, 8));
}

/// The exchanges of a function use every optional property of its input and output.
#[test]
fn exchanges_use_every_optional_property() {
    let mut unused = Vec::new();
    for function in functions() {
        let inputs: Vec<Value> = function
            .exchanges
            .iter()
            .map(|exchange| json(exchange.input))
            .collect();
        let outputs: Vec<Value> = outputs(function).map(json).collect();
        for (what, schema, values) in [
            ("input", function.input_schema, inputs),
            ("output", function.output_schema, outputs),
        ] {
            let schema = json(schema);
            let mut optional = BTreeSet::new();
            collect(&schema, &schema, what, &values, &mut optional);
            unused.extend(
                optional
                    .into_iter()
                    .map(|path| format!("{}: {path}", function.name)),
            );
        }
    }
    assert!(
        unused.is_empty(),
        "no exchange uses:\n{}",
        unused.join("\n")
    );
}

#[test]
fn exchanges_cover_every_success_status_and_an_error() {
    for function in functions() {
        for status in function.statuses {
            let covers = |exchange: &&_| {
                let exchange: &&specforce::runtime::Exchange = exchange;
                exchange.status == *status && matches!(exchange.outcome, Outcome::Output(_))
            };
            assert!(
                function.exchanges.iter().find(covers).is_some(),
                "{}: no exchange for {status}",
                function.name
            );
        }
        let fails = function
            .exchanges
            .iter()
            .any(|exchange| matches!(exchange.outcome, Outcome::Error { .. }));
        assert!(fails, "{}: no exchange ends in an error", function.name);
    }
}

fn outputs(function: &Function) -> impl Iterator<Item = &'static str> {
    function
        .exchanges
        .iter()
        .filter_map(|exchange| match exchange.outcome {
            Outcome::Output(output) => Some(output),
            Outcome::Error { .. } => None,
        })
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// Adds the optional properties below `path` that none of `values` has.
fn collect(
    root: &Value,
    schema: &Value,
    path: &str,
    values: &[Value],
    unused: &mut BTreeSet<String>,
) {
    let schema = match schema["$ref"].as_str() {
        Some(target) => root
            .pointer(target.trim_start_matches('#'))
            .expect("a definition"),
        None => schema,
    };
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let below: Vec<Value> = values
            .iter()
            .filter_map(|value| value.get(name).cloned())
            .collect();
        let path = format!("{path}/{name}");
        if below.is_empty() && !required.contains(&name.as_str()) {
            unused.insert(path.clone());
        }
        collect(root, property, &path, &below, unused);
    }
    let items: Vec<Value> = values
        .iter()
        .filter_map(Value::as_array)
        .flatten()
        .cloned()
        .collect();
    if schema.get("items").is_some_and(Value::is_object) {
        collect(root, &schema["items"], &format!("{path}/*"), &items, unused);
    }
    if schema
        .get("additionalProperties")
        .is_some_and(Value::is_object)
    {
        let values: Vec<Value> = values
            .iter()
            .filter_map(Value::as_object)
            .flat_map(|map| map.values().cloned())
            .collect();
        collect(
            root,
            &schema["additionalProperties"],
            &format!("{path}/*"),
            &values,
            unused,
        );
    }
}
