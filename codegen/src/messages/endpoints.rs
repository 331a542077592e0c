//! Endpoints.

use super::words::with_near;
use crate::fault::Message;
use crate::parse::place::Place;

/// `start`: the text that it begins with, if it does not begin with a variable.
pub(crate) fn endpoint_elsewhere(start: Option<&str>) -> Message {
    let message = Message::new(
        "an endpoint begins with `/services/`",
        "expected `/services/…`, or one `{+name}`",
    );
    let start = start.unwrap_or_default();
    if start.contains("://") {
        message.help("leave out scheme and host: they are those of the client's instance")
    } else if start.starts_with("services/") {
        message.help("begin it with a slash")
    } else {
        message
    }
}

pub(crate) fn nothing_below(start: &str) -> Message {
    Message::new(
        format!("`{start}` alone is nothing that could be called"),
        "expected a path below it",
    )
    .help(format!("write `{start}data/{{version}}/…`"))
}

pub(crate) fn leads_elsewhere() -> Message {
    Message::new("`.` and `..` lead elsewhere", "not a segment as it is")
        .help("write the path without it")
}

pub(crate) fn empty_segment() -> Message {
    Message::new("`//` has an empty segment in between", "two slashes")
        .help("write one slash; `{/x}` brings its own")
}

pub(crate) fn empty_parameter() -> Message {
    Message::new("a query parameter has a name", "no name behind this")
        .help("remove it; `{?x}` and `{&x}` bring their own")
}

pub(crate) fn repeated_parameter(name: &str) -> Message {
    Message::new(
        format!("the query parameter `{name}` stands here twice"),
        "once more here",
    )
    .help("remove one of them")
}

pub(crate) fn behind_query() -> Message {
    Message::new(
        "a query ends an endpoint",
        "this stands behind the query parameters",
    )
    .help("write the path first, then fixed parameters, then `{?x}` or `{&x}`")
}

pub(crate) fn not_in_url(sign: char) -> Message {
    Message::new(
        format!("`{sign}` cannot stand in a URL as it is"),
        "percent-encode it",
    )
}

pub(crate) fn query_without_beginning() -> Message {
    Message::new("a query begins with `?`", "`&` without a `?` before it")
        .help("write fixed parameters first, as in `?a=b{&x}`")
}

pub(crate) fn unclosed() -> Message {
    Message::new("`{` is not closed", "opened here").help("close it with `}` behind the name")
}

pub(crate) fn no_variable() -> Message {
    Message::new("a name is missing in these braces", "expected a name")
        .help("write the name of an input, as in `{name}`")
}

pub(crate) fn bad_variable(name: &str) -> Message {
    Message::new(
        format!("`{name}` is not the name of a variable"),
        "expected letters, digits, `_` and `.`",
    )
}

pub(crate) fn several_names(expression: &str) -> Message {
    Message::new(
        format!("`{{{expression}}}` is one segment of several names"),
        "expected one name",
    )
    .help("write each in braces of its own")
}

pub(crate) fn unsupported_operator(operator: char) -> Message {
    Message::new(
        format!("`{{{operator}…}}` is not supported"),
        "expected `{x}`, `{/x}`, `{?x}`, `{&x}` or `{+x}`",
    )
}

pub(crate) fn misplaced_star(name: &str) -> Message {
    Message::new("`*` repeats a query parameter", "this is none")
        .help(format!("write `{{?{name}*}}`"))
}

pub(crate) fn path_and_more() -> Message {
    Message::new(
        "`{+name}` is a whole path",
        "nothing stands before or behind it",
    )
}

pub(crate) fn unknown_variable(name: &str, near: Option<&str>) -> Message {
    let message = Message::new(
        format!("`{{{name}}}` is no input property"),
        "no input has this name",
    );
    with_near(
        message,
        near,
        "add it to `input:`, or say under `vars:` where it comes from",
    )
}

/// As [`unknown_input`], of an input that the model of a sync names.
pub(crate) fn unknown_input_of(sync: &Place, name: &str, near: Option<&str>) -> Message {
    unknown_input(name, near).other(sync, "no input of this sync, whose model it is")
}

pub(crate) fn unknown_input(name: &str, near: Option<&str>) -> Message {
    with_near(unknown_variable(name, None), near, "add it to `input:`")
}

pub(crate) fn unused_variable(name: &str) -> Message {
    Message::new(
        format!("`{name}` is no variable of the endpoint"),
        "no `{…}` has this name",
    )
}

pub(crate) fn optional_segment(name: &str) -> Message {
    Message::new(
        format!("`{name}` may be left out, but `{{{name}}}` is a segment that must be there"),
        "always there",
    )
    .help(format!(
        "write `{{/{name}}}` without the slash before it, or make the input required"
    ))
}

/// An input that may be left out, in a query that stands in the template with these names.
pub(crate) fn optional_parameter(name: &str, form: Option<&str>) -> Message {
    Message::new(
        format!("`{name}` may be left out, but its query parameter is always there"),
        "always there",
    )
    .help(match form {
        Some(form) => format!("write `{form}` for the query, which leaves out what is absent"),
        None => "write it as `{?name}`, or `{&name}` behind another one, which is left out when absent; `vars:` gives a parameter a value of another name".to_owned(),
    })
}

pub(crate) fn not_text(name: &str) -> Message {
    Message::new(
        format!("`{name}` cannot be written into a text"),
        "expected a string, a number or a boolean that is always there; in a query also a list of them",
    )
}

pub(crate) fn unguarded_path(name: &str) -> Message {
    Message::new(
        format!("nothing says which paths `{{+{name}}}` may be"),
        "a path as it is",
    )
    .help("make it an input property of type string with a `pattern`")
}
