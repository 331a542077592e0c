use serde_json::{Number, Value};
use specforce_scalar::{compile, same, whole};

use super::limit;
use crate::Violations;

/// `enum` and `const`.
pub(super) fn one_of(value: &Value, schema: &Value, at: &mut Violations) {
    let allowed = match (schema.get("enum"), schema.get("const")) {
        (Some(Value::Array(allowed)), _) => allowed.as_slice(),
        (_, Some(only)) => std::slice::from_ref(only),
        _ => return,
    };
    if !allowed.iter().any(|allowed| same(allowed, value)) {
        let named: Vec<_> = allowed.iter().map(plain).collect();
        at.not_one_of(&named);
    }
}

/// The keywords for strings.
pub(super) fn text(text: &str, schema: &Value, at: &mut Violations) {
    if let Some(least) = limit(schema, "minLength") {
        at.min_length(text, least);
    }
    if let Some(most) = limit(schema, "maxLength") {
        at.max_length(text, most);
    }
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
        // Code generation has seen to it that a pattern compiles.
        let is_match = compile(pattern).is_ok_and(|regex| regex.is_match(text));
        at.matches(is_match, pattern);
    }
}

/// The keywords for numbers.
pub(super) fn number(number: &Number, schema: &Value, at: &mut Violations) {
    if let Some(least) = schema.get("minimum").and_then(Value::as_number) {
        match (whole(number), whole(least)) {
            (Some(number), Some(least)) => at.minimum(number, least),
            _ => at.minimum(float(number), float(least)),
        }
    }
    if let Some(most) = schema.get("maximum").and_then(Value::as_number) {
        match (whole(number), whole(most)) {
            (Some(number), Some(most)) => at.maximum(number, most),
            _ => at.maximum(float(number), float(most)),
        }
    }
}

fn float(number: &Number) -> f64 {
    number.as_f64().unwrap_or(f64::NAN)
}

/// A string without its quotes, so that the message reads as the one for a typed input.
fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
