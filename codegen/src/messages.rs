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

pub(crate) fn same_name_in_rust(
    name: &str,
    other: &str,
    rust: &str,
    first: impl Display,
) -> String {
    format!("`{name}` and `{other}` ({first}) are both called `{rust}` in Rust: rename one of them")
}

pub(crate) fn reserved_name(name: &str, rust: &str) -> String {
    format!(
        "`{name}` would be called `{rust}` in Rust, a name that generated code has for itself: choose another"
    )
}

pub(crate) fn bad_enum() -> String {
    "`enum` lists at least one value, and each once".to_owned()
}

pub(crate) fn bounded_already(keyword: &str) -> String {
    format!("the type itself says `{keyword}`: say it in one place, or make a type of its own")
}

pub(crate) fn only_empty(keyword: &str) -> String {
    format!("the `{keyword}` of a list or map can only be the empty one")
}

pub(crate) fn default_of_required() -> String {
    "an input that is required has no use for a `default`: end its name in `?`".to_owned()
}

pub(crate) fn no_value() -> String {
    "this has no value of its own: only `length`, `sum`, `map` and conditions look into it"
        .to_owned()
}

pub(crate) fn no_text() -> String {
    "`template` gives a string that is always there: leave out `type` and the `?`".to_owned()
}

pub(crate) fn bad_rest() -> String {
    "`rest: true` stands on one property of type `map<any>`, without a `default`".to_owned()
}

pub(crate) fn unused_variable(name: &str) -> String {
    format!("`{name}` is no variable of the endpoint")
}

pub(crate) fn no_success(status: u16) -> String {
    format!("{status} is no status of success: those are 200 to 299")
}

pub(crate) fn body_of_get() -> String {
    "a GET has no body: put what it needs into the endpoint".to_owned()
}

pub(crate) fn misplaced(keyword: &str, why: &str) -> String {
    format!("`{keyword}` has no effect here: {why}")
}

pub(crate) fn two_sources(first: &str, second: &str) -> String {
    format!("`{first}` and `{second}` each say where the value comes from: keep one of them")
}

pub(crate) fn not_allowed_itself(keyword: &str) -> String {
    format!("`{keyword}` breaks the schema that it stands in")
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
    format!(
        "`from` computes another type than `{name}` has: a number or a truth that is always there"
    )
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
