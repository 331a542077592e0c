//! Violations: every one, each with its place.

use std::collections::BTreeMap;

use specforce_runtime::{Pattern, Violations};

static LETTERS: Pattern = Pattern::new("^[a-z]+$");

fn found(look: impl FnOnce(&mut Violations)) -> Vec<String> {
    let mut at = Violations::new();
    look(&mut at);
    assert!(!at.is_empty());
    at.into_vec().iter().map(ToString::to_string).collect()
}

#[test]
fn each_keyword_has_its_words() {
    let told = found(|at| {
        at.min_length("é", 2);
        at.max_length("éé", 1);
        at.min_items::<u8>(&[], 1);
        at.max_items(&[1, 2], 1);
        at.minimum(-1, 0);
        at.maximum(2.5, 1.0);
        at.pattern("A1", &LETTERS);
        at.one_of(&"x", &["GET", "POST"]);
        at.one_of(&1, &[2]);
        at.fail_if(true, "length(@) > `500`");
    });
    let expected = [
        "input: must have at least 2 characters, but has 1",
        "input: must have at most 1 characters, but has 2",
        "input: must have at least 1 items, but has 0",
        "input: must have at most 1 items, but has 2",
        "input: must be at least 0, but is -1",
        "input: must be at most 1, but is 2.5",
        "input: must match the pattern `^[a-z]+$`",
        "input: must be one of GET, POST",
        "input: must be 2",
        "input: must not fulfil `length(@) > `500``",
    ];
    assert_eq!(told, expected);
}

#[test]
fn what_fits_is_not_told() {
    let mut at = Violations::new();
    at.min_length("é", 1);
    at.max_length("é", 1);
    at.min_items(&[1], 1);
    at.max_items(&[1], 1);
    at.minimum(0, 0);
    at.maximum(1, 1);
    at.pattern("a", &LETTERS);
    at.one_of(&"GET", &["GET"]);
    at.fail_if(false, "x");
    assert!(at.is_empty());
}

#[test]
fn places_are_json_pointers() {
    let told = found(|at| {
        at.property("a/b~c", Some("x"), |value, at| at.min_length(value, 2));
        at.property("absent", None::<&str>, |_, at| at.push("never"));
        at.within("list", |at| {
            at.items(&["ok", "é"], |item, at| at.min_length(item, 2));
        });
        let map = BTreeMap::from([("key".to_owned(), 3_i64)]);
        at.within("map", |at| {
            at.values(&map, |value, at| at.maximum(*value, 2));
        });
        at.push("at the end");
    });
    let places: Vec<_> = told
        .iter()
        .map(|line| line.split(": ").next().unwrap())
        .collect();
    assert_eq!(places, ["/a~1b~0c", "/list/1", "/map/key", "input"]);
}

#[test]
fn a_pattern_that_does_not_compile_occurs_nowhere() {
    assert!(!Pattern::new("(").is_match("("));
}
