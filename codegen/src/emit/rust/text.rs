use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

/// prettyplease sets no blank lines between items; a reader wants them.
pub(super) fn formatted<'a>(items: impl IntoIterator<Item = &'a TokenStream>) -> String {
    let mut text = String::new();
    for item in items {
        let separator = if text.is_empty() { "" } else { "\n" };
        match syn::parse2::<syn::File>(item.clone()) {
            Ok(file) => {
                let _ = write!(
                    text,
                    "{separator}{}",
                    between_methods(&prettyplease::unparse(&file))
                );
            }
            // A mistake of the generator: rustc says best what is wrong with it.
            Err(_) => {
                let _ = writeln!(text, "{separator}{item}");
            }
        }
    }
    text
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
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#[doc = #lines])*)
}
