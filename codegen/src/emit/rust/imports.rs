//! Types by their own names, imported where they come from another module.

use std::collections::BTreeSet;

use proc_macro2::{Group, TokenStream, TokenTree};

/// The items of a module with short names, and the types that it imports, each with its module.
pub(super) fn shortened(items: &[TokenStream]) -> (Vec<TokenStream>, BTreeSet<(String, String)>) {
    let own: BTreeSet<String> = items.iter().filter_map(declared_type).collect();
    let mut imports = BTreeSet::new();
    let items = items
        .iter()
        .map(|item| shorten(item.clone(), &own, &mut imports))
        .collect();
    (items, imports)
}

/// The type that an item declares, if it declares one.
fn declared_type(item: &TokenStream) -> Option<String> {
    let mut tokens = item.clone().into_iter().skip_while(
        |token| !matches!(token, TokenTree::Ident(word) if word == "struct" || word == "enum"),
    );
    tokens.nth(1).map(|name| name.to_string())
}

/// Writes `crate::module::Type` as `Type`, and says what is to be imported for it. Names of types
/// are unique, so none clash. What is imported already is left alone.
fn shorten(
    item: TokenStream,
    own: &BTreeSet<String>,
    imports: &mut BTreeSet<(String, String)>,
) -> TokenStream {
    let tokens: Vec<TokenTree> = item.into_iter().collect();
    let mut short = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let imported = at > 0 && is_word(&tokens[at - 1], "use");
        if !imported && let Some((module, name)) = path(&tokens[at..]) {
            if !own.contains(&name) {
                imports.insert((module, name));
            }
            at += PATH_LENGTH - 1;
        }
        short.push(match &tokens[at] {
            TokenTree::Group(group) => TokenTree::Group(Group::new(
                group.delimiter(),
                shorten(group.stream(), own, imports),
            )),
            token => token.clone(),
        });
        at += 1;
    }
    short.into_iter().collect()
}

/// `crate :: module :: name`, where `::` is two tokens.
const PATH_LENGTH: usize = 7;

fn path(tokens: &[TokenTree]) -> Option<(String, String)> {
    let path = tokens
        .get(..PATH_LENGTH)
        .filter(|path| is_word(&path[0], "crate"))?;
    let text: Vec<String> = path.iter().map(ToString::to_string).collect();
    let colons = [1, 2, 4, 5].iter().all(|index| text[*index] == ":");
    colons.then(|| (text[3].clone(), text[6].clone()))
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}
