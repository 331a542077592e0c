use std::cell::OnceCell;
use std::ops::Range;

use super::index::Node;
use super::place::{Place, Position, Way};

/// A file's text and its tree: enough to say which bytes a place is.
#[derive(Debug)]
pub(crate) struct Map<'a> {
    text: &'a str,
    root: OnceCell<Node>,
}

/// Deeper than YAML may be nested.
pub(super) const DEEPEST: usize = 200;

impl<'a> Map<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        Self {
            text,
            root: OnceCell::new(),
        }
    }

    /// The bytes of a place: a key, a scalar, or the part of it that is meant.
    pub(crate) fn span(&self, place: &Place) -> Range<usize> {
        match &place.way {
            Way::File => 0..0,
            Way::Told(position) => self.word(*position),
            Way::Key(path) => self.node(path).key.map_or(0..0, |key| self.word(key)),
            Way::Value(path) => self.value(self.node(path), place.part.as_ref()),
        }
    }

    /// The value at the end of a path. A shorthand has no such key below it; then it is what stands for it all.
    fn node(&self, path: &[String]) -> &Node {
        let mut node = self.root.get_or_init(|| Node::of(self.text, DEEPEST));
        for step in path {
            match node.child(step) {
                Some(child) => node = child,
                None => break,
            }
        }
        node
    }

    fn value(&self, node: &Node, part: Option<&Range<usize>>) -> Range<usize> {
        let Some(start) = node.position() else {
            return 0..0;
        };
        let start = self.byte(start);
        let Some(text) = &node.text else {
            return self.word_at(start);
        };
        let quoted = self.text[start..].starts_with(['"', '\'']);
        let inner = start + usize::from(quoted);
        if text.is_empty() || !self.text[inner..].starts_with(text.as_str()) {
            // Escapes, or several lines: what it reads as is not what stands there.
            return self.word_at(start);
        }
        let part = part.filter(|part| text.get((*part).clone()).is_some());
        let part = part.map_or(0..text.len(), Clone::clone);
        inner + part.start..inner + part.end
    }

    fn word(&self, position: Position) -> Range<usize> {
        let start = self.byte(position);
        if self.text[start..].trim().is_empty() {
            // The end of the file says nothing; its last sign does.
            let end = self.text.trim_end().len();
            let last = self.text[..end]
                .chars()
                .next_back()
                .map_or(0, char::len_utf8);
            return end - last..end;
        }
        self.word_at(start)
    }

    /// What begins at a byte: a quoted text, or what stands before the next sign that has a meaning in YAML.
    fn word_at(&self, start: usize) -> Range<usize> {
        let line = self.text[start..].lines().next().unwrap_or_default();
        let length = match line.chars().next() {
            Some(quote @ ('"' | '\'')) => line[1..].find(quote).map_or(line.len(), |end| end + 2),
            Some('{' | '[' | '\t') => 1,
            _ => plain_length(line),
        };
        start..start + length
    }

    fn byte(&self, position: Position) -> usize {
        byte(self.text, position)
    }
}

/// Where a position is, in bytes.
pub(crate) fn byte(text: &str, position: Position) -> usize {
    let mut start = 0;
    for _ in 1..position.line {
        match text[start..].find('\n') {
            Some(end) => start += end + 1,
            None => return text.len(),
        }
    }
    let line = text[start..].split('\n').next().unwrap_or_default();
    let mut columns = line.char_indices().map(|(byte, _)| byte);
    start + columns.nth(position.column - 1).unwrap_or(line.len())
}

fn plain_length(line: &str) -> usize {
    let mut end = line.len();
    for sign in [": ", " #", ", ", "}", "]", "{"] {
        end = end.min(line.find(sign).filter(|at| *at > 0).unwrap_or(end));
    }
    let word = line[..end].trim_end();
    word.strip_suffix(':').unwrap_or(word).len()
}

/// The position of a byte.
pub(crate) fn position(text: &str, byte: usize) -> Position {
    let before = text.get(..byte).unwrap_or(text);
    Position {
        line: before.matches('\n').count() + 1,
        column: before.chars().rev().take_while(|c| *c != '\n').count() + 1,
    }
}
