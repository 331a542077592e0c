//! Names, in the manifest and in Rust.

use std::fmt::{self, Display};

use crate::fault::Message;
use crate::parse::place::Place;

pub(crate) fn no_rust_name(name: &str) -> Message {
    Message::new(
        format!("`{name}` is no name in Rust"),
        "expected a letter, then letters, digits and `_`",
    )
}

pub(crate) fn duplicate(what: &str, name: &str, first: &Place) -> Message {
    Message::new(
        format!("{what} `{name}` is declared twice"),
        // Which of two files comes first says nothing of which is at fault.
        "declared here",
    )
    .other(first, "and here")
    .help("rename one of them")
}

/// What has a name in Rust.
pub(crate) enum Named<'a> {
    /// What the manifest gives a name itself.
    Itself(&'a str),
    /// The input or output of a function.
    Part(&'static str, &'a str),
    /// The type that is written within a property.
    Within(&'a str),
}

impl Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Itself(name) => write!(f, "`{name}`"),
            Self::Part(part, function) => write!(f, "the {part} of `{function}`"),
            Self::Within(property) => write!(f, "the type of `{property}`"),
        }
    }
}

fn bad_name(what: &str, name: &str, form: &str) -> Message {
    Message::new(
        format!("`{name}` cannot name {what}"),
        format!("expected {form}"),
    )
}

pub(crate) fn bad_function_name(name: &str) -> Message {
    bad_name(
        "a function",
        name,
        "lower case words joined by dashes, such as `get-invoice`",
    )
}

pub(crate) fn bad_type_name(name: &str) -> Message {
    bad_name("a type", name, "a word of your own such as `SaveResult`")
}

pub(crate) fn bad_group(name: &str) -> Message {
    bad_name("a group", name, "words, such as `Quick Actions`")
}

pub(crate) fn no_property_name(key: &str) -> Message {
    bad_name("a property", key, "the name it has in JSON")
}

pub(crate) fn bad_api_name(what: &str, name: &str) -> Message {
    bad_name(what, name, "its API name")
}

pub(crate) fn reserved_name(name: &str, rust: &str) -> Message {
    Message::new(
        format!("`{name}` would be called `{rust}` in Rust"),
        "generated code has that name for itself",
    )
    .help("choose another name")
}

pub(crate) fn reserved_property(name: &str, rust: &str) -> Message {
    reserved_name(name, rust).help("give it another name with `rust:`")
}

pub(crate) fn same_name_in_rust(name: &Named, other: &Named, rust: &str, first: &Place) -> Message {
    clash(name, other, rust, first).help("rename one of them")
}

pub(crate) fn same_group(name: &Named, other: &Named, rust: &str, first: &Place) -> Message {
    clash(name, other, rust, first).help("write the same group in both files, or another one")
}

pub(crate) fn same_but_for_case(name: &Named, other: &Named, first: &Place) -> Message {
    Message::new(
        format!("{name} and {other} differ only in case"),
        "one name to some file systems",
    )
    .other(first, format!("{other} stands here"))
    .help("rename one of them")
}

pub(crate) fn long_name(longest: usize) -> Message {
    Message::new(
        format!("this name has more than {longest} letters"),
        "too long for the name of a file",
    )
    .help("give it a shorter name")
}

pub(crate) fn same_rust_name(name: &Named, other: &Named, rust: &str, first: &Place) -> Message {
    clash(name, other, rust, first).help("give one of them another name with `rust:`")
}

fn clash(name: &Named, other: &Named, rust: &str, first: &Place) -> Message {
    Message::new(
        format!("{name} and {other} are both called `{rust}` in Rust"),
        "the same name in Rust",
    )
    .other(first, format!("{other} stands here"))
}

pub(crate) fn global_flag(name: &str, flag: &str) -> Message {
    Message::new(
        format!("`{name}` would be the flag `--{flag}`"),
        "the program has this flag for itself",
    )
    .help("give it another name with `rust:`")
}
