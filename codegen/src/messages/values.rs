//! Values that break their schema.

use std::fmt::Display;

use serde_json::Value;

use super::words::plain;
use crate::ir::Ty;

/// What a value of a type is.
fn value_of(ty: &Ty) -> &'static str {
    match ty {
        Ty::String => "a string",
        Ty::Integer => "a whole number",
        Ty::Number => "a number",
        Ty::Boolean => "`true` or `false`",
        Ty::List(_) => "a list",
        Ty::Map(_) | Ty::Type(_) => "an object",
        Ty::Any => "any value",
        Ty::Nullable(inner) => value_of(inner),
    }
}

pub(crate) fn expected_value_of(ty: &Ty) -> String {
    format!("expected {}", value_of(ty))
}

pub(crate) fn expected_whole_number_of_64_bits() -> String {
    let (least, most) = (i64::MIN, i64::MAX);
    format!("expected a whole number from {least} to {most}")
}

pub(crate) const LARGER_THAN_ANY_NUMBER: &str = "larger than any number of 64 bits";

pub(crate) fn expected_one_of<'v>(values: impl IntoIterator<Item = &'v Value>) -> String {
    let values: Vec<String> = values.into_iter().map(plain).collect();
    format!("expected one of `{}`", values.join("`, `"))
}

pub(crate) fn expected_match(pattern: &str) -> String {
    format!("expected a match of the pattern `{pattern}`")
}

/// `what` is counted, if anything is.
pub(crate) fn expected_at_least(least: impl Display, what: &str) -> String {
    format!("expected at least {least}{what}")
}

pub(crate) fn expected_at_most(most: impl Display, what: &str) -> String {
    format!("expected at most {most}{what}")
}

/// What is counted of a string.
pub(crate) const CHARACTERS: &str = " characters";

/// What is counted of a list.
pub(crate) const ITEMS: &str = " items";

pub(crate) const NO_PROPERTY: &str = "no property has this name";

pub(crate) fn is_missing(name: &str) -> String {
    format!("`{name}` is missing")
}

pub(crate) fn must_not_fulfil(condition: &str) -> String {
    format!("must not fulfil `{condition}`")
}
