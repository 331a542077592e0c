//! Syncs.

use super::keys::missing_keys;
use super::words::{listed, nearest, with_meant};
use crate::fault::Message;
use crate::parse::place::Place;

pub(crate) fn bad_interval(text: &str) -> Message {
    Message::new(
        format!("`{text}` does not say how often"),
        "expected a number of minutes, hours or days",
    )
    .help("write `5m`, `1h` or `1d`")
}

/// Of keys that are missing, `object` among them.
pub(crate) fn missing_object(keys: &[&str]) -> Message {
    missing_keys(keys)
        .help("in place of `object` stands `query` where a caller's own query says what is read")
}

pub(crate) fn object_and_query(object: &Place) -> Message {
    Message::new(
        "what is read is said by `object`, or by a caller's `query`",
        "it is said already",
    )
    .other(object, "here")
    .help("remove one of them")
}

pub(crate) fn no_callers_query() -> Message {
    Message::new(
        "`query` is the input that holds a caller's query",
        "expected its name in braces, such as `\"{soql}\"`",
    )
    .help("a query that is always the same is `object`, `where` and a model")
}

pub(crate) fn where_of_query() -> Message {
    Message::new(
        "a caller's query has conditions of its own",
        "has no place beside `query`",
    )
    .help("remove it")
}

pub(crate) fn related_of_query() -> Message {
    Message::new(
        "a caller's query says itself which related records are read",
        "has no place beside `query`",
    )
    .help("remove it")
}

pub(crate) fn unusable_query(name: &str) -> Message {
    Message::new(
        format!("`{{{name}}}` cannot hold a query"),
        "expected an input that is a string",
    )
}

pub(crate) fn optional_query(name: &str) -> Message {
    Message::new(
        format!("`{{{name}}}` may be left out, but says what is read"),
        "expected an input that is required",
    )
    .help(format!("call it `{name}`"))
}

pub(crate) fn optional_cursor(name: &str) -> Message {
    Message::new(
        format!("`{{{name}}}` may be left out, but says in which order is read"),
        "expected an input that is required, or has a default",
    )
    .help("give it a `default`, such as `LastModifiedDate`")
}

pub(crate) fn unknown_deletes(deletes: &str, known: &[&'static str]) -> Message {
    let message = Message::new(
        format!("deleted records are not told in `{deletes}`"),
        format!("expected one of {}", listed(known)),
    );
    with_meant(message, nearest(deletes, known.iter().copied()))
}

pub(crate) fn bad_soql(reason: &str) -> Message {
    let message = Message::new(format!("bad SOQL: {reason}"), "unexpected here");
    if reason.contains('"') {
        message.help("a text stands in single quotes, as in `Name = 'Acme'`")
    } else {
        message
    }
}

pub(crate) fn relative_date(literal: &str) -> Message {
    Message::new(
        format!("`{literal}` means other days from day to day"),
        "a record would stop fitting without being changed, which nothing tells",
    )
    .help("compare with a date, such as `2026-01-31T00:00:00Z`, or with an input")
}

pub(crate) fn behind_condition() -> Message {
    Message::new(
        "a condition is all that stands here",
        "this does not belong to it",
    )
    .help("a sync orders and limits its rows itself; several conditions are a list")
}

pub(crate) fn misplaced_input() -> Message {
    Message::new(
        "an input cannot stand here",
        "expected what makes the condition SOQL",
    )
    .help("an input stands for a value, for the name of a field, or within quotes for a part of a text")
}

pub(crate) fn not_in_condition(name: &str) -> Message {
    Message::new(
        format!("`{name}` cannot be written into a condition"),
        "expected a string, a number or a boolean",
    )
}

pub(crate) fn unguarded_input(name: &str) -> Message {
    Message::new(
        format!("`{{{name}}}` could be any text, which may say something else than a value"),
        "not in quotes",
    )
    .help(format!(
        "put it in quotes, as in `'{{{name}}}'`, or give the input a `pattern` of letters, digits and `_.:+-` such as `{WORD}`"
    ))
}

pub(crate) fn unguarded_field(name: &str) -> Message {
    Message::new(
        format!("`{{{name}}}` could be any text, not only the name of a field"),
        "names the field that is read",
    )
    .help(format!(
        "give the input a `pattern` of letters, digits and `_.` such as `{WORD}`"
    ))
}

/// A pattern that takes one name.
const WORD: &str = "^[A-Za-z][A-Za-z0-9_]*$";

pub(crate) fn unused_sync_input(name: &str) -> Message {
    Message::new(format!("`{name}` is never used"), "nothing uses this input")
        .help("use it in `query`, `where`, `cursor` or a `from` of the model, or remove it")
}

pub(crate) fn no_object_for_a_model() -> Message {
    Message::new(
        "the model of a sync is an object",
        "expected the name of a type with `properties:`",
    )
}

pub(crate) fn same_model(model: &str, first: &Place) -> Message {
    Message::new(
        format!("`{model}` is the model of two syncs"),
        "a destination would mix their rows",
    )
    .other(first, "the model of this sync already")
    .help("give one of them a type of its own")
}

pub(crate) fn no_id(model: &str) -> Message {
    Message::new(
        format!("`{model}` is the model of a sync, and has no id by which a record is known"),
        "expected a required `id` that is taken from `Id`",
    )
    .help("write `id: { type: RecordId, from: Id }`")
}

pub(crate) fn kept_by_destinations(name: &str) -> Message {
    Message::new(
        format!("`{name}` is a name that destinations keep for themselves"),
        "a property of a sync's model",
    )
    .help(ANOTHER_NAME)
}

pub(crate) fn same_column(name: &str, other: &str, first: &Place) -> Message {
    Message::new(
        format!("`{name}` and `{other}` differ only in case"),
        "one column to a database",
    )
    .other(first, format!("`{other}` stands here"))
    .help(ANOTHER_NAME)
}

const ANOTHER_NAME: &str = "rename it, and say with `from:` which field it is";

pub(crate) fn open_model() -> Message {
    Message::new(
        "the model of a sync names every property",
        "what is not named cannot be selected",
    )
    .help("name what is to be read")
}

pub(crate) fn unselectable(key: &str) -> Message {
    Message::new(
        format!("no field can be selected for this `{key}`"),
        "the model of a sync takes fields as they are",
    )
    .help("say the path to a field, such as `from: Owner.Name`")
}

pub(crate) fn whole_row() -> Message {
    Message::new(
        "`@` is the whole record",
        "expected an object, a `map<any>` or `any`",
    )
}

pub(crate) fn list_in_a_model() -> Message {
    Message::new("no field holds a list", "a property of a sync's model")
        .help("what a record has several of are records of their own: say by `related` of which ones a list of the model is made")
}

pub(crate) fn of_an_unknown_query(path: &str) -> Message {
    Message::new(
        format!("nobody knows whether a caller's query selects `{path}`"),
        "taken from a field",
    )
    .help("take the whole record, by `{ type: map<any>, from: '@' }`")
}

pub(crate) fn no_field(name: &str) -> Message {
    Message::new(
        format!("`{name}` is not the name of a field"),
        "expected a letter, then letters, digits and `_`",
    )
    .help("say with `from:` which field it is")
}

pub(crate) fn too_far_a_parent(most: usize) -> Message {
    Message::new(
        format!("a query goes no further than {most} steps from a record to its parents"),
        "too far",
    )
}

pub(crate) fn too_many_fields(longest: usize) -> Message {
    Message::new(
        format!("the fields of this model make a query of more than {longest} characters"),
        "more than Salesforce takes",
    )
}

pub(crate) fn named_of_a_parent(name: &str) -> Message {
    Message::new(
        format!("`{{{name}}}` is a field of the record itself"),
        "this is a property of a parent",
    )
    .help("take it in the model, or in an object with `from: '@'`")
}

pub(crate) fn named_but_required(property: &str, name: &str) -> Message {
    Message::new(
        format!("a record may be without the field that `{{{name}}}` names"),
        "the property is required",
    )
    .help(format!("call it `{property}?`"))
}

/// As the message, with the input that it speaks of.
pub(crate) fn of_input(message: Message, input: &Place) -> Message {
    message.other(input, "this input")
}

pub(crate) fn no_model(name: &str) -> Message {
    Message::new(
        format!("`{{{name}}}` names an input of a sync"),
        "but this type is part of an action's output",
    )
    .help("make two types of it")
}
