//! The wording of every error in a manifest, so that one voice speaks and nothing is worded twice.

use std::fmt::Display;

pub(crate) fn unknown_type(name: &str, near: Option<&str>) -> String {
    with_near(
        &format!("unknown type `{name}`"),
        near,
        "declare it under `types:`",
    )
}

pub(crate) fn duplicate(what: &str, name: &str, first: impl Display) -> String {
    format!("{what} `{name}` is declared twice; the first is at {first}. Rename one of them")
}

pub(crate) fn same_rust_name(name: &str, other: &str, rust: &str, first: impl Display) -> String {
    format!(
        "`{name}` and `{other}` ({first}) are both called `{rust}` in Rust; give one of them another name with `rust:`"
    )
}

pub(crate) fn bad_name(what: &str, name: &str, form: &str) -> String {
    format!("`{name}` cannot name {what}: write {form}")
}

pub(crate) fn unknown_variable(name: &str, near: Option<&str>) -> String {
    with_near(
        &format!("`{{{name}}}` is no input property"),
        near,
        "add it to `input:`, or say under `vars:` where it comes from",
    )
}

pub(crate) fn optional_segment(name: &str) -> String {
    format!(
        "`{name}` may be left out, but `{{{name}}}` is a segment that must be there: write `{{/{name}}}`, or make the input required"
    )
}

pub(crate) fn not_text(name: &str) -> String {
    format!(
        "`{name}` cannot stand in a URL: only strings, numbers, booleans, and lists of them in a query"
    )
}

pub(crate) fn unguarded_path(name: &str) -> String {
    format!(
        "`{{+{name}}}` needs an input property of type string with a `pattern` that says which paths it may be"
    )
}

pub(crate) fn unsupported_method(method: &str) -> String {
    format!("`{method}` is not supported: write GET, POST, PUT, PATCH or DELETE")
}

pub(crate) fn unused_input(name: &str) -> String {
    format!("`{name}` is never sent: use it in `endpoint`, `vars` or `body`, or remove it")
}

pub(crate) fn unknown_property(path: &str, near: Option<&str>) -> String {
    with_near(
        &format!("there is no property `{path}` here"),
        near,
        "a path begins at the input",
    )
}

pub(crate) fn not_taken(path: &str) -> String {
    format!(
        "nothing here says what `{path}` is: add a property that is taken from it, so that its type is known"
    )
}

pub(crate) fn global_flag(name: &str, flag: &str) -> String {
    format!(
        "`{name}` would be the flag `--{flag}`, which the program has for itself: give it another name with `rust:`"
    )
}

pub(crate) fn cycle(names: &[String]) -> String {
    format!(
        "{} has no end: put a `list<…>` or `map<…>` of an object with `properties:` in between",
        names.join(" → ")
    )
}

pub(crate) fn not_in_input(key: &str) -> String {
    format!(
        "`{key}` says where in an answer a value comes from, but this type is part of an input: make two types of it"
    )
}

pub(crate) fn bad_pattern(reason: &str) -> String {
    format!("bad pattern: {reason}")
}

pub(crate) fn misfit(keyword: &str, what: &str) -> String {
    format!("`{keyword}` does not fit {what}")
}

pub(crate) fn empty_bounds(least: impl Display, most: impl Display) -> String {
    format!("no value is at least {least} and at most {most}")
}

pub(crate) fn output_or_error() -> String {
    "an exchange ends in `output` or in `error`: give one of the two".to_owned()
}

pub(crate) fn other_type(name: &str) -> String {
    format!("`from` gives another type than `{name}` has")
}

pub(crate) fn misplaced_template() -> String {
    "`template` stands in the output of a function only: it speaks of the input".to_owned()
}

pub(crate) fn misplaced_fail_if() -> String {
    "`fail_if` stands on properties of an input, or on one property of a function's output that is taken from the answer".to_owned()
}

pub(crate) fn never_empty() -> String {
    "`omit_empty` goes with a string, a list, a map, or an object whose properties are all optional"
        .to_owned()
}

pub(crate) fn omitted_but_required(name: &str) -> String {
    format!("`omit_empty` leaves the property out, so it is optional: call it `{name}?`")
}

fn with_near(what: &str, near: Option<&str>, cure: &str) -> String {
    match near {
        Some(near) => format!("{what}; did you mean `{near}`?"),
        None => format!("{what}: {cure}"),
    }
}

/// The name that was probably meant.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&name.to_lowercase(), &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, _)| *distance <= (name.chars().count() / 3).max(1))
        .min()
        .map(|(_, candidate)| candidate)
}
