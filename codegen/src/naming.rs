use heck::{ToKebabCase as _, ToSnakeCase as _, ToUpperCamelCase as _};
use proc_macro2::{Ident, Span};

/// Names that the generated code itself uses without a path.
const PRELUDE: [&str; 21] = [
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "String",
    "Vec",
    "Box",
    "Into",
    "From",
    "IntoIterator",
    "FnMut",
    "Iterator",
    "Default",
    "Self",
    "Send",
    "Wire",
    "Body",
    "D",
    "DEFINITIONS",
];

/// Keywords of the edition 2024 that a raw identifier may be made of.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot be written as raw identifiers.
const NEVER_RAW: [&str; 5] = ["self", "Self", "super", "crate", "_"];

/// The name of a field, function or module: `allOrNone` gives `all_or_none`, `sObject` gives `sobject`.
pub(crate) fn snake(name: &str) -> String {
    let name = if is_snake_or_kebab(name) {
        name.replace('-', "_")
    } else {
        valid(&one_word(name).to_snake_case())
    };
    if NEVER_RAW.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// Whether its words are plain already, as most are: they need not be looked for.
fn is_snake_or_kebab(name: &str) -> bool {
    let is_word = |word: &str| {
        let mut bytes = word.bytes();
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    name.split(['-', '_']).all(is_word)
}

/// The name of a type: `create-record` gives `CreateRecord`; a name that is one already stays.
pub(crate) fn camel(name: &str) -> String {
    let starts_upper = name.chars().next().is_some_and(char::is_uppercase);
    let as_it_is = starts_upper && name.chars().all(|c| c != '_' && is_part(c));
    if as_it_is {
        not_taken(name.to_owned())
    } else {
        not_taken(upper(&one_word(name)))
    }
}

/// The name of a function's input or output: `get-invoice` and `Input` give `GetInvoiceInput`.
pub(crate) fn of_function(name: &str, part: &str) -> String {
    camel(&format!("{name}-{part}"))
}

/// The name of a type that is written within a property of another: `Invoice` and `billTo` give `InvoiceBillTo`.
pub(crate) fn within(owner: &str, property: &str) -> String {
    let camel: String = property.to_upper_camel_case();
    let part: String = camel.chars().filter(|c| is_part(*c)).collect();
    not_taken(if part.is_empty() {
        format!("{owner}Value")
    } else {
        format!("{owner}{part}")
    })
}

/// The name of an enum's variant, which only `Self` is kept from.
pub(crate) fn variant(value: &str) -> String {
    match upper(value) {
        name if NEVER_RAW.contains(&name.as_str()) => format!("{name}Value"),
        name => name,
    }
}

fn upper(name: &str) -> String {
    let name = valid(&name.to_upper_camel_case());
    let mut chars = name.chars();
    match chars.next() {
        Some(first) if first.is_ascii_lowercase() => {
            first.to_ascii_uppercase().to_string() + chars.as_str()
        }
        _ => name,
    }
}

fn not_taken(name: String) -> String {
    if PRELUDE.contains(&name.as_str()) {
        format!("{name}Type")
    } else {
        name
    }
}

/// The command line's flag for a property with this name in Rust.
pub(crate) fn flag(rust_name: &str) -> String {
    rust_name.to_kebab_case()
}

/// An identifier, raw where the name is a keyword. What is no name in Rust loses what makes it none.
pub(crate) fn ident(name: &str) -> Ident {
    // As an identifier that was raw already says itself.
    let name = name.strip_prefix("r#").unwrap_or(name);
    if NEVER_RAW.contains(&name) {
        Ident::new(&format!("{name}_"), Span::call_site())
    } else if KEYWORDS.contains(&name) {
        Ident::new_raw(name, Span::call_site())
    } else if name.chars().all(is_part) && name.starts_with(can_begin) {
        Ident::new(name, Span::call_site())
    } else {
        ident(&valid(name))
    }
}

/// Whether it is a name in Rust, which may be a keyword, or words joined that one is made of.
pub(crate) fn is_name(name: &str) -> bool {
    let name = name.strip_prefix("r#").unwrap_or(name);
    let joins = |c: char| c == '-' || c == '.';
    let says_anything = name.chars().any(char::is_alphanumeric);
    name.starts_with(can_begin) && says_anything && name.chars().all(|c| is_part(c) || joins(c))
}

/// `sObject` is one word in Salesforce's language.
fn one_word(name: &str) -> String {
    name.replace("SObject", "Sobject")
        .replace("sObject", "Sobject")
}

/// What is left of a name in identifier characters; a digit never stands first.
fn valid(name: &str) -> String {
    let kept: String = name.chars().filter(|c| is_part(*c)).collect();
    match kept.chars().next() {
        None => "value".to_owned(),
        Some(first) if !can_begin(first) => format!("n{kept}"),
        Some(_) => kept,
    }
}

/// Whether Rust takes the character within an identifier.
fn is_part(c: char) -> bool {
    unicode_ident::is_xid_continue(c)
}

fn can_begin(c: char) -> bool {
    c == '_' || unicode_ident::is_xid_start(c)
}
