//! Types by their own names, imported where they come from another module.

use std::collections::BTreeSet;

use proc_macro2::{Group, Ident, TokenStream, TokenTree};

/// The items of a module with short names, and the types that it imports, each with its module; `own` are those that
/// it declares.
pub(super) fn shortened(
    items: Vec<TokenStream>,
    own: &[String],
) -> (Vec<TokenStream>, BTreeSet<(String, String)>) {
    let mut imports = BTreeSet::new();
    let items = items
        .into_iter()
        .map(|item| shorten(item, own, &mut imports))
        .collect();
    (items, imports)
}

/// Writes `crate::module::Type` as `Type`, and says what is to be imported for it. Names of types
/// are unique, so none clash. What is imported already is left alone.
fn shorten(
    item: TokenStream,
    own: &[String],
    imports: &mut BTreeSet<(String, String)>,
) -> TokenStream {
    let mut tokens = Vec::from_iter(item).into_iter();
    let mut short = Vec::with_capacity(tokens.len());
    let mut imported = false;
    loop {
        if !imported && let Some((module, name)) = path(tokens.as_slice()) {
            if !own.iter().any(|own| name == own) {
                imports.insert((module.to_string(), name.to_string()));
            }
            tokens.nth(PATH_LENGTH - 2);
        }
        let Some(token) = tokens.next() else {
            return short.into_iter().collect();
        };
        imported = matches!(&token, TokenTree::Ident(word) if word == "use");
        short.push(match token {
            TokenTree::Group(group) => {
                let (delimiter, stream) = (group.delimiter(), group.stream());
                // Tokens that nobody else holds are moved, not copied.
                drop(group);
                TokenTree::Group(Group::new(delimiter, shorten(stream, own, imports)))
            }
            token => token,
        });
    }
}

/// `crate :: module :: name`, where `::` is two tokens.
const PATH_LENGTH: usize = 7;

fn path(tokens: &[TokenTree]) -> Option<(&Ident, &Ident)> {
    use TokenTree::{Ident, Punct};
    match tokens.get(..PATH_LENGTH)? {
        [
            Ident(root),
            Punct(_),
            Punct(_),
            Ident(module),
            Punct(_),
            Punct(_),
            Ident(name),
        ] if root == "crate" => Some((module, name)),
        _ => None,
    }
}
