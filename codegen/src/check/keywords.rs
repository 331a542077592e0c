use serde_json::Value;

use super::conformity::{Violation, bounded, violations};

use crate::fault::{Fault, Message};
use crate::ir::{Ir, Keywords, Origin, Property, Shape, Ty};
use crate::messages;
use crate::parse::entries::Json;
use crate::parse::manifest::Schema;
use crate::parse::place::Place;

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
pub(super) fn check(ir: &Ir) -> Vec<Fault> {
    let mut found = Vec::new();
    for ty in ir.types.iter().filter(|ty| ty.sound) {
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
                    .map(|(keyword, message)| (ty.place.value(keyword), message))
                    .collect()
            }
            Shape::Enum(_) => Vec::new(),
        };
        found.extend(
            wrong
                .into_iter()
                .map(|(place, message)| Fault::new(&place, message)),
        );
    }
    found
}

fn of_property(ir: &Ir, property: &Property, in_input: bool) -> Vec<(Place, Message)> {
    let mut wrong = wrong(ir, &property.keywords, &property.ty);
    if in_input && property.required && property.keywords.default.is_some() {
        wrong.push(("default", messages::default_of_required()));
    }
    if let Origin::Constant(value) = &property.origin {
        let broken = broken("const", violations(ir, value, &property.ty));
        // It counts as the only value of an `enum`, which nobody wrote.
        wrong.retain(|(keyword, _)| *keyword != "enum");
        wrong.extend(broken.map(|message| ("const", message)));
    }
    wrong
        .into_iter()
        .map(|(keyword, message)| (property.place.value(keyword), message))
        .collect()
}

/// The keywords that do not go with the type or with one another, each with what is wrong.
fn wrong(ir: &Ir, keywords: &Keywords, ty: &Ty) -> Vec<(&'static str, Message)> {
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
        let broken = values
            .iter()
            .find_map(|value| broken(keyword, violations(ir, value, bare)));
        wrong.extend(broken.map(|message| (keyword, message)));
    }
    wrong.extend(bad_default(ir, keywords, ty).map(|message| ("default", message)));
    let example = |value| broken("examples", bounded(ir, value, ty, keywords));
    let bad_example = keywords.examples.iter().find_map(example);
    wrong.extend(bad_example.map(|message| ("examples", message)));
    wrong.extend(empty_bounds(keywords));
    if let Some(message) = keywords.pattern.as_deref().and_then(bad_pattern) {
        wrong.push(("pattern", message));
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

fn bad_default(ir: &Ir, keywords: &Keywords, ty: &Ty) -> Option<Message> {
    let default = keywords.default.as_ref()?;
    let bare = match ir.plain(ty) {
        Ty::Nullable(inner) if !default.is_null() => ir.plain(inner),
        plain => plain,
    };
    match (bare, default) {
        (Ty::List(_), Value::Array(items)) if !items.is_empty() => {
            Some(messages::only_empty("default"))
        }
        (Ty::Map(_), Value::Object(map)) if !map.is_empty() => {
            Some(messages::only_empty("default"))
        }
        _ if ir.object(bare).is_some() => Some(messages::default_of_object()),
        _ => broken("default", bounded(ir, default, ty, keywords)),
    }
}

/// That a value which a keyword gives is none of its type, if it is not.
fn broken(keyword: &str, violations: Vec<Violation>) -> Option<Message> {
    let first = violations.into_iter().next()?;
    Some(messages::not_allowed_itself(keyword, &first.message))
}

/// Each keyword that goes with one kind of type: whether it is there, whether it may be, and where it belongs.
fn placed(keywords: &Keywords, ty: &Ty) -> [(&'static str, bool, bool, &'static str); 8] {
    const TEXT: &str = "it bounds a string";
    const NUMBER: &str = "it bounds a number";
    const LIST: &str = "it bounds a list";
    const SCALAR: &str = "it lists strings, numbers or booleans";
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

fn empty_bounds(keywords: &Keywords) -> Option<(&'static str, Message)> {
    let number = |value: &Option<Value>| value.as_ref().and_then(Value::as_f64);
    if let (Some(least), Some(most)) = (number(&keywords.minimum), number(&keywords.maximum))
        && least > most
    {
        let message = messages::empty_bounds(("minimum", least), ("maximum", most));
        return Some(("maximum", message));
    }
    let lengths = (
        ("minLength", keywords.min_length),
        ("maxLength", keywords.max_length),
    );
    let items = (
        ("minItems", keywords.min_items),
        ("maxItems", keywords.max_items),
    );
    for ((lower, least), (upper, most)) in [lengths, items] {
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            let message = messages::empty_bounds((lower, least), (upper, most));
            return Some((upper, message));
        }
    }
    None
}

/// Whether there is an odd number of backslashes before a sign.
fn is_escaped(pattern: &str, at: usize) -> bool {
    let backslashes = pattern[..at]
        .bytes()
        .rev()
        .take_while(|byte| *byte == b'\\');
    backslashes.count() % 2 == 1
}

/// Why a pattern is not one in both Rust and ECMA-262, if it is not.
fn bad_pattern(pattern: &str) -> Option<Message> {
    if let Err(error) = regex_lite::Regex::new(pattern) {
        return Some(messages::bad_pattern(&error.to_string()));
    }
    for only_rust in [
        "(?P<", "(?i", "(?s", "(?m", "(?x", "(?u", "(?U", "(?R", "(?-", "\\A", "\\z", "[[:",
    ] {
        let mut places = pattern.match_indices(only_rust).map(|(at, _)| at);
        if let Some(at) = places.find(|at| !is_escaped(pattern, *at)) {
            let part = at..at + only_rust.len();
            return Some(messages::pattern_of_rust_alone(only_rust).at(part));
        }
    }
    None
}
