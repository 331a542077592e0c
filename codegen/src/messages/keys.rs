//! Keys, and the shape of what stands behind them.

use super::words::{all_of, listed, nearest, with_near};
use crate::fault::Message;

pub(crate) fn nothing_said() -> Message {
    Message::new("a description says something", "empty")
}

pub(crate) fn null_type() -> Message {
    Message::new("`type` names no type", "nothing, or null").help(
        "write a type such as `string`, or leave the key out; a type that may be null is `T | null`",
    )
}

pub(crate) fn empty_property(name: &str) -> Message {
    Message::new(
        format!("nothing stands behind `{name}`"),
        "expected a type, or a JSON Schema",
    )
    .help(format!("write `{name}: string` if it is a string"))
}

pub(crate) fn unknown_key(key: &str, known: &[&str]) -> Message {
    let message = Message::new(format!("unknown key `{key}`"), "not a key that stands here")
        .note(format!("expected one of {}", listed(known)));
    if let Some((key, value)) = key.split_once(':')
        && known.contains(&key)
    {
        return message.help(format!(
            "write `{key}: {value}`, with a space behind the colon"
        ));
    }
    match key_of_other_languages(key, known) {
        Some(cure) => message.help(cure),
        None => with_near(message, nearest(key, known.iter().copied()), "remove it"),
    }
}

/// What people look for under a key that they know from elsewhere.
fn key_of_other_languages(key: &str, known: &[&str]) -> Option<&'static str> {
    if known.contains(&"minLength") {
        key_of_schema(key)
    } else if known.contains(&"cursor") {
        key_of_sync(key)
    } else if known.contains(&"order_by") {
        key_of_related(key)
    } else if known.contains(&"endpoint") {
        key_of_action(key)
    } else {
        None
    }
}

fn key_of_schema(key: &str) -> Option<&'static str> {
    Some(match key {
        "items" => "the type says what a list holds: `type: list<T>`",
        "required" => "a property is required unless its name ends in `?`: `name?: string`",
        "optional" => "a property is optional when its name ends in `?`: `name?: string`",
        "nullable" => "a type that may be null is `T | null`",
        "$ref" | "ref" => "a type is used by its name: `type: SaveResult`",
        "props" | "fields" => "did you mean `properties`?",
        "oneOf" | "anyOf" | "allOf" => "a value that may have several shapes is of type `any`",
        "title" | "doc" | "docs" => "did you mean `description`?",
        "values" | "options" => "did you mean `enum`?",
        "regex" => "did you mean `pattern`?",
        "min" | "exclusiveMinimum" => "did you mean `minimum`?",
        "max" | "exclusiveMaximum" => "did you mean `maximum`?",
        _ => return None,
    })
}

fn key_of_action(key: &str) -> Option<&'static str> {
    Some(match key {
        "url" | "uri" | "path" => "did you mean `endpoint`?",
        "params" | "parameters" | "arguments" => "did you mean `input`?",
        "query" => "query parameters stand in the endpoint: `endpoint: /services/…{?name}`",
        "response" | "result" | "returns" => "did you mean `output`?",
        "examples" | "tests" => "did you mean `exchanges`?",
        "summary" | "title" | "doc" => "did you mean `description`?",
        _ => return None,
    })
}

fn key_of_sync(key: &str) -> Option<&'static str> {
    Some(match key {
        "filter" | "filters" | "condition" | "conditions" => "did you mean `where`?",
        "interval" | "schedule" | "frequency" | "cron" => "did you mean `every`?",
        "sobject" | "table" => "did you mean `object`?",
        "metadata" | "params" | "parameters" => "did you mean `input`?",
        "output" | "type" => "did you mean `model`?",
        "soql" | "sql" => "did you mean `query`?",
        "children" | "include" | "includes" | "subqueries" => "did you mean `related`?",
        "select" | "fields" | "columns" => {
            "what is selected is what the properties of the `model` are taken from"
        }
        _ => return None,
    })
}

fn key_of_related(key: &str) -> Option<&'static str> {
    Some(match key {
        "order" | "orderBy" | "sort" | "sort_by" => "did you mean `order_by`?",
        "from" | "objects" | "sources" => "did you mean `of`?",
        _ => return None,
    })
}

pub(crate) fn missing_keys(keys: &[&str]) -> Message {
    let said = keys.iter().map(|key| format!("{key}:")).collect::<Vec<_>>();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let is = if keys.len() == 1 { "is" } else { "are" };
    Message::new(
        format!("{} {is} missing", all_of(keys)),
        format!("this needs {}", all_of(&said)),
    )
}

pub(crate) fn duplicate_key(key: &str) -> Message {
    Message::new(format!("`{key}` stands here twice"), "once more here")
        .help("each key may stand in a mapping once: rename or remove one of them")
}

pub(crate) const A_PROPERTY: &str = "a type such as `list<string>`, or a JSON Schema";

pub(crate) const AN_OUTPUT: &str = "a type such as `QueryResult`, or a mapping of properties";

pub(crate) const A_BODY: &str = "a JMESPath, or a mapping from name to JMESPath";

pub(crate) fn other_shape(found: &str, expected: &str) -> Message {
    let message = Message::new(format!("expected {expected}"), format!("this is {found}"));
    match (found, expected) {
        ("nothing", _) => {
            message.help("write it behind the key, or leave the key out if it may be")
        }
        (_, "a string") => message.help("put it in quotes"),
        _ => message,
    }
}

pub(crate) fn list_for_text(expected: &str) -> Message {
    let message = other_shape("a list", expected);
    if expected.starts_with("a type") {
        message.help("the type of a list is `list<T>`")
    } else {
        message.help("a text that begins with `[` is put in quotes")
    }
}
