use std::collections::HashSet;

use serde_json::Value;

use super::bounds::empty_bounds;
use super::conformity::{Violation, bounded, violations};
use super::pattern::bad_pattern;
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

/// What is wrong with a keyword.
struct Wrong {
    keyword: &'static str,
    at: At,
    message: Message,
}

/// What of a keyword is wrong.
enum At {
    /// That it is there.
    Key,
    Value,
    /// One of its values.
    Item(usize),
}

impl Wrong {
    fn new(keyword: &'static str, at: At, message: Message) -> Self {
        Self {
            keyword,
            at,
            message,
        }
    }

    fn told(self, of: &Place) -> Fault {
        let place = match self.at {
            At::Key => of.key(self.keyword),
            At::Value => of.value(self.keyword),
            At::Item(index) => of.value(self.keyword).value(&index),
        };
        Fault::new(&place, self.message)
    }
}

/// What is wrong with the keywords of every type and property.
pub(super) fn check(ir: &Ir) -> Vec<Fault> {
    let mut found = Vec::new();
    for ty in ir.types.iter().filter(|ty| ty.sound) {
        match &ty.shape {
            Shape::Object(object) => {
                for property in &object.properties {
                    let wrong = of_property(ir, property, ty.in_input).into_iter();
                    found.extend(wrong.map(|wrong| wrong.told(&property.place)));
                }
            }
            Shape::Alias(alias) => {
                let wrong = wrong(ir, &alias.keywords, &alias.ty).into_iter();
                found.extend(wrong.map(|wrong| wrong.told(&ty.place)));
            }
            Shape::Enum(_) => {}
        }
    }
    found
}

fn of_property(ir: &Ir, property: &Property, in_input: bool) -> Vec<Wrong> {
    let mut wrong = wrong(ir, &property.keywords, &property.ty);
    if in_input && property.required && property.keywords.default.is_some() {
        let message = messages::default_of_required();
        wrong.push(Wrong::new("default", At::Value, message));
    }
    if let Origin::Constant(value) = &property.origin {
        let violations = bounded(ir, value, &property.ty, &property.keywords);
        let broken = broken("const", violations);
        // It counts as the only value of an `enum`, which nobody wrote.
        wrong.retain(|wrong| wrong.keyword != "enum");
        wrong.extend(broken.map(|message| Wrong::new("const", At::Value, message)));
    }
    wrong
}

/// The keywords that do not go with the type or with one another.
fn wrong(ir: &Ir, keywords: &Keywords, ty: &Ty) -> Vec<Wrong> {
    let bare = match ir.plain(ty) {
        Ty::Nullable(inner) => ir.plain(inner),
        plain => plain,
    };
    let mut wrong = Vec::new();
    for (keyword, there, fits, what) in placed(keywords, bare) {
        if there && !fits {
            wrong.push(Wrong::new(
                keyword,
                At::Key,
                messages::misfit(keyword, what),
            ));
        }
        if there && of_alias(ir, ty, keyword) {
            wrong.push(Wrong::new(
                keyword,
                At::Key,
                messages::bounded_already(keyword),
            ));
        }
    }
    let value = |keyword| move |message| Wrong::new(keyword, At::Value, message);
    for (keyword, bound) in [
        ("minimum", &keywords.minimum),
        ("maximum", &keywords.maximum),
    ] {
        let bound = bound.as_ref();
        let broken = bound.and_then(|bound| broken(keyword, violations(ir, bound, bare)));
        wrong.extend(broken.map(value(keyword)));
    }
    wrong.extend(broken_item("enum", &keywords.allowed, |value| {
        bounded(ir, value, bare, keywords)
    }));
    wrong.extend(bad_default(ir, keywords, ty).map(value("default")));
    wrong.extend(broken_item("examples", &keywords.examples, |value| {
        bounded(ir, value, ty, keywords)
    }));
    wrong.extend(empty_bounds(keywords).map(|(keyword, message)| value(keyword)(message)));
    let bad_pattern = keywords.pattern.as_deref().and_then(bad_pattern);
    wrong.extend(bad_pattern.map(value("pattern")));
    // What a keyword says is beside the point where it does not belong.
    let mut told = HashSet::new();
    wrong.retain(|wrong| told.insert(wrong.keyword));
    wrong
}

/// The first of a keyword's values that is none of its type.
fn broken_item(
    keyword: &'static str,
    values: &[Value],
    violations: impl Fn(&Value) -> Vec<Violation>,
) -> Option<Wrong> {
    let mut values = values.iter().enumerate();
    values.find_map(|(index, value)| {
        let message = broken(keyword, violations(value))?;
        Some(Wrong::new(keyword, At::Item(index), message))
    })
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
