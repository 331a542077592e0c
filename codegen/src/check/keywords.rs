use serde_json::Value;

use crate::ir::{Keywords, Ty};
use crate::messages;
use crate::parse::entries::Json;
use crate::parse::manifest::Schema;

pub(super) fn of(schema: &Schema) -> Keywords {
    let json = |json: &Option<Json>| json.as_ref().map(|json| json.0.clone());
    Keywords {
        description: schema.description.clone(),
        allowed: match (&schema.r#enum, &schema.r#const) {
            (Some(values), _) => values.iter().map(|value| value.0.clone()).collect(),
            (None, constant) => json(constant).into_iter().collect(),
        },
        default: json(&schema.default),
        examples: schema
            .examples
            .iter()
            .map(|example| example.0.clone())
            .collect(),
        format: schema.format.clone(),
        pattern: schema.pattern.clone(),
        min_length: schema.min_length,
        max_length: schema.max_length,
        minimum: json(&schema.minimum),
        maximum: json(&schema.maximum),
        min_items: schema.min_items,
        max_items: schema.max_items,
    }
}

/// The keywords that do not go with the type, each with what is wrong.
pub(super) fn wrong(keywords: &Keywords, ty: &Ty) -> Vec<(&'static str, String)> {
    let bare = if let Ty::Nullable(inner) = ty {
        inner
    } else {
        ty
    };
    let misplaced = placed(keywords, bare)
        .into_iter()
        .filter(|(_, there, fits, _)| *there && !fits);
    let mut wrong: Vec<_> = misplaced
        .map(|(keyword, _, _, what)| (keyword, messages::misfit(keyword, what)))
        .collect();
    for (keyword, values) in [
        ("minimum", keywords.minimum.as_slice()),
        ("maximum", keywords.maximum.as_slice()),
        ("default", keywords.default.as_slice()),
        ("enum", keywords.allowed.as_slice()),
    ] {
        if !values.iter().all(|value| fits(value, bare)) {
            wrong.push((keyword, messages::misfit(keyword, "the type of the value")));
        }
    }
    wrong.extend(empty_bounds(keywords));
    if let Some(reason) = keywords.pattern.as_deref().and_then(bad_pattern) {
        wrong.push(("pattern", messages::bad_pattern(&reason)));
    }
    wrong
}

/// Each keyword that goes with one kind of type: whether it is there, whether it may be, and where it belongs.
fn placed(keywords: &Keywords, ty: &Ty) -> [(&'static str, bool, bool, &'static str); 7] {
    const TEXT: &str = "this type: it bounds a string";
    const NUMBER: &str = "this type: it bounds a number";
    const LIST: &str = "this type: it bounds a list";
    let text = *ty == Ty::String;
    let number = matches!(ty, Ty::Integer | Ty::Number);
    let list = matches!(ty, Ty::List(_));
    [
        ("pattern", keywords.pattern.is_some(), text, TEXT),
        ("minLength", keywords.min_length.is_some(), text, TEXT),
        ("maxLength", keywords.max_length.is_some(), text, TEXT),
        ("minimum", keywords.minimum.is_some(), number, NUMBER),
        ("maximum", keywords.maximum.is_some(), number, NUMBER),
        ("minItems", keywords.min_items.is_some(), list, LIST),
        ("maxItems", keywords.max_items.is_some(), list, LIST),
    ]
}

fn fits(value: &Value, ty: &Ty) -> bool {
    match ty {
        // The values of an enum are known only when every type is resolved.
        Ty::String | Ty::Type(_) => value.is_string(),
        Ty::Integer => value.is_i64(),
        Ty::Number => value.is_number(),
        Ty::Boolean => value.is_boolean(),
        Ty::List(_) => value.as_array().is_some_and(Vec::is_empty),
        Ty::Map(_) => value.as_object().is_some_and(serde_json::Map::is_empty),
        Ty::Any | Ty::Nullable(_) => true,
    }
}

fn empty_bounds(keywords: &Keywords) -> Option<(&'static str, String)> {
    let number = |value: &Option<Value>| value.as_ref().and_then(Value::as_f64);
    if let (Some(least), Some(most)) = (number(&keywords.minimum), number(&keywords.maximum))
        && least > most
    {
        return Some(("maximum", messages::empty_bounds(least, most)));
    }
    for (least, most, keyword) in [
        (keywords.min_length, keywords.max_length, "maxLength"),
        (keywords.min_items, keywords.max_items, "maxItems"),
    ] {
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            return Some((keyword, messages::empty_bounds(least, most)));
        }
    }
    None
}

/// Why a pattern is not one in both Rust and ECMA-262, if it is not.
fn bad_pattern(pattern: &str) -> Option<String> {
    if let Err(error) = regex_lite::Regex::new(pattern) {
        return Some(error.to_string());
    }
    for only_rust in [
        "(?P<", "(?i", "(?s", "(?m", "(?x", "(?u", "(?U", "(?R", "(?-", "\\A", "\\z", "[[:",
    ] {
        if pattern.contains(only_rust) {
            return Some(format!(
                "ECMA-262, which JSON Schema follows, has no `{only_rust}`"
            ));
        }
    }
    None
}
