//! An entry read by itself, which takes no walk through the entries beside it.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::at::read_at;
use super::entries::{Entries, Json};
use super::index::Node;
use super::place::Position;

/// Why an entry cannot be read, and how many lines below the place that the error tells.
pub(super) type Failed = (serde_yaml::Error, usize);

/// The entries of a section, each with its lines where they are its own alone.
pub(super) struct Section<'a> {
    text: &'a str,
    name: &'a str,
    lines: HashMap<&'a str, Lines<'a>>,
}

struct Lines<'a> {
    text: &'a str,
    above: usize,
}

impl<'a> Section<'a> {
    pub(super) fn new(text: &'a str, root: &'a Node, name: &'a str) -> Self {
        let lines = lines(text, root, name).unwrap_or_default();
        Self { text, name, lines }
    }

    /// Reads an entry; a key given twice within it is refused where it stands.
    pub(super) fn read<T: for<'de> Deserialize<'de>>(&self, entry: &str) -> Result<T, Failed> {
        match self.lines.get(entry).filter(|lines| lines.hold(entry)) {
            Some(lines) => {
                let failed = |error| (error, lines.above);
                read_entry(lines.text, &[entry]).map_err(failed)
            }
            None => read_entry(self.text, &[self.name, entry]).map_err(|error| (error, 0)),
        }
    }
}

impl Lines<'_> {
    /// Whether they are the entry and nothing else: they may need an anchor that stands elsewhere.
    fn hold(&self, entry: &str) -> bool {
        let entries = serde_yaml::from_str::<Entries<IgnoredAny>>(self.text);
        entries.is_ok_and(|entries| entries.iter().map(|(name, _)| name).eq([entry]))
    }
}

fn read_entry<T: for<'de> Deserialize<'de>>(
    text: &str,
    path: &[&str],
) -> Result<T, serde_yaml::Error> {
    read_at::<Json>(text, path).and_then(|_| read_at(text, path))
}

fn lines<'a>(text: &'a str, root: &'a Node, section: &str) -> Option<HashMap<&'a str, Lines<'a>>> {
    let mut sections = root.children().skip_while(|(name, _)| *name != section);
    let (_, node) = sections.next()?;
    let next = sections.next().and_then(|(_, node)| node.key);
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(end, _)| end + 1))
        .collect();
    let start = |key: Position| starts.get(key.line - 1).copied();
    let entries = node
        .children()
        .map(|(name, node)| Some((name, node.key?)))
        .collect::<Option<Vec<_>>>()?;
    let (_, first) = entries.first()?;
    if text.get(start(node.key?)?..start(*first)?)?.contains('{') {
        // What stands between braces is no text of its own.
        return None;
    }
    let ends = entries
        .iter()
        .skip(1)
        .map(|(_, key)| Some(*key))
        .chain([next]);
    let lines = entries.iter().zip(ends).map(|((name, key), end)| {
        let end = end.map_or(Some(text.len()), start)?;
        let text = text.get(start(*key)?..end)?;
        let above = key.line - 1;
        Some((*name, Lines { text, above }))
    });
    lines.collect()
}
