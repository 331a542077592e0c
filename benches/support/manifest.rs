//! The project's own manifest, and one of many more functions made from it.

use std::fmt::Write as _;
use std::path::Path;

use specforce_codegen::{Source, check, read_folder};

/// The manifest in the `spec/` of a checkout.
pub(crate) fn own(root: &Path) -> Vec<Source> {
    read_folder(&root.join("spec"), "spec").expect("the project's manifest can be read")
}

/// A manifest of a thousand functions or a few more.
pub(crate) fn thousand(own: &[Source]) -> Vec<Source> {
    repeated(own, 1000_u32.div_ceil(count(own)))
}

/// How many functions a manifest has.
pub(crate) fn count(sources: &[Source]) -> u32 {
    let count = check(sources).unwrap_or_else(|found| panic!("{found}"));
    u32::try_from(count).expect("not that many functions")
}

/// A manifest so many times over: each copy of a group has a name of its own, and so has all that stands in it. What
/// groups share stays as it is.
fn repeated(own: &[Source], times: u32) -> Vec<Source> {
    let (groups, shared): (Vec<Source>, Vec<Source>) = own
        .iter()
        .cloned()
        .partition(|source| source.text.contains("\ngroup: "));
    let copies = (1..=times).flat_map(|number| groups.iter().map(move |group| copy(group, number)));
    copies.chain(shared).collect()
}

fn copy(group: &Source, number: u32) -> Source {
    let types = types(&group.text);
    let mut in_functions = false;
    let mut text = String::new();
    for line in group.text.lines() {
        if !line.starts_with([' ', '#']) && !line.is_empty() {
            in_functions = matches!(line, "actions:" | "syncs:");
        }
        if line.starts_with("group: ") {
            let _ = write!(text, "{line} {number}");
        } else if let Some(name) = entry(line).filter(|_| in_functions) {
            let _ = write!(text, "  {name}-{number}:");
        } else {
            text.push_str(&renamed(line, &types, number));
        }
        text.push('\n');
    }
    let name = group.name.replace(".yaml", &format!("-{number}.yaml"));
    Source { name, text }
}

/// The names of a file's types.
fn types(text: &str) -> Vec<&str> {
    let (_, section) = text.split_once("\ntypes:\n").unwrap_or_default();
    section.lines().filter_map(entry).collect()
}

/// The name that a line declares, where it declares an action or a type.
fn entry(line: &str) -> Option<&str> {
    let name = line.strip_prefix("  ")?.split(':').next()?;
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    (begins && line.contains(':')).then_some(name)
}

/// A line in which each of the types has its number.
fn renamed(line: &str, types: &[&str], number: u32) -> String {
    let mut text = String::new();
    for word in line.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let name = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        text.push_str(name);
        if types.contains(&name) {
            let _ = write!(text, "N{number}");
        }
        text.push_str(&word[name.len()..]);
    }
    text
}
