//! A slip in a large file is told as soon as one in a small file.

use std::fmt::Write as _;

use specforce_codegen::{Options, Source, check, generate_tree};

#[test]
fn a_slip_among_thousands_of_entries_is_told_alone() {
    let mut text = "types:\n".to_owned();
    for index in 0..5000 {
        let _ = writeln!(text, "  Thing{index}: {{ properties: {{ name: string }} }}");
    }
    text.push_str("  Last: { propertys: {} }\n");
    let name = "spec/things.yaml".to_owned();
    let found = check(&[Source { name, text }]).expect_err("a key is unknown");
    let told: Vec<_> = found
        .iter()
        .map(|one| (one.line(), one.message()))
        .collect();
    assert_eq!(told, [(5002, "unknown key `propertys`")]);
}

#[test]
fn brackets_without_end_are_told() {
    let text = format!("group: Things\ntypes: {}", "[".repeat(100_000));
    let name = "spec/things.yaml".to_owned();
    let found = check(&[Source { name, text }]).expect_err("too many are open");
    let told: Vec<_> = found
        .iter()
        .map(|one| (one.line(), one.column(), one.message()))
        .collect();
    assert_eq!(told, [(2, 1008, "this is nested more than 1000 deep")]);
}

#[test]
fn patterns_without_end_are_told() {
    for (begin, sign) in [("", "("), ("", "["), ("a", "*"), ("a", "{9}"), ("", "(a|")] {
        let pattern = format!("{begin}{}", sign.repeat(20_000));
        let text = format!("types: {{ Code: {{ pattern: '{pattern}' }} }}");
        let name = "spec/things.yaml".to_owned();
        let found = check(&[Source { name, text }]).expect_err("it is too deep");
        assert_eq!(found.iter().count(), 1, "{sign}");
    }
}

/// A manifest of thousands of types, each written so by its number, and how many errors it has.
fn errors_among_thousands(entry: impl Fn(usize) -> String) -> usize {
    let mut text = "types:\n".to_owned();
    for index in 0..4000 {
        let _ = writeln!(text, "  {}", entry(index));
    }
    let name = "spec/things.yaml".to_owned();
    check(&[Source { name, text }]).map_or_else(|found| found.iter().count(), |_| 0)
}

/// The same in one line, as a program writes JSON: how many errors there are, and how the last is shown.
fn errors_in_one_line(entry: impl Fn(usize) -> String) -> (usize, String) {
    let entries: Vec<String> = (0..4000).map(entry).collect();
    let text = format!("types: {{ {} }}\n", entries.join(", "));
    let name = "spec/things.yaml".to_owned();
    let found = check(&[Source { name, text }]).expect_err("each entry is wrong");
    let last = found.iter().last().expect("there are errors");
    (found.iter().count(), last.to_string())
}

#[test]
fn thousands_of_unknown_types_in_one_line_are_told() {
    let (count, last) = errors_in_one_line(|index| format!("Thing{index}: list<Thong{index}>"));
    assert_eq!(count, 4000);
    insta::assert_snapshot!(last);
}

#[test]
fn thousands_of_unknown_keys_in_one_line_are_told() {
    let entry = |index| format!("Thing{index}: {{ propertys: {{}} }}");
    assert_eq!(errors_in_one_line(entry).0, 4000);
}

#[test]
fn thousands_of_keys_that_stand_twice_in_one_line_are_told() {
    let entry = |index| format!("Thing{index}: {{ type: string, type: string }}");
    assert_eq!(errors_in_one_line(entry).0, 4000);
}

#[test]
fn a_type_that_stands_thousands_of_times_in_a_line_is_told() {
    let entry = |index| format!("Thing: {{ description: Number {index}. }}");
    let (count, last) = errors_in_one_line(entry);
    assert_eq!(count, 3999);
    insta::assert_snapshot!(last);
}

#[test]
fn thousands_of_unknown_names_in_one_text_are_told() {
    let names: Vec<String> = (0..4000).map(|index| format!("/{{name{index}}}")).collect();
    let names = names.concat();
    let text = format!(
        "group: Things\nactions:\n  get-thing:\n    description: A thing.\n    method: GET\n    endpoint: '/services{names}'\n"
    );
    let name = "spec/things.yaml".to_owned();
    let found = check(&[Source { name, text }]).expect_err("there is no input");
    assert_eq!(found.iter().count(), 4000);
}

#[test]
fn a_value_that_stands_thousands_of_times_in_a_line_is_told() {
    let values = "x, ".repeat(4000);
    let text = format!("types: {{ Thing: {{ enum: [{values}] }} }}\n");
    let name = "spec/things.yaml".to_owned();
    let found = check(&[Source { name, text }]).expect_err("the values are one");
    assert_eq!(found.iter().count(), 3999);
}

#[test]
fn thousands_of_keys_that_stand_twice_are_told() {
    let count =
        errors_among_thousands(|index| format!("Thing{index}: {{ type: string, type: string }}"));
    assert_eq!(count, 4000);
}

#[test]
fn thousands_of_types_that_are_declared_twice_are_told() {
    let count = errors_among_thousands(|index| format!("Thing{}: string", index / 2));
    assert_eq!(count, 2000);
}

/// Each of these entries is read by a walk through the whole file.
#[test]
fn of_entries_with_anchors_from_elsewhere_the_first_are_told() {
    let mut text = "types:\n  Thing: &thing { type: string }\n".to_owned();
    for index in 0..1000 {
        let _ = writeln!(text, "  Thing{index}: {{ propertys: {{ thing: *thing }} }}");
    }
    let name = "spec/things.yaml".to_owned();
    let found = check(&[Source { name, text }]).expect_err("a key is unknown");
    assert_eq!(found.iter().count(), 51);
    insta::assert_snapshot!(found.iter().next().expect("how many more there are"));
}

#[test]
fn thousands_of_faulty_entries_are_told() {
    let count = errors_among_thousands(|index| format!("Thing{index}: {{ propertys: {{}} }}"));
    assert_eq!(count, 4000);
}

#[test]
fn a_key_that_stands_twice_is_told_among_thousands_of_entries() {
    let count = errors_among_thousands(|index| match index {
        0 => "Thing: { type: string, type: string }".to_owned(),
        _ => format!("Thing{index}: {{ properties: {{ name: string }} }}"),
    });
    assert_eq!(count, 1);
}

#[test]
fn thousands_of_unknown_types_are_told() {
    let count = errors_among_thousands(|index| format!("Thing{index}: list<Thong{index}>"));
    assert_eq!(count, 4000);
}

#[test]
fn a_long_chain_of_types_that_ends_in_an_unknown_one_is_told_once() {
    let next = |index: usize| format!("properties: {{ next: list<Thing{}> }}", index + 1);
    let count = errors_among_thousands(|index| format!("Thing{index}: {{ {} }}", next(index)));
    assert_eq!(count, 1);
}

/// A thread of a test has less stack than a build script, and an unoptimised program takes more of it.
#[test]
fn a_type_of_thousands_of_properties_is_generated() {
    let mut text = "group: Things\ntypes:\n  Thing:\n    properties:\n".to_owned();
    for index in 0..6000 {
        let _ = writeln!(text, "      property_{index}?: string");
    }
    text.push_str(
        "actions:\n  get-thing:\n    description: A thing.\n    method: GET\n    endpoint: /services/data/{version}/thing\n    output: Thing\n",
    );
    let name = "spec/things.yaml".to_owned();
    let files = generate_tree(&[Source { name, text }], &Options::new(""));
    let files = files.unwrap_or_else(|found| panic!("{found}"));
    assert!(files["things/thing.rs"].contains("property_5999"));
}

#[test]
fn a_property_that_stands_twice_is_told_among_thousands() {
    let mut text = "types:\n  Thing:\n    properties:\n".to_owned();
    for index in 0..20_000 {
        let _ = writeln!(text, "      property{index}: string");
    }
    text.push_str("      property0?: string\n");
    let name = "spec/things.yaml".to_owned();
    let found = check(&[Source { name, text }]).expect_err("a property stands twice");
    let told: Vec<_> = found
        .iter()
        .map(|one| (one.line(), one.message()))
        .collect();
    let expected = "property `property0` is declared twice";
    assert_eq!(told, [(20_004, expected)]);
}

#[test]
fn thousands_of_misspelt_names_in_one_value_are_told() {
    let mut text = "types:\n  Thing:\n    properties:\n".to_owned();
    for index in 0..1000 {
        let _ = writeln!(text, "      property_{index}?: string");
    }
    let things = "{ proparty: a }, ".repeat(2000);
    let _ = writeln!(
        text,
        "  Things: {{ properties: {{ all: {{ type: list<Thing>, examples: [[{things}]] }} }} }}"
    );
    let name = "spec/things.yaml".to_owned();
    let found = check(&[Source { name, text }]).expect_err("no property has the name");
    assert_eq!(found.iter().count(), 1);
}

/// What is wrong with a sync whose model has these types below it.
fn told_of_a_model(types: &str) -> Vec<String> {
    let text = format!(
        "group: Things\nsyncs:\n  things: {{ description: Copy., every: 1h, object: Thing__c, cursor: SystemModstamp, \
         deletes: none, model: Thing }}\ntypes:\n  Thing: {{ properties: {{ id: {{ from: Id }}, a: T0, b: {{ type: T0, from: '@' }} }} }}\n{types}"
    );
    let name = "spec/things.yaml".to_owned();
    let found = check(&[Source { name, text }]);
    found.map_or_else(
        |found| found.iter().map(|one| one.message().to_owned()).collect(),
        |_| Vec::new(),
    )
}

#[test]
fn a_model_of_more_fields_than_a_query_takes_is_told() {
    let mut types = String::new();
    for depth in 0..4 {
        let next = |index: usize| format!("p{index}: T{}", depth + 1);
        let properties: Vec<String> = (0..50).map(next).collect();
        let _ = writeln!(
            types,
            "  T{depth}: {{ properties: {{ {} }} }}",
            properties.join(", ")
        );
    }
    types.push_str("  T4: { properties: { name: string } }\n");
    let expected = "the fields of this model make a query of more than 100000 characters";
    assert_eq!(told_of_a_model(&types), [expected]);
}

#[test]
fn objects_that_all_are_the_whole_record_are_looked_at_once() {
    let mut types = String::new();
    for depth in 0..25 {
        let next = depth + 1;
        let whole = format!("{{ type: T{next}, from: '@' }}");
        let _ = writeln!(
            types,
            "  T{depth}: {{ properties: {{ a: {whole}, b: {whole} }} }}"
        );
    }
    types.push_str("  T25: { properties: { name: { from: Name } } }\n");
    assert_eq!(told_of_a_model(&types), Vec::<String>::new());
}

#[test]
fn a_message_is_not_as_long_as_what_it_quotes() {
    let values: Vec<String> = (0..300).map(|index| format!("value_{index}")).collect();
    let text = format!(
        "types:\n  Choice: {{ enum: [{}] }}\n  Thing: {{ properties: {{ a?: {{ type: Choice, default: b }} }} }}\n  Other: {}\n",
        values.join(", "),
        "Thong".repeat(1000),
    );
    let name = "spec/things.yaml".to_owned();
    let found = check(&[Source { name, text }]).expect_err("two things are wrong");
    insta::assert_snapshot!(found);
}
