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
    let numeric = matches!(bare, Ty::Integer | Ty::Number);
    let text = matches!(bare, Ty::String);
    let list = matches!(bare, Ty::List(_));
    let mut wrong = Vec::new();
    let mut only = |there: bool, fits: bool, keyword: &'static str, what: &str| {
        if there && !fits {
            wrong.push((keyword, messages::misfit(keyword, what)));
        }
    };
    only(
        keywords.pattern.is_some(),
        text,
        "pattern",
        "this type: it bounds a string",
    );
    only(
        keywords.min_length.is_some(),
        text,
        "minLength",
        "this type: it bounds a string",
    );
    only(
        keywords.max_length.is_some(),
        text,
        "maxLength",
        "this type: it bounds a string",
    );
    only(
        keywords.minimum.is_some(),
        numeric,
        "minimum",
        "this type: it bounds a number",
    );
    only(
        keywords.maximum.is_some(),
        numeric,
        "maximum",
        "this type: it bounds a number",
    );
    only(
        keywords.min_items.is_some(),
        list,
        "minItems",
        "this type: it bounds a list",
    );
    only(
        keywords.max_items.is_some(),
        list,
        "maxItems",
        "this type: it bounds a list",
    );
    only(
        keywords.minimum.is_some(),
        fits(keywords.minimum.as_ref(), bare),
        "minimum",
        "the type of the number it bounds",
    );
    only(
        keywords.maximum.is_some(),
        fits(keywords.maximum.as_ref(), bare),
        "maximum",
        "the type of the number it bounds",
    );
    only(
        keywords.default.is_some(),
        fits(keywords.default.as_ref(), bare),
        "default",
        "the type of the value",
    );
    for allowed in &keywords.allowed {
        only(
            true,
            fits(Some(allowed), bare),
            "enum",
            "the type of the value",
        );
    }
    wrong.extend(empty_bounds(keywords));
    if let Some(reason) = keywords.pattern.as_deref().and_then(bad_pattern) {
        wrong.push(("pattern", messages::bad_pattern(&reason)));
    }
    wrong
}

fn fits(value: Option<&Value>, ty: &Ty) -> bool {
    value.is_none_or(|value| match ty {
        // The values of an enum are known only when every type is resolved.
        Ty::String | Ty::Type(_) => value.is_string(),
        Ty::Integer => value.is_i64(),
        Ty::Number => value.is_number(),
        Ty::Boolean => value.is_boolean(),
        Ty::List(_) => value.as_array().is_some_and(Vec::is_empty),
        Ty::Map(_) => value.as_object().is_some_and(serde_json::Map::is_empty),
        Ty::Any | Ty::Nullable(_) => true,
    })
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
