//! Types.

use super::words::{nearest, with_meant, with_near};
use crate::fault::Message;
use crate::parse::place::Place;

pub(crate) fn unknown_type(name: &str, near: Option<&str>) -> Message {
    let message = Message::new(format!("unknown type `{name}`"), "no type has this name");
    let same = near.filter(|near| near.eq_ignore_ascii_case(name));
    match type_of_other_languages(name).filter(|_| same.is_none()) {
        Some(cure) => message.help(cure),
        None => with_near(message, near, "declare it under `types:`"),
    }
}

/// What a type that people know from elsewhere is called here.
fn type_of_other_languages(name: &str) -> Option<&'static str> {
    Some(match name.to_lowercase().as_str() {
        "int" | "int32" | "int64" | "long" | "short" | "bigint" | "i32" | "i64" | "u32" | "u64" => {
            "did you mean `integer`?"
        }
        "float" | "double" | "decimal" | "f32" | "f64" | "currency" => "did you mean `number`?",
        "bool" => "did you mean `boolean`?",
        "str" | "text" | "char" | "varchar" => "did you mean `string`?",
        "date" => "did you mean `string`? `format: date` says which",
        "datetime" | "date-time" | "timestamp" => {
            "did you mean `string`? `format: date-time` says which"
        }
        "uri" | "url" => "did you mean `string`? `format: uri` says which",
        "object" | "dict" | "hash" | "struct" => {
            "write `map<any>`, or say what it holds under `properties:`"
        }
        "array" | "vec" | "set" => "write `list<T>`, where `T` is the type of an item",
        "null" | "none" | "void" => "a type that may be null is `T | null`",
        "json" | "unknown" | "mixed" => "did you mean `any`?",
        _ => return None,
    })
}

/// A type that says what it holds and is none of those that do.
/// `held` is what stands in brackets behind it, `last` the last of several types there.
pub(crate) fn holds_nothing(name: &str, held: &str, last: &str) -> Message {
    let message = Message::new(
        format!("`{name}` cannot say what it holds"),
        "only `list<T>` and `map<T>` do",
    );
    match name.to_lowercase().as_str() {
        "array" | "list" | "vec" | "set" | "seq" => message.help(format!("write `list<{held}>`")),
        "map" | "object" | "record" | "dict" | "hashmap" => {
            message.help(format!("write `map<{last}>`"))
        }
        "option" | "optional" | "nullable" => message.help(format!(
            "write `{held}`, and end the property's name in `?`"
        )),
        _ => {
            let near = nearest(name, ["list", "map"]).map(|near| format!("{near}<{held}>"));
            with_meant(message, near.as_deref())
        }
    }
}

pub(crate) fn keys_are_strings(value: &str) -> Message {
    Message::new(
        "the keys of a `map` are always strings",
        "expected one type, that of the values",
    )
    .help(format!("write `map<{value}>`"))
}

pub(crate) fn expected_type() -> Message {
    Message::new("this is no type", "expected a type").help(
        "`string`, `integer`, `number`, `boolean`, `any`, `list<T>`, `map<T>`, or the name of a type",
    )
}

pub(crate) fn expected_sign(sign: char, name: &str) -> Message {
    Message::new(
        format!("`{name}` says what it holds"),
        format!("expected `{sign}`"),
    )
    .help(format!("write `{name}<T>`"))
}

pub(crate) fn left_over(ty: &str, rest: &str) -> Message {
    let message = Message::new(
        format!("`{rest}` is left over after a type"),
        "expected nothing more",
    );
    match rest {
        "?" => message.help("the `?` belongs to the property's name, as in `name?: string`"),
        "[]" => message.help(format!("write `list<{ty}>`")),
        _ => message,
    }
}

pub(crate) fn only_null() -> Message {
    Message::new("only `null` may stand behind `|`", "expected `null`")
        .help("a value that may have several shapes is of type `any`")
}

pub(crate) fn nested_too_deep(what: &str, deepest: usize) -> Message {
    Message::new(
        format!("{what} is nested more than {deepest} deep"),
        "too deep",
    )
}

pub(crate) fn cycle(names: &[String]) -> Message {
    Message::new(
        format!("{} has no end", names.join(" → ")),
        "a value of this type would hold itself for ever",
    )
    .help("put a `list<…>` or `map<…>` of an object with `properties:` in between")
}

pub(crate) fn shadowing(name: &str, faults: usize, first: &Place) -> Message {
    Message::new(
        format!("`{name}` is a type that every manifest may use, and {faults} places do not fit this one"),
        "stands in its place in all files",
    )
    .other(first, "the first that does not fit")
    .help("rename this type, or write what uses it for this one")
}
