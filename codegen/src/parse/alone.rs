//! An entry read by itself, which takes no walk through the entries beside it.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::at::read_at;
use super::entries::{Entries, Json};
use super::index::Node;
use super::lines::Lines;
use super::place::Position;

/// Why an entry cannot be read, and how many lines below the place that the error tells.
pub(super) type Failed = (serde_yaml::Error, usize);

/// The entries of a section, each with its lines where they are its own alone.
pub(super) struct Section<'a> {
    text: &'a str,
    name: &'a str,
    lines: HashMap<&'a str, Own<'a>>,
}

struct Own<'a> {
    text: &'a str,
    above: usize,
}

impl<'a> Section<'a> {
    pub(super) fn new(all: &Lines<'a>, root: &'a Node, name: &'a str) -> Self {
        let lines = lines(all, root, name).unwrap_or_default();
        let text = all.text;
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

impl Own<'_> {
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

fn lines<'a>(all: &Lines<'a>, root: &'a Node, section: &str) -> Option<HashMap<&'a str, Own<'a>>> {
    let mut sections = root.children().skip_while(|(name, _)| *name != section);
    let (_, node) = sections.next()?;
    let next = sections.next().and_then(|(_, node)| node.key);
    let text = all.text;
    let start = |key: Position| all.start(key.line);
    let entries = node
        .children()
        .map(|(name, node)| Some((name, node.key?)))
        .collect::<Option<Vec<_>>>()?;
    let (_, first) = entries.first()?;
    if text.get(start(node.key?)..start(*first))?.contains('{') {
        // What stands between braces is no text of its own.
        return None;
    }
    let ends = entries
        .iter()
        .skip(1)
        .map(|(_, key)| Some(*key))
        .chain([next]);
    let lines = entries.iter().zip(ends).map(|((name, key), end)| {
        let end = end.map_or(text.len(), start);
        let text = text.get(start(*key)..end)?;
        let above = key.line - 1;
        Some((*name, Own { text, above }))
    });
    lines.collect()
}
