//! The wording of every error in a manifest, so that one voice speaks and nothing is worded twice.
//!
//! Each has a title that says what is wrong, a label that says what was expected at the place, and a help that says
//! how to mend it.

use std::fmt::{self, Display};

use regex_syntax::ast::ErrorKind;
use serde_json::Value;

use crate::fault::Message;
use crate::ir::Ty;
use crate::parse::place::Place;

// Files

pub(crate) fn unreadable(what: &str, reason: impl Display) -> Message {
    Message::new(format!("cannot read this {what}: {reason}"), "")
}

pub(crate) fn no_manifest() -> Message {
    Message::new("there is no `.yaml` file in this folder", "")
        .help("a manifest is a folder of `.yaml` files, such as `spec/`")
}

pub(crate) fn not_utf_8() -> Message {
    Message::new("this file is not UTF-8", "the first byte that is not")
        .help("save the file as UTF-8")
}

pub(crate) fn empty_file() -> Message {
    Message::new("this file is empty", "")
        .help("a file holds a `group:` with `actions:` or `syncs:`, or `types:`; remove the file if it is to hold nothing")
}

pub(crate) fn no_group() -> Message {
    Message::new(
        "a file with functions says which group they belong to",
        "no `group:` in this file",
    )
    .help("begin the file with a group, such as `group: Records`")
}

// YAML, and what a manifest is made of

pub(crate) fn tab() -> Message {
    Message::new("a tab cannot indent YAML", "a tab").help("indent with spaces")
}

/// `is_first`: whether it is the first sign of its line.
pub(crate) fn bad_yaml(reason: &str, is_first: bool) -> Message {
    let message = Message::new(format!("bad YAML: {reason}"), "the YAML reader stops here");
    if reason.contains("',' or '") {
        message.help(
            "within `{ }` and `[ ]`, put a text that holds `{`, `}`, `[`, `]` or `,` in quotes",
        )
    } else if reason.contains("mapping values are not allowed") {
        message.help("put a text that holds `: ` in quotes, or indent this line as the one above")
    } else if reason.contains("did not find expected") && is_first {
        message.help("indent this line as those that it belongs to")
    } else {
        message
    }
}

pub(crate) fn unknown_escape(escape: &str) -> Message {
    Message::new(
        format!("`{escape}` means nothing between double quotes"),
        "not an escape of YAML",
    )
    .help("put the text in single quotes, or double the backslash")
}

pub(crate) fn unclosed_quote(quote: char) -> Message {
    Message::new(format!("`{quote}` is not closed"), "opened here")
        .help(format!("end the text with another `{quote}`"))
}

pub(crate) fn behind_quote(quote: char) -> Message {
    let message = Message::new("a text ends at its second quote", "this stands behind it");
    if quote == '"' {
        message.help("write a `\"` within the text as `\\\"`, or put the whole in single quotes")
    } else {
        message.help("write a `'` within the text twice, or put the whole in double quotes")
    }
}

pub(crate) fn text_of_lines(quote: char, first: &Place) -> Message {
    Message::new("a text ends at its second quote", "this stands behind it")
        .other(first, "the text begins here")
        .help(format!("close it with `{quote}` where it is to end"))
}

pub(crate) fn question_mark_outside() -> Message {
    Message::new(
        "the `?` of an optional property is part of its key",
        "behind the quotes",
    )
    .help("put it within the quotes, as in `\"serial no?\": string`")
}

pub(crate) fn cannot_begin(sign: char) -> Message {
    let sign = match sign {
        '`' => "a backtick".to_owned(),
        sign => format!("`{sign}`"),
    };
    Message::new(
        format!("a text without quotes cannot begin with {sign}"),
        "expected a quote",
    )
    .help("put the text in quotes")
}

pub(crate) fn unknown_anchor() -> Message {
    Message::new("no anchor has this name", "YAML takes `*` for an alias")
        .help("put it in quotes if it is a text")
}

pub(crate) fn unclosed_bracket(open: char) -> Message {
    Message::new(format!("`{open}` is not closed"), "opened here")
        .help(format!("close it with `{}`", closing(open)))
}

pub(crate) fn open_bracket(open: char, first: &Place) -> Message {
    let close = closing(open);
    Message::new(
        format!("expected `,` or `{close}`"),
        "the YAML reader stops here",
    )
    .other(first, "opened here")
    .help(format!(
        "close the `{open}`, or put a text that holds `{{`, `}}`, `[`, `]` or `,` in quotes"
    ))
}

fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

pub(crate) fn no_space(key: &str, value: &str) -> Message {
    Message::new(
        format!("`{key}:{value}` is one word to YAML"),
        "expected a space behind the colon",
    )
    .help(format!("write `{key}: {value}`"))
}

pub(crate) fn no_key() -> Message {
    Message::new(
        "a line of a mapping is a key with its value",
        "expected `key: value`",
    )
}

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

pub(crate) fn no_address(text: &str) -> Message {
    Message::new(
        format!("`{text}` is not the address of a page"),
        "expected `https://…`",
    )
}

pub(crate) fn no_rust_name(name: &str) -> Message {
    Message::new(
        format!("`{name}` is no name in Rust"),
        "expected a letter, then letters, digits and `_`",
    )
}

pub(crate) fn more_than_64_bits(number: &str) -> Message {
    Message::new(
        format!("`{number}` has more than 64 bits"),
        "too large for a whole number",
    )
}

pub(crate) fn no_json_number() -> Message {
    Message::new("JSON has neither infinity nor `.nan`", "expected a number")
}

pub(crate) fn tag() -> Message {
    Message::new("a YAML tag has no meaning here", "expected no `!`")
        .help("remove it, or put the text in quotes")
}

pub(crate) fn several_documents() -> Message {
    Message::new("a file holds one YAML document", "")
        .help("remove the `---` in between, or make two files of it")
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
    let of_schema = || {
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
    };
    let of_action = || {
        Some(match key {
            "url" | "uri" | "path" => "did you mean `endpoint`?",
            "params" | "parameters" | "arguments" => "did you mean `input`?",
            "query" => "query parameters stand in the endpoint: `endpoint: /services/…{?name}`",
            "response" | "result" | "returns" => "did you mean `output`?",
            "examples" | "tests" => "did you mean `exchanges`?",
            "summary" | "title" | "doc" => "did you mean `description`?",
            _ => return None,
        })
    };
    let of_sync = || {
        Some(match key {
            "filter" | "filters" | "condition" | "conditions" => "did you mean `where`?",
            "interval" | "schedule" | "frequency" | "cron" => "did you mean `every`?",
            "sobject" | "table" => "did you mean `object`?",
            "metadata" | "params" | "parameters" => "did you mean `input`?",
            "output" | "type" => "did you mean `model`?",
            "select" | "fields" | "columns" => {
                "what is selected is what the properties of the `model` are taken from"
            }
            _ => return None,
        })
    };
    if known.contains(&"minLength") {
        of_schema()
    } else if known.contains(&"cursor") {
        of_sync()
    } else if known.contains(&"endpoint") {
        of_action()
    } else {
        None
    }
}

pub(crate) fn missing_key(key: &str) -> Message {
    Message::new(
        format!("`{key}` is missing"),
        format!("this needs `{key}:`"),
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

pub(crate) fn unquoted(found: &str) -> Message {
    Message::new(
        format!("YAML reads this as {found}, not as text"),
        "expected a text",
    )
    .help("put it in quotes: YAML takes an unquoted `{` or `[` for the beginning of a mapping or list")
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

// Names

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

// Types

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

pub(crate) fn repeats_too_much() -> Message {
    Message::new(
        "aliases (`*name`) make far more of this file than is written in it",
        "the YAML reader stops here",
    )
    .help("write out what they stand for, or declare it as a type")
}

pub(crate) fn no_status(status: u16) -> Message {
    Message::new(
        format!("`{status}` is no HTTP status"),
        "expected one from 100 to 599",
    )
}

pub(crate) fn output_of_failure(status: u16) -> Message {
    Message::new(
        format!("an answer of status {status} has no output"),
        "a status from 200 to 299 has one",
    )
    .help("write the `error` that comes of it, such as `error: { kind: salesforce }`")
}

pub(crate) fn undocumented_status(status: u16, documented: &[u16]) -> Message {
    let all: Vec<String> = documented.iter().map(u16::to_string).collect();
    Message::new(
        format!("{status} is none of the function's `statuses`"),
        format!("expected one of {}", all.join(", ")),
    )
    .help(format!(
        "add it, as in `statuses: [{}, {status}]`, if Salesforce documents it",
        all.join(", ")
    ))
}

pub(crate) fn error_of_success(status: u16) -> Message {
    Message::new(
        format!("an answer of status {status} is no error of Salesforce"),
        "a status from 300 to 599 is one",
    )
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

// Keywords

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

// Patterns

/// `kind` is what the reader of patterns says of a part of one.
pub(crate) fn unread_pattern(part: &str, kind: &ErrorKind) -> Message {
    match kind {
        ErrorKind::UnsupportedLookAround => {
            not_shared(part, "say what the text is, without a look around")
        }
        ErrorKind::UnsupportedBackreference if part == "\\0" => written_otherwise(part, "\\x00"),
        ErrorKind::UnsupportedBackreference => {
            not_shared(part, "write out what may stand here again")
        }
        _ => {
            let message = bad_pattern(kind);
            match pattern_cure(kind) {
                Some(cure) => message.help(cure),
                None => message,
            }
        }
    }
}

/// How to write a sign that begins or ends something and was meant as it is.
fn pattern_cure(kind: &ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::ClassUnclosed => "close it with `]`, or write `\\[` for the sign itself",
        ErrorKind::GroupUnclosed => "close it with `)`, or write `\\(` for the sign itself",
        ErrorKind::GroupUnopened => "write `\\)` for the sign itself",
        ErrorKind::ClassRangeLiteral => "write `\\-` for the sign itself",
        ErrorKind::RepetitionMissing
        | ErrorKind::RepetitionCountUnclosed
        | ErrorKind::RepetitionCountDecimalEmpty => {
            "write a backslash before it for the sign itself"
        }
        ErrorKind::EscapeHexInvalid => "write the sign itself",
        ErrorKind::EscapeUnrecognized => "write `\\\\` for a backslash, or the sign without one",
        _ => return None,
    })
}

pub(crate) fn bad_pattern(reason: impl Display) -> Message {
    Message::new(format!("bad pattern: {reason}"), "not a regular expression")
}

fn not_shared(part: &str, cure: impl Into<String>) -> Message {
    Message::new(
        format!("ECMA-262 and Rust's regex do not share `{part}`"),
        "JSON Schema follows ECMA-262, generated code is Rust",
    )
    .help(cure)
}

pub(crate) fn written_otherwise(part: &str, shared: &str) -> Message {
    not_shared(part, format!("write `{shared}`"))
}

/// Of a backslash before a sign that needs none.
pub(crate) fn written_plainly(part: &str, sign: char) -> Message {
    not_shared(part, format!("write `{sign}` without a backslash"))
}

/// Of a sign by a number that is too high for an escape.
pub(crate) fn written_itself(part: &str) -> Message {
    not_shared(part, "write the sign itself")
}

/// Of signs that have a name together, or are computed from others.
pub(crate) fn written_in_brackets(part: &str) -> Message {
    not_shared(
        part,
        "list the signs and ranges themselves, as in `[A-Za-z]`",
    )
}

pub(crate) fn pattern_flags(part: &str) -> Message {
    not_shared(part, "leave flags out; a letter in either case is `[Aa]`")
}

pub(crate) fn named_group(part: &str) -> Message {
    not_shared(part, "write `(…)`: nobody asks for its name")
}

pub(crate) fn repeated_count(part: &str) -> Message {
    not_shared(part, "write `{n}`, `{n,}` or `{n,m}`, without spaces")
}

/// Of a quantifier behind another one, or behind `^`.
pub(crate) fn repeats_no_sign(part: &str) -> Message {
    Message::new(
        format!("`{part}` repeats a sign, a class or a group"),
        "nothing of these before it",
    )
    .help("remove it, or put what it repeats in `(?:…)`")
}

// Endpoints

pub(crate) fn unsupported_method(method: &str, known: &[&'static str]) -> Message {
    let message = Message::new(
        format!("method `{method}` is not supported"),
        format!("expected one of {}", listed(known)),
    );
    let upper = method.to_uppercase();
    with_meant(message, nearest(&upper, known.iter().copied()))
}

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

// Requests and answers

pub(crate) fn no_success(status: u16) -> Message {
    Message::new(
        format!("{status} is no status of success"),
        "expected 200 to 299",
    )
}

pub(crate) fn body_of_get() -> Message {
    Message::new("a GET has no body", "never sent").help("put what it needs into the endpoint")
}

pub(crate) fn unused_input(name: &str) -> Message {
    Message::new(format!("`{name}` is never sent"), "nothing uses this input")
        .help("use it in `endpoint`, `vars` or `body`, or remove it")
}

// Syncs

pub(crate) fn bad_interval(text: &str) -> Message {
    Message::new(
        format!("`{text}` does not say how often"),
        "expected a number of minutes, hours or days",
    )
    .help("write `5m`, `1h` or `1d`")
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
        .help("use it in `where`, or in a `from` of the model, or remove it")
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
        .help("what a record has several of are records of their own")
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

// JMESPath

/// `found` is what stands at the place, up to the end of the text; `open` the bracket that is open before it.
pub(crate) fn bad_jmespath(reason: &str, found: &str, open: Option<char>) -> Message {
    let said = jmespath_reason(reason);
    let message = Message::new(format!("bad JMESPath: {said}"), "unexpected here");
    match jmespath_cure(reason, found, open) {
        Some(cure) => message.help(cure),
        None => message,
    }
}

/// What the reader of JMESPath says begins so where a quote is not closed, and behind it the quote.
const UNCLOSED: &str = "Unclosed ";

/// What it says begins so where what stands between backticks is no JSON.
const NO_JSON: &str = "Unable to parse literal JSON ";

/// Said of an expression that is read and cannot be evaluated.
pub(crate) const NOT_EVALUATED: &str = "it cannot be evaluated";

/// What the reader of JMESPath says, in our words.
fn jmespath_reason(reason: &str) -> String {
    let plain = match reason {
        "Unexpected nud token" => "expected an expression",
        "Unexpected led token" | "Did not parse the complete expression" => {
            "the expression is complete before this"
        }
        "'=' is not valid. Did you mean '=='?" => "`=` compares nothing",
        "Expected identifier, '*', '{', '[', '&', or '[?'" => "expected a name",
        "invalid token after ','" => "expected another argument",
        "Expected ')' to close '('" => "expected `)`",
        "Quoted strings can't be a function name" => "a function's name stands without quotes",
        _ if reason.starts_with(UNCLOSED) => "a quote is not closed",
        _ if reason.starts_with(NO_JSON) => "between backticks stands JSON",
        _ => {
            let mut rest = reason.chars();
            let first = rest.next().map(|first| first.to_ascii_lowercase());
            let said: String = first.into_iter().chain(rest).collect();
            return said.replace('\'', "`");
        }
    };
    plain.to_owned()
}

/// How to mend a JMESPath, where it is plain.
fn jmespath_cure(reason: &str, found: &str, open: Option<char>) -> Option<String> {
    if let Some(literal) = reason.strip_prefix(NO_JSON) {
        let text = literal.rsplit_once(": ").map_or(literal, |(text, _)| text);
        return Some(format!("a text is written `'{text}'`"));
    }
    let first = found.chars().next();
    let word = found.split(|c: char| !c.is_alphanumeric()).next();
    Some(match (first, reason) {
        (Some('`'), _) if reason.starts_with(UNCLOSED) => "close it with a backtick".to_owned(),
        (Some(quote), _) if reason.starts_with(UNCLOSED) => format!("close it with `{quote}`"),
        (None, _) => format!("close it with `{}`", closing(open?)),
        (_, "Expected ']'") => "close it with `]`".to_owned(),
        (Some('='), _) => "write `==`".to_owned(),
        (Some('&'), _) => "write `&&`".to_owned(),
        _ if word == Some("and") => "write `&&`".to_owned(),
        (Some(')'), "Did not parse the complete expression") => "remove it".to_owned(),
        (Some('$'), _) => "a path begins at its first name, without `$.`".to_owned(),
        (Some(sign), _) if sign.is_ascii_digit() || sign == '-' => {
            let end = found.find(|c: char| !"-.0123456789".contains(c));
            let number = &found[..end.unwrap_or(found.len())];
            format!("a number stands between backticks: `` `{number}` ``")
        }
        _ => return None,
    })
}

pub(crate) fn untypable(functions: &[&str]) -> Message {
    Message::new(
        "this part of JMESPath has no typed form",
        "what it gives is known only when it runs",
    )
    .help(format!(
        "paths, `@`, literals, `!`, `&&`, comparisons, `[?condition]` and the functions {} have one",
        listed(functions),
    ))
}

pub(crate) fn unknown_function(name: &str, known: &[&str]) -> Message {
    let message = Message::new(
        format!("there is no function `{name}` here"),
        format!("expected one of {}", listed(known)),
    );
    with_meant(message, nearest(name, known.iter().copied()))
}

pub(crate) fn arguments(name: &str, form: &str) -> Message {
    Message::new(
        format!("`{name}` takes other arguments"),
        format!("expected `{form}`"),
    )
}

pub(crate) fn unknown_property(name: &str, near: Option<&str>) -> Message {
    let message = Message::new(
        format!("there is no property `{name}` here"),
        "not a property",
    );
    with_near(
        message,
        near,
        "a path begins at the input, or at what `@` is",
    )
}

pub(crate) fn not_taken(path: &str) -> Message {
    Message::new(
        format!("nothing here says what `{path}` is"),
        "of unknown type",
    )
    .help("add a property that is taken from it, so that its type is known")
}

pub(crate) fn may_be_absent(name: &str) -> Message {
    Message::new(
        format!("`{name}` may be left out, so this may have no value"),
        "expected a value that is always there",
    )
}

pub(crate) fn no_value() -> Message {
    Message::new("this has no value of its own", "a list on its way")
        .help("only `length`, `sum`, `map` and conditions look into it")
}

pub(crate) fn incomparable() -> Message {
    Message::new(
        "these two cannot be compared",
        "different types, or none that has an order",
    )
}

pub(crate) fn needs(function: &str, what: &str) -> Message {
    Message::new(
        format!("`{function}` needs {what}"),
        format!("expected {what}"),
    )
}

pub(crate) fn bad_literal() -> Message {
    Message::new(
        "this literal has no typed form",
        "expected a string, a number, `true` or `false`",
    )
}

pub(crate) fn no_truth() -> Message {
    Message::new("an `any` is neither true nor false", "expected a condition")
}

/// `computed`: the type that the property could have, if it is one that is computed.
pub(crate) fn other_type(name: &str, computed: Option<&str>) -> Message {
    let title = format!("`from` computes another type than `{name}` has");
    match computed {
        Some(computed) => Message::new(title, format!("this gives `{computed}`"))
            .help(format!("write `type: {computed}`")),
        None => Message::new(title, "expected a number or a truth that is always there"),
    }
}

// Values that break their schema

/// What a value of a type is.
fn value_of(ty: &Ty) -> &'static str {
    match ty {
        Ty::String => "a string",
        Ty::Integer => "a whole number",
        Ty::Number => "a number",
        Ty::Boolean => "`true` or `false`",
        Ty::List(_) => "a list",
        Ty::Map(_) | Ty::Type(_) => "an object",
        Ty::Any => "any value",
        Ty::Nullable(inner) => value_of(inner),
    }
}

pub(crate) fn expected_value_of(ty: &Ty) -> String {
    format!("expected {}", value_of(ty))
}

pub(crate) fn expected_one_of<'v>(values: impl IntoIterator<Item = &'v Value>) -> String {
    let values: Vec<String> = values.into_iter().map(plain).collect();
    format!("expected one of `{}`", values.join("`, `"))
}

pub(crate) fn expected_match(pattern: &str) -> String {
    format!("expected a match of the pattern `{pattern}`")
}

/// `what` is counted, if anything is.
pub(crate) fn expected_at_least(least: impl Display, what: &str) -> String {
    format!("expected at least {least}{what}")
}

pub(crate) fn expected_at_most(most: impl Display, what: &str) -> String {
    format!("expected at most {most}{what}")
}

/// What is counted of a string.
pub(crate) const CHARACTERS: &str = " characters";

/// What is counted of a list.
pub(crate) const ITEMS: &str = " items";

pub(crate) const NO_PROPERTY: &str = "no property has this name";

pub(crate) fn is_missing(name: &str) -> String {
    format!("`{name}` is missing")
}

pub(crate) fn must_not_fulfil(condition: &str) -> String {
    format!("must not fulfil `{condition}`")
}

// Exchanges

pub(crate) fn output_or_error() -> Message {
    Message::new(
        "an exchange ends in `output` or in `error`",
        "both, or none of them",
    )
    .help("give one of the two")
}

pub(crate) fn unknown_error_kind(kind: &str, known: &[&str]) -> Message {
    let message = Message::new(
        format!("unknown kind of error `{kind}`"),
        format!("expected one of {}", listed(known)),
    );
    with_meant(message, nearest(kind, known.iter().copied()))
}

pub(crate) fn breaks_schema(what: &str, violation: &str, near: Option<&str>) -> Message {
    let message = Message::new(
        format!("this {what} breaks the schema of the function's {what}"),
        violation,
    );
    with_meant(message, near)
}

pub(crate) fn other_request(what: &str, sent: &str) -> Message {
    Message::new(
        format!("the function sends another {what} for this input"),
        sent,
    )
}

/// What the function sends in place of what is expected.
pub(crate) fn it_sends(sent: impl Display) -> String {
    format!("it sends `{sent}`")
}

pub(crate) fn it_sends_too(name: &str, sent: &Value) -> String {
    format!("it also sends `{name}`: `{sent}`")
}

pub(crate) fn it_sends_no(name: &str) -> String {
    format!("it sends no `{name}` here")
}

pub(crate) const NO_BODY: &str = "it sends no body";

// Hand-written actions

pub(crate) fn generic_input() -> Message {
    Message::new("an action's input has no generic parameters", "")
}

pub(crate) fn no_struct() -> Message {
    Message::new("an action's input is a struct", "")
}

pub(crate) fn unnamed_fields() -> Message {
    Message::new("an action's input has named fields", "")
}

pub(crate) fn missing_attribute(key: &str) -> Message {
    Message::new(format!("`#[action({key} = …)]` is missing"), "")
}

pub(crate) fn not_own_name() -> Message {
    Message::new("an action's input has each field under its own name", "")
}

/// Of `rename(serialize = …)`.
pub(crate) fn two_names(key: &str) -> Message {
    Message::new("a field is written under the name that it is read by", "")
        .help(format!("write `{key} = \"…\"`"))
}

pub(crate) fn default_of_field() -> Message {
    Message::new("a field that may be left out is an `Option`", "")
        .help("make it one, or leave the `default` out")
}

pub(crate) fn no_number() -> Message {
    Message::new("expected a number", "")
}

pub(crate) fn not_in_json() -> Message {
    Message::new("expected a number that JSON has", "")
}

pub(crate) fn unknown_rename() -> Message {
    Message::new(
        "expected `camelCase`, `PascalCase`, `snake_case`, `kebab-case` or `SCREAMING_SNAKE_CASE`; else give each field its `rename`",
        "",
    )
}

/// A value as a manifest has it.
fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

fn did_you_mean(near: &str) -> String {
    format!("did you mean `{near}`?")
}

/// Asks whether a name was meant that is near.
pub(crate) fn with_meant(message: Message, near: Option<&str>) -> Message {
    match near {
        Some(near) => message.help(did_you_mean(near)),
        None => message,
    }
}

fn with_near(message: Message, near: Option<&str>, cure: &str) -> Message {
    match near {
        Some(near) => message.help(did_you_mean(near)),
        None => message.help(cure),
    }
}

/// The name that was probably meant.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let length = name.chars().count();
    let most = (length / 3).max(1);
    // Longer names are no slips of the pen, and to compare them takes memory by the square.
    let comparable =
        |known: &&str| length <= LONGEST && known.chars().count().abs_diff(length) <= most;
    known
        .into_iter()
        .filter(comparable)
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
            (distance, candidate)
        })
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, candidate)| candidate)
}

const LONGEST: usize = 200;
