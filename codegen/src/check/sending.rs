//! The request that a function sends for an input, as the generated code would put it together.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

use super::evaluation::evaluate;
use super::template::Piece;
use crate::ir::{Body, Filling, Function, Ir, Object, Ty};

/// Stands for the version of the client, which only the client knows.
pub(super) const CLIENT_VERSION: &str = "\u{0}";

/// All but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

pub(super) struct Sent {
    /// Path and query, percent-encoded.
    pub(super) path: String,
    pub(super) body: Option<Value>,
}

pub(super) fn sent(ir: &Ir, function: &Function, input: &Value) -> Sent {
    let input = with_defaults(ir, input, &Ty::Type(function.input));
    let mut path = String::new();
    for (piece, filling) in &function.pieces {
        match filling {
            Filling::Nothing => {}
            Filling::Version(name) => {
                path.push_str(&version(name.as_deref(), &input));
                continue;
            }
            Filling::Value(expression) => {
                let value = evaluate(expression, &input).filter(|value| !value.is_null());
                fill(&mut path, piece, value.as_ref());
            }
        }
        if let Piece::Literal(text) = piece {
            path.push_str(text);
        }
    }
    let body = function
        .body
        .as_ref()
        .and_then(|body| body_of(body, &input));
    Sent { path, body }
}

/// Whether the path of an exchange is the one that is sent.
pub(super) fn same_path(sent: &str, expected: &str) -> bool {
    let Some((before, after)) = sent.split_once(CLIENT_VERSION) else {
        return sent == expected;
    };
    let version = expected
        .strip_prefix(before)
        .and_then(|rest| rest.strip_suffix(after));
    let is_version = |version: &str| {
        let number = version
            .strip_prefix('v')
            .and_then(|rest| rest.strip_suffix(".0"));
        number.is_some_and(|number| number.parse::<u16>().is_ok())
    };
    version.is_some_and(is_version)
}

/// A typed input says the defaults of what was left out.
fn with_defaults(ir: &Ir, value: &Value, ty: &Ty) -> Value {
    match (ir.plain(ty), value) {
        (Ty::List(inner), Value::Array(items)) => items
            .iter()
            .map(|item| with_defaults(ir, item, inner))
            .collect(),
        (Ty::Map(inner), Value::Object(map)) => map
            .iter()
            .map(|(name, value)| (name.clone(), with_defaults(ir, value, inner)))
            .collect(),
        (Ty::Nullable(inner), value) if !value.is_null() => with_defaults(ir, value, inner),
        (_, Value::Object(map)) => match ir.object(ty) {
            Some(object) => Value::Object(object_with_defaults(ir, map, object)),
            None => value.clone(),
        },
        _ => value.clone(),
    }
}

fn object_with_defaults(ir: &Ir, map: &Map<String, Value>, object: &Object) -> Map<String, Value> {
    let mut full = map.clone();
    for property in &object.properties {
        let given = map
            .get(&property.name)
            .map(|value| with_defaults(ir, value, &property.ty));
        if let Some(value) = given.or_else(|| property.keywords.default.clone()) {
            full.insert(property.name.clone(), value);
        }
    }
    full
}

fn version(name: Option<&str>, input: &Value) -> String {
    match name
        .and_then(|name| input.get(name))
        .and_then(Value::as_str)
    {
        Some(version) => format!("v{}", version.trim_start_matches('v')),
        None => CLIENT_VERSION.to_owned(),
    }
}

fn body_of(body: &Body, input: &Value) -> Option<Value> {
    match body {
        Body::Whole(expression) => evaluate(expression, input),
        Body::Properties(properties) => {
            let there = properties.iter().filter_map(|(name, expression)| {
                Some((name.clone(), evaluate(expression, input)?))
            });
            Some(Value::Object(there.collect()))
        }
    }
}

fn fill(path: &mut String, piece: &Piece, value: Option<&Value>) {
    let Some(value) = value else {
        return;
    };
    let texts = texts(value);
    match piece {
        Piece::Raw(_) => path.push_str(&texts.concat()),
        Piece::Segment(_) => encode(&texts.concat(), path),
        Piece::OptionalSegment(_) => {
            path.push('/');
            encode(&texts.concat(), path);
        }
        Piece::Query {
            name,
            exploded: true,
        } => {
            for text in &texts {
                query(path, name);
                encode(text, path);
            }
        }
        Piece::Query {
            name,
            exploded: false,
        } if !texts.is_empty() => {
            query(path, name);
            for (index, text) in texts.iter().enumerate() {
                path.push_str(if index == 0 { "" } else { "," });
                encode(text, path);
            }
        }
        Piece::Query { .. } | Piece::Literal(_) => {}
    }
}

fn query(path: &mut String, name: &str) {
    let separator = if path.contains('?') { '&' } else { '?' };
    let _ = write!(path, "{separator}{name}=");
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![match (number.as_i64(), number.as_f64()) {
            (None, Some(number)) => number.to_string(),
            _ => number.to_string(),
        }],
        Value::Null => Vec::new(),
        _ => vec![value.to_string()],
    }
}

fn encode(text: &str, into: &mut String) {
    into.extend(utf8_percent_encode(text, RESERVED));
}
