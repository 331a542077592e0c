//! What serde and the YAML reader say, without what they put around it. They quote the author, so nothing is looked for
//! within what they say: it is told by how it begins and ends.

use super::index::Node;

/// What is said behind the path to where it is. The path begins with one that is known to lead to a node.
pub(super) fn behind_path<'t>(said: &'t str, path: &str, node: &Node) -> &'t str {
    if path.is_empty() {
        let steps = node.children();
        let found = steps.filter_map(|(name, child)| behind(child, said.strip_prefix(name)?));
        return shortest(found).unwrap_or(said);
    }
    let Some(rest) = said.strip_prefix(path) else {
        return said;
    };
    // Where a tag is, the tree ends before the path does.
    let behind_colon = || rest.split_once(": ").map(|(_, message)| message);
    behind(node, rest).or_else(behind_colon).unwrap_or(said)
}

/// What stands behind the steps from a node on, of which names may hold anything.
fn behind<'t>(node: &Node, rest: &'t str) -> Option<&'t str> {
    let steps = node.children().filter_map(|(name, child)| {
        let item = || {
            rest.strip_prefix('[')?
                .strip_prefix(name)?
                .strip_prefix(']')
        };
        let key = || rest.strip_prefix('.')?.strip_prefix(name);
        behind(child, item().or_else(key)?)
    });
    shortest(steps).or_else(|| rest.strip_prefix(": "))
}

fn shortest<'t>(all: impl Iterator<Item = &'t str>) -> Option<&'t str> {
    all.min_by_key(|rest| rest.len())
}

/// The reader ends what it says with the position, which a diagnostic tells by itself.
pub(super) fn without_position(said: &str) -> &str {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|sign| sign.is_ascii_digit());
    let is_position = |rest: &str| {
        let numbers = rest.split_once(" column ");
        numbers.is_some_and(|(line, column)| is_number(line) && is_number(column))
    };
    match said.rsplit_once(" at line ") {
        Some((message, position)) if is_position(position) => message,
        _ => said,
    }
}

/// What stands between how something begins and how it ends.
pub(super) fn within<'t>(said: &'t str, start: &str, end: &str) -> Option<&'t str> {
    said.strip_prefix(start)?.strip_suffix(end)
}

/// What was found, and what was expected in its place.
pub(super) fn found_and_expected(said: &str) -> Option<(&str, &str)> {
    let said = said
        .strip_prefix("invalid type: ")
        .or_else(|| said.strip_prefix("invalid value: "))?;
    said.rsplit_once(", expected ")
}

/// A key that is unknown, and those that are known.
pub(super) fn unknown_key(said: &str) -> Option<(&str, Vec<&str>)> {
    let said = said.strip_prefix("unknown field `")?;
    let (key, known) = said.rsplit_once("`, expected ")?;
    Some((key, known.split('`').skip(1).step_by(2).collect()))
}

/// What serde calls a value, in YAML's words.
pub(super) fn kind(found: &str) -> String {
    match found {
        "map" => "a mapping".to_owned(),
        "sequence" => "a list".to_owned(),
        "unit value" => "nothing".to_owned(),
        _ => format!("the {found}"),
    }
}

/// What serde calls what it expects, in YAML's words.
pub(super) fn expected_kind(expected: &str) -> String {
    match expected {
        "a map" => "a mapping".to_owned(),
        "a sequence" => "a list".to_owned(),
        "usize" | "u16" | "u64" => "a whole number from 0 up".to_owned(),
        "a boolean" => "`true` or `false`".to_owned(),
        _ => expected.to_owned(),
    }
}
