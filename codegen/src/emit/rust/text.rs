use std::fmt::Write as _;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::Options;

/// The items as the text of a file. prettyplease sets no blank lines between them; a reader wants them.
pub(super) fn written<'a>(
    items: impl IntoIterator<Item = &'a TokenStream>,
    options: &Options,
) -> String {
    let mut text = String::new();
    for item in items {
        let separator = if text.is_empty() { "" } else { "\n" };
        let formatted = if options.formatted {
            formatted(item)
        } else {
            None
        };
        let _ = match formatted {
            Some(item) => write!(text, "{separator}{item}"),
            None => writeln!(text, "{separator}{item}"),
        };
    }
    text
}

/// Nothing after a mistake of the generator: rustc says best what is wrong with it.
fn formatted(item: &TokenStream) -> Option<String> {
    let file = syn::parse2(item.clone()).ok()?;
    Some(between_methods(&prettyplease::unparse(&file)))
}

fn between_methods(item: &str) -> String {
    let mut text = String::new();
    let mut lines = item.lines().peekable();
    while let Some(line) = lines.next() {
        text.push_str(line);
        text.push('\n');
        if line == "    }" && lines.peek().is_some_and(|next| *next != "}") {
            text.push('\n');
        }
    }
    text
}

/// A doc comment; each line of the text stands behind a space, as people write them.
pub(super) fn doc(text: &str) -> TokenStream {
    let lines = text.trim().lines().map(|line| {
        if line.is_empty() {
            literal(line)
        } else {
            literal(&format!(" {line}"))
        }
    });
    quote!(#(#[doc = #lines])*)
}

/// A text as people would write it, raw where it has quotes; `Literal::string` looks at each character for long.
pub(super) fn literal(text: &str) -> Literal {
    let printable = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let written = match text.contains(['"', '\\']) {
        _ if !printable => return Literal::string(text),
        true => raw(text),
        false => format!("\"{text}\""),
    };
    written.parse().unwrap_or_else(|_| Literal::string(text))
}

fn raw(text: &str) -> String {
    let mut fence = "#".to_owned();
    while text.contains(&format!("\"{fence}")) {
        fence.push('#');
    }
    format!("r{fence}\"{text}\"{fence}")
}
