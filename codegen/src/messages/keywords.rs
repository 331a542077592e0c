//! Keywords of a JSON Schema, and of where a value comes from.

use std::fmt::Display;

use serde_json::Value;

use super::words::plain;
use crate::fault::Message;
use crate::parse::place::Place;

/// `is_named`: whether it stands in a type of its own name, which an output may have too.
pub(crate) fn not_in_input(key: &str, is_named: bool) -> Message {
    let title = match key {
        "omit_empty" => "`omit_empty` says what of an answer is left out".to_owned(),
        key => format!("`{key}` says where in an answer a value comes from"),
    };
    if is_named {
        Message::new(title, "but this type is part of an input").help("make two types of it")
    } else {
        Message::new(title, "but this is part of an input").help("remove it")
    }
}

fn misplaced(keyword: &str, why: &str) -> Message {
    Message::new(format!("`{keyword}` has no effect here"), why)
}

pub(crate) fn misplaced_in_object(keyword: &str) -> Message {
    misplaced(
        keyword,
        "an object says `properties`, and each property the rest",
    )
}

pub(crate) fn misplaced_in_enum(keyword: &str) -> Message {
    misplaced(keyword, "`enum` lists every string that there is")
}

pub(crate) fn misplaced_in_type(keyword: &str) -> Message {
    misplaced(keyword, "a property says it, not a type")
}

pub(crate) fn without_properties(keyword: &str) -> Message {
    misplaced(keyword, "it goes with `properties`")
}

pub(crate) fn type_of_object() -> Message {
    misplaced("type", "`properties` make an object")
}

pub(crate) fn omitted_default() -> Message {
    misplaced("omit_empty", "a `default` is always given back")
}

pub(crate) fn two_sources(first: &str, second: &str) -> Message {
    Message::new(
        format!("`{first}` and `{second}` each say where the value comes from"),
        "a value comes from one place",
    )
    .help("keep one of them")
}

pub(crate) fn const_beside_enum() -> Message {
    Message::new(
        "`enum` and `const` each list the only values",
        "a property has one such list",
    )
    .help("keep `const` for one value, `enum` for several")
}

/// What a keyword goes with.
#[derive(Clone, Copy)]
pub(crate) enum Bounded {
    Text,
    Number,
    List,
    Scalar,
}

pub(crate) fn misfit(keyword: &str, bounded: Bounded) -> Message {
    let what = match bounded {
        Bounded::Text => "it bounds a string",
        Bounded::Number => "it bounds a number",
        Bounded::List => "it bounds a list",
        Bounded::Scalar => "it lists strings, numbers or booleans",
    };
    Message::new(format!("`{keyword}` does not fit the type"), what)
}

pub(crate) fn not_allowed_itself(keyword: &str, violation: &str) -> Message {
    Message::new(
        format!("`{keyword}` breaks the schema that it stands in"),
        violation,
    )
}

pub(crate) fn default_of_object() -> Message {
    Message::new("an object has no default of its own", "an object")
        .help("give its properties defaults")
}

pub(crate) fn bounded_already(keyword: &str) -> Message {
    Message::new(
        format!("the type itself says `{keyword}`"),
        "bounded once more",
    )
    .help("say it in one place, or make a type of its own")
}

pub(crate) fn empty_list(key: &str) -> Message {
    Message::new(format!("`{key}` lists nothing"), "empty")
        .help("write what it is to list, or leave the key out")
}

pub(crate) fn repeated_value(key: &str, value: &Value, first: &Place) -> Message {
    Message::new(
        format!("`{key}` lists `{}` twice", plain(value)),
        "once more here",
    )
    .other(first, "first here")
    .help("remove one of them")
}

pub(crate) fn empty_bounds(
    (lower, least): (&str, impl Display),
    (upper, most): (&str, impl Display),
) -> Message {
    Message::new(
        format!("`{lower}` is {least} and `{upper}` is {most}, which no value meets"),
        "these bounds leave nothing",
    )
    .help(format!("lower `{lower}`, or raise `{upper}`"))
}

pub(crate) fn only_empty(keyword: &str) -> Message {
    Message::new(
        format!("the `{keyword}` of a list or map can only be the empty one"),
        "not empty",
    )
}

pub(crate) fn default_of_required() -> Message {
    Message::new(
        "an input that is required has no use for a `default`",
        "never taken",
    )
    .help("end its name in `?`")
}

pub(crate) fn unknown_case(case: &str) -> Message {
    Message::new(format!("unknown case `{case}`"), "expected `PascalCase`")
}

pub(crate) fn bad_rest() -> Message {
    Message::new(
        "`rest: true` stands on one property of type `map<any>`, without a `default`",
        "",
    )
}

pub(crate) fn no_text() -> Message {
    Message::new(
        "`template` gives a string that is always there",
        "the property is of another type, or optional",
    )
    .help("leave out `type` and the `?`")
}

pub(crate) fn misplaced_template() -> Message {
    Message::new(
        "`template` stands in the output of a function only",
        "it speaks of an input",
    )
}

pub(crate) fn misplaced_fail_if() -> Message {
    Message::new(
        "`fail_if` has no effect here",
        "expected on a property of an input, or on one property of a function's output that is taken from the answer",
    )
}

pub(crate) fn never_empty() -> Message {
    Message::new("a value of this type is never empty", "").help(
        "`omit_empty` goes with a string, a list, a map, or an object whose properties are all optional",
    )
}

pub(crate) fn omitted_but_required(name: &str) -> Message {
    Message::new(
        "`omit_empty` leaves the property out, so it is optional",
        "the property is required",
    )
    .help(format!("call it `{name}?`"))
}
