//! What an expression gives for a JSON value: what its compiled form gives for the typed one.

use jmespath::ast::Comparator;
use serde_json::Value;
use specforce_scalar::same;

use super::expression::{Expression, Function, Step};

/// The value of an expression, if it has one.
pub(super) fn evaluate(expression: &Expression, at: &Value) -> Option<Value> {
    match expression {
        Expression::Current => Some(at.clone()),
        Expression::Path(path) => follow(path, at).cloned(),
        Expression::Literal(value) => Some(value.clone()),
        Expression::Not(inner) => Some(Value::Bool(!truthy(evaluate(inner, at).as_ref()))),
        Expression::And(left, right) => {
            let holds = truthy(evaluate(left, at).as_ref());
            match evaluate(right, at) {
                Some(Value::Bool(right)) => Some(Value::Bool(holds && right)),
                right => right.filter(|_| holds),
            }
        }
        Expression::Compare(comparator, left, right) => {
            let (left, right) = (evaluate(left, at), evaluate(right, at));
            Some(Value::Bool(compare(
                comparator,
                left.as_ref(),
                right.as_ref(),
            )))
        }
        Expression::Call(function, of) => apply(*function, &evaluate(of, at)?),
        Expression::Map(function, list) => {
            let items = items(&evaluate(list, at)?);
            let mapped = items.iter().map(|item| evaluate(function, item));
            mapped.collect::<Option<Vec<_>>>().map(Value::Array)
        }
        Expression::Filter(list, condition) => {
            let mut items = items(&evaluate(list, at)?);
            items.retain(|item| truthy(evaluate(condition, item).as_ref()));
            Some(Value::Array(items))
        }
    }
}

/// Whether the value counts as true: JMESPath says no to `false`, null, and what is empty.
pub(super) fn truthy(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::Bool(truth)) => *truth,
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(items)) => !items.is_empty(),
        Some(Value::Object(map)) => !map.is_empty(),
        Some(Value::Number(_)) => true,
    }
}

fn follow<'v>(path: &[Step], at: &'v Value) -> Option<&'v Value> {
    path.iter().try_fold(at, |at, step| at.get(&step.name))
}

fn compare(comparator: &Comparator, left: Option<&Value>, right: Option<&Value>) -> bool {
    let same = match (left, right) {
        (Some(left), Some(right)) => same(left, right),
        (None, None) => true,
        _ => false,
    };
    let number = |value: Option<&Value>| value.and_then(Value::as_f64);
    let order = number(left).zip(number(right));
    match comparator {
        Comparator::Equal => same,
        Comparator::NotEqual => !same,
        Comparator::LessThan => order.is_some_and(|(left, right)| left < right),
        Comparator::LessThanEqual => order.is_some_and(|(left, right)| left <= right),
        Comparator::GreaterThan => order.is_some_and(|(left, right)| left > right),
        Comparator::GreaterThanEqual => order.is_some_and(|(left, right)| left >= right),
    }
}

fn apply(function: Function, of: &Value) -> Option<Value> {
    match (function, of) {
        (Function::Length, Value::String(text)) => Some(text.chars().count().into()),
        (Function::Length, Value::Array(items)) => Some(items.len().into()),
        (Function::Length, Value::Object(map)) => Some(map.len().into()),
        (Function::Values, Value::Object(map)) => Some(map.values().cloned().collect()),
        (Function::Sum, Value::Array(items)) => {
            let whole: Option<i64> = items.iter().map(Value::as_i64).sum();
            let sum = || items.iter().filter_map(Value::as_f64).sum::<f64>();
            Some(whole.map_or_else(|| sum().into(), Value::from))
        }
        _ => None,
    }
}

fn items(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}
