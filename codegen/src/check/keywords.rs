use serde_json::Value;

use super::at;
use crate::diagnostic::Diagnostic;
use crate::ir::{Ir, Keywords, Origin, Property, Shape, Ty};
use crate::messages;
use crate::parse::entries::Json;
use crate::parse::manifest::Schema;
use crate::parse::place::Place;
use crate::source::Source;

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

/// What is wrong with the keywords of every type and property.
pub(super) fn check(ir: &Ir, sources: &[Source]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for ty in &ir.types {
        let wrong = match &ty.shape {
            Shape::Object(object) => {
                let of_properties = object.properties.iter();
                of_properties
                    .flat_map(|property| of_property(ir, property, ty.in_input))
                    .collect()
            }
            Shape::Alias(alias) => {
                let wrong = wrong(ir, &alias.keywords, &alias.ty).into_iter();
                wrong
                    .map(|(keyword, message)| (ty.place.beside(keyword), message))
                    .collect()
            }
            Shape::Enum(_) => Vec::new(),
        };
        found.extend(
            wrong
                .into_iter()
                .map(|(place, message)| at(sources, &place, message)),
        );
    }
    found
}

fn of_property(ir: &Ir, property: &Property, in_input: bool) -> Vec<(Place, String)> {
    let mut wrong = wrong(ir, &property.keywords, &property.ty);
    if in_input && property.required && property.keywords.default.is_some() {
        wrong.push(("default", messages::default_of_required()));
    }
    if let Origin::Constant(value) = &property.origin
        && !fits(ir, value, &property.ty)
    {
        wrong.push(("const", messages::misfit("const", "the type of the value")));
    }
    wrong
        .into_iter()
        .map(|(keyword, message)| (property.place.beside(keyword), message))
        .collect()
}

/// The keywords that do not go with the type or with one another, each with what is wrong.
fn wrong(ir: &Ir, keywords: &Keywords, ty: &Ty) -> Vec<(&'static str, String)> {
    let bare = match ir.plain(ty) {
        Ty::Nullable(inner) => ir.plain(inner),
        plain => plain,
    };
    let placed = placed(keywords, bare);
    let misplaced = placed.iter().filter(|(_, there, fits, _)| *there && !fits);
    let mut wrong: Vec<_> = misplaced
        .map(|(keyword, _, _, what)| (*keyword, messages::misfit(keyword, what)))
        .collect();
    wrong.extend(
        placed
            .iter()
            .filter(|(keyword, there, ..)| *there && of_alias(ir, ty, keyword))
            .map(|(keyword, ..)| (*keyword, messages::bounded_already(keyword))),
    );
    for (keyword, values) in [
        ("minimum", keywords.minimum.as_slice()),
        ("maximum", keywords.maximum.as_slice()),
        ("enum", keywords.allowed.as_slice()),
    ] {
        if !values.iter().all(|value| fits(ir, value, bare)) {
            wrong.push((keyword, messages::misfit(keyword, "the type of the value")));
        }
    }
    wrong.extend(bad_default(ir, keywords, ty));
    wrong.extend(empty_bounds(keywords));
    if let Some(reason) = keywords.pattern.as_deref().and_then(bad_pattern) {
        wrong.push(("pattern", messages::bad_pattern(&reason)));
    }
    wrong
}

/// Whether the type is another name for one that has the keyword.
fn of_alias(ir: &Ir, ty: &Ty, keyword: &str) -> bool {
    match ty {
        Ty::Nullable(inner) => of_alias(ir, inner, keyword),
        Ty::Type(id) => match &ir.types[*id].shape {
            Shape::Alias(alias) => {
                let own = placed(&alias.keywords, &Ty::Any);
                own.iter()
                    .any(|(name, there, ..)| *name == keyword && *there)
                    || of_alias(ir, &alias.ty, keyword)
            }
            _ => false,
        },
        _ => false,
    }
}

fn bad_default(ir: &Ir, keywords: &Keywords, ty: &Ty) -> Option<(&'static str, String)> {
    let default = keywords.default.as_ref()?;
    if matches!(ir.plain(ty), Ty::List(_) | Ty::Map(_)) && !fits(ir, default, ty) {
        return Some(("default", messages::only_empty("default")));
    }
    if !fits(ir, default, ty) {
        return Some((
            "default",
            messages::misfit("default", "the type of the value"),
        ));
    }
    (!allowed(ir, keywords, ty, default))
        .then(|| ("default", messages::not_allowed_itself("default")))
}

/// Whether a value is within the bounds, those of the type itself too.
fn allowed(ir: &Ir, keywords: &Keywords, ty: &Ty, value: &Value) -> bool {
    let number = |bound: &Option<Value>| bound.as_ref().and_then(Value::as_f64);
    let here = match value {
        Value::String(text) => {
            let length = text.chars().count();
            let pattern = keywords
                .pattern
                .as_deref()
                .and_then(|pattern| regex_lite::Regex::new(pattern).ok());
            keywords.min_length.is_none_or(|least| length >= least)
                && keywords.max_length.is_none_or(|most| length <= most)
                && pattern.is_none_or(|pattern| pattern.is_match(text))
        }
        Value::Number(value) => {
            let value = value.as_f64().unwrap_or_default();
            number(&keywords.minimum).is_none_or(|least| value >= least)
                && number(&keywords.maximum).is_none_or(|most| value <= most)
        }
        Value::Array(items) => keywords.min_items.is_none_or(|least| items.len() >= least),
        _ => true,
    };
    let listed = keywords.allowed.is_empty() || keywords.allowed.contains(value) || value.is_null();
    let of_type = match ty {
        Ty::Type(id) => match &ir.types[*id].shape {
            Shape::Alias(alias) => allowed(ir, &alias.keywords, &alias.ty, value),
            _ => true,
        },
        _ => true,
    };
    here && listed && of_type
}

/// Each keyword that goes with one kind of type: whether it is there, whether it may be, and where it belongs.
fn placed(keywords: &Keywords, ty: &Ty) -> [(&'static str, bool, bool, &'static str); 8] {
    const TEXT: &str = "this type: it bounds a string";
    const NUMBER: &str = "this type: it bounds a number";
    const LIST: &str = "this type: it bounds a list";
    const SCALAR: &str = "this type: it lists strings, numbers or booleans";
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
        (
            "enum",
            !keywords.allowed.is_empty(),
            text || number || *ty == Ty::Boolean,
            SCALAR,
        ),
    ]
}

fn fits(ir: &Ir, value: &Value, ty: &Ty) -> bool {
    match ir.plain(ty) {
        Ty::String => value.is_string(),
        Ty::Integer => value.is_i64(),
        Ty::Number => value.is_number(),
        Ty::Boolean => value.is_boolean(),
        Ty::List(_) => value.as_array().is_some_and(Vec::is_empty),
        Ty::Map(_) => value.as_object().is_some_and(serde_json::Map::is_empty),
        Ty::Nullable(inner) => value.is_null() || fits(ir, value, inner),
        Ty::Type(id) => match &ir.types[*id].shape {
            Shape::Enum(values) => value
                .as_str()
                .is_some_and(|text| values.iter().any(|known| known == text)),
            _ => false,
        },
        Ty::Any => true,
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
