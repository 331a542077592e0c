use serde_json::{Map, Value};

use super::Checker;
use crate::Violations;

/// `properties`, `required` and `additionalProperties`.
pub(super) fn check<'a>(
    checker: Checker<'a>,
    map: &Map<String, Value>,
    schema: &'a Value,
    at: &mut Violations,
) {
    let declared = schema.get("properties").and_then(Value::as_object);
    let required = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    let required: Vec<&str> = required.collect();
    for name in required.iter().filter(|name| !map.contains_key(**name)) {
        at.within(name, |at| at.push("is required"));
    }
    for (name, value) in map {
        at.within(name, |at| {
            match declared.and_then(|declared| declared.get(name)) {
                Some(_)
                    if value.is_null()
                        && !required.contains(&name.as_str())
                        && !takes_null(checker, declared, name) =>
                {
                    at.push("must not be null: leave it out instead");
                }
                Some(schema) => checker.check(value, schema, at),
                None => match schema.get("additionalProperties") {
                    Some(Value::Bool(false)) => at.push(unknown(name, declared, map)),
                    Some(schema) => checker.check(value, schema, at),
                    None => {}
                },
            }
        });
    }
}

fn takes_null<'a>(
    checker: Checker<'a>,
    declared: Option<&'a Map<String, Value>>,
    name: &str,
) -> bool {
    let mut found = Violations::new();
    if let Some(schema) = declared.and_then(|declared| declared.get(name)) {
        checker.check(&Value::Null, schema, &mut found);
    }
    found.is_empty()
}

fn unknown(name: &str, declared: Option<&Map<String, Value>>, map: &Map<String, Value>) -> String {
    let free = declared
        .into_iter()
        .flat_map(Map::keys)
        .filter(|known| !map.contains_key(*known));
    let nearest = free
        .map(|known| (distance(name, known), known))
        .min_by_key(|(distance, _)| *distance);
    match nearest {
        Some((distance, known)) if distance <= 1.max(name.chars().count() / 3) => {
            format!("unknown property `{name}`; did you mean `{known}`?")
        }
        _ => format!("unknown property `{name}`"),
    }
}

/// How many characters differ (Levenshtein), letter case and underscores aside: `record_id` means `recordId`.
fn distance(left: &str, right: &str) -> usize {
    let plain = |text: &str| {
        text.chars()
            .filter(|c| *c != '_')
            .flat_map(char::to_lowercase)
            .collect::<Vec<_>>()
    };
    let (left, right) = (plain(left), plain(right));
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let substituted = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[right.len()]
}
