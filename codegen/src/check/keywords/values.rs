//! Values that keywords give, each of which is to be one of the type.

use serde_json::Value;

use super::wrong::{At, Wrong};
use crate::check::conformity::{Violation, bounded, violations};
use crate::fault::Message;
use crate::ir::{Ir, Keywords, Ty};
use crate::messages;

/// The bounds, choices, defaults and examples that are none of the type.
pub(super) fn check(ir: &Ir, keywords: &Keywords, ty: &Ty) -> Vec<Wrong> {
    let present = ir.present(ty);
    let bound = |keyword, bound: &Option<Value>| {
        let violations = violations(ir, bound.as_ref()?, present);
        broken(keyword, violations).map(|message| Wrong::new(keyword, At::Value, message))
    };
    let default = || {
        let message = bad_default(ir, keywords, ty)?;
        Some(Wrong::new("default", At::Value, message))
    };
    let choice = |value: &Value| bounded(ir, value, present, keywords);
    let example = |value: &Value| bounded(ir, value, ty, keywords);
    let wrong = [
        bound("minimum", &keywords.minimum),
        bound("maximum", &keywords.maximum),
        broken_item("enum", &keywords.allowed, choice),
        default(),
        broken_item("examples", &keywords.examples, example),
    ];
    wrong.into_iter().flatten().collect()
}

/// That the only value of a property is none of its type, if it is not.
pub(super) fn of_const(ir: &Ir, value: &Value, ty: &Ty, keywords: &Keywords) -> Option<Wrong> {
    // It is what it may be, unless an `enum` stands beside it, which is told by itself.
    let bounds = Keywords {
        allowed: Vec::new(),
        ..keywords.clone()
    };
    let message = broken("const", bounded(ir, value, ty, &bounds))?;
    Some(Wrong::new("const", At::Value, message))
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
