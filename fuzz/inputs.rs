//! What the input of a fuzz target stands for, and what is done with it: shared by the targets and by the test
//! that replays their corpora.

// Each target uses one of the three.
#![allow(dead_code)]

use specforce_codegen::{Options, Source, check, generate, generate_module};

/// The text of a whole file.
pub(crate) fn manifest(text: &str) {
    run(text.to_owned());
}

/// An endpoint, in a manifest that is right but for it.
pub(crate) fn endpoint(template: &str) {
    let input = "text: string, number?: number, list?: list<string>, version?: string, path: { pattern: '^/' }";
    let endpoint = quoted(template);
    run(format!(
        "group: Things
actions:
  get-thing: {{ description: d, method: POST, endpoint: {endpoint}, input: {{ {input} }}, body: '@' }}
"
    ));
}

/// A JMESPath, in a manifest for each place where one may stand: what refuses it in one place does not keep it
/// from the others.
pub(crate) fn jmespath(expression: &str) {
    let expression = quoted(expression);
    for place in [
        "body: X",
        "body: { all: '@', part: X }",
        "body: '@', repeat_if: X",
        "body: '@', endpoint: '/services/a{?x}', vars: { x: X }",
        "output: { a: { type: any, from: X } }",
        "output: { list: list<Thing>, map: map<integer>, a: { type: integer, from: X } }",
        "output: { list: list<Thing>, map: map<integer>, a: { type: boolean, from: X } }",
        "output: { a: { type: list<Thing>, fail_if: X } }",
        "output: { a: { type: boolean, fail_if: X } }",
    ] {
        let endpoint = if place.contains("endpoint") {
            ""
        } else {
            "endpoint: /services/a, "
        };
        let input = if place.contains("body") {
            "input: { a: Thing, b?: string, list: list<Thing>, map: map<integer>, n: number, t: boolean }, "
        } else {
            ""
        };
        run(format!(
            "group: Things
actions:
  get-thing: {{ description: d, method: POST, {endpoint}{input}{} }}
types:
  Thing: {{ properties: {{ c: string, d?: integer, e: Choice }} }}
  Choice: {{ enum: [x, y] }}
",
            place.replace('X', &expression)
        ));
    }
}

/// Everything the library does with a manifest.
fn run(text: String) {
    let sources = [Source {
        name: "fuzz.yaml".to_owned(),
        text,
    }];
    match check(&sources) {
        Ok(_) => {
            generate(&sources, &Options::new("")).expect("what was checked");
            generate_module(&sources).expect("what was checked");
        }
        Err(found) => assert!(!found.to_string().is_empty(), "an error without a word"),
    }
}

/// A text as JSON, which is YAML too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
