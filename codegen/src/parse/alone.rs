//! An entry read by itself, which takes no walk through the entries beside it.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;

use serde::Deserialize;

use super::at::read_at;
use super::entries::Json;
use super::index::Node;
use super::keys::Keys;
use super::lines::Lines;
use super::place::Position;

/// How many entries of a section are read by a walk through the whole file.
const MOST_WALKS: usize = 50;

/// Why an entry cannot be read.
pub(super) struct Failed {
    pub(super) error: serde_yaml::Error,
    /// Where in the file the text begins that was read.
    pub(super) start: Position,
    /// The path to the entry, as the error has it.
    pub(super) path: String,
}

/// The entries of a section, each with its text where that is its own alone.
pub(super) struct Section<'a> {
    text: &'a str,
    name: &'a str,
    own: HashMap<&'a str, Own<'a>>,
    walks: Cell<usize>,
}

/// The text of an entry.
struct Own<'a> {
    text: &'a str,
    start: Position,
    in_braces: bool,
}

impl<'a> Section<'a> {
    pub(super) fn new(lines: &Lines<'a>, root: &'a Node, name: &'a str) -> Self {
        Self {
            text: lines.text,
            name,
            own: own(lines, root, name).unwrap_or_default(),
            walks: Cell::new(0),
        }
    }

    /// Reads an entry; a key given twice within it is refused where it stands. Nothing is told where too much was read
    /// for others already.
    pub(super) fn read<T: for<'de> Deserialize<'de>>(
        &self,
        entry: &str,
    ) -> Result<T, Option<Failed>> {
        if let Some(own) = self.own.get(entry) {
            let text = own.whole();
            if holds(&text, entry) {
                let failed = |error| Failed {
                    error,
                    start: own.start,
                    path: entry.to_owned(),
                };
                return read_entry(&text, &[entry]).map_err(|error| Some(failed(error)));
            }
        }
        self.walks.set(self.walks.get() + 1);
        if self.walks.get() > MOST_WALKS {
            return Err(None);
        }
        let failed = |error| Failed {
            error,
            start: Position::START,
            path: format!("{}.{entry}", self.name),
        };
        read_entry(self.text, &[self.name, entry]).map_err(|error| Some(failed(error)))
    }
}

impl Own<'_> {
    fn whole(&self) -> Cow<'_, str> {
        if self.in_braces {
            Cow::Owned(format!("{{{}}}", self.text))
        } else {
            Cow::Borrowed(self.text)
        }
    }
}

/// Whether a text is the entry and nothing else: it may need an anchor that stands elsewhere.
fn holds(text: &str, entry: &str) -> bool {
    serde_yaml::from_str::<Keys>(text).is_ok_and(|keys| keys.iter().eq([entry]))
}

fn read_entry<T: for<'de> Deserialize<'de>>(
    text: &str,
    path: &[&str],
) -> Result<T, serde_yaml::Error> {
    read_at::<Json>(text, path).and_then(|_| read_at(text, path))
}

/// The texts of entries: lines of their own, or what stands between braces up to the next one.
fn own<'a>(lines: &Lines<'a>, root: &'a Node, section: &str) -> Option<HashMap<&'a str, Own<'a>>> {
    let mut sections = root.children().skip_while(|(name, _)| *name != section);
    let (_, node) = sections.next()?;
    let next = sections.next().and_then(|(_, node)| node.key);
    let keys = node.children().map(|(name, node)| Some((name, node.key?)));
    let entries = keys.collect::<Option<Vec<_>>>()?;
    let in_braces = begins_with_brace(lines, node.key?, entries.first()?.1)?;
    let ends = entries.iter().skip(1).map(|(_, key)| Some(*key));
    let ends = ends.chain([next.filter(|_| !in_braces)]);
    let mut own = HashMap::new();
    for ((name, key), end) in entries.iter().zip(ends) {
        let text = if in_braces {
            // The end of the last one is not known.
            let Some(end) = end else { continue };
            lines.text.get(lines.byte(*key)..lines.byte(end))?
        } else {
            let end = end.map_or(lines.text.len(), |end| lines.start(end.line));
            lines.text.get(lines.start(key.line)..end)?
        };
        // The brace put before it stands where something else did.
        let column = if in_braces { key.column - 1 } else { 1 };
        let start = Position { column, ..*key };
        // Of two of one name the first is kept.
        own.entry(*name).or_insert(Own {
            text,
            start,
            in_braces,
        });
    }
    Some(own)
}

/// Whether the entries of a section stand between braces.
fn begins_with_brace(lines: &Lines, section: Position, first: Position) -> Option<bool> {
    let before = lines.text.get(lines.byte(section)..lines.byte(first))?;
    let uncommented = |line: &str| line.split(" #").next().unwrap_or_default().contains('{');
    Some(before.lines().any(uncommented))
}
