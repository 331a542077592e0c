use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use super::index::Node;
use super::lines::{Lines, is_break, until_break};
use super::place::{Place, Position, Way};
use super::scalar::{Signs, Written, is_blank, value_start};

/// A file's text and its tree: enough to say which bytes a place is.
#[derive(Debug)]
pub(crate) struct Map<'a> {
    lines: Lines<'a>,
    root: OnceCell<Node>,
    /// The scalar that was looked at last, by where it begins: one may have many faults.
    last: RefCell<Option<(usize, Written)>>,
}

/// Deeper than YAML may be nested.
pub(super) const DEEPEST: usize = 200;

impl<'a> Map<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        Self {
            lines: Lines::of(text),
            root: OnceCell::new(),
            last: RefCell::new(None),
        }
    }

    pub(crate) fn lines(&self) -> &Lines<'a> {
        &self.lines
    }

    /// The bytes of a place: a key, a scalar, or the part of it that is meant.
    pub(crate) fn span(&self, place: &Place) -> Range<usize> {
        match &place.way {
            Way::File => 0..0,
            Way::Told(position) => self.word(*position),
            Way::Key(path) => {
                let key = self.node(path).key;
                key.map_or(0..0, |key| self.value_word(key))
            }
            Way::Value(path) => self.value(self.node(path), place.part.as_ref()),
        }
    }

    /// The value at the end of a path. A shorthand has no such key below it; then it is what stands for it all.
    fn node(&self, path: &[String]) -> &Node {
        let mut node = self.root.get_or_init(|| Node::of(self.text(), DEEPEST));
        for step in path {
            match node.child(step) {
                Some(child) => node = child,
                None => break,
            }
        }
        node
    }

    fn value(&self, node: &Node, part: Option<&Range<usize>>) -> Range<usize> {
        let Some(position) = node.position() else {
            return 0..0;
        };
        self.written(node, position, part)
            .unwrap_or_else(|| self.value_word(position))
    }

    /// The bytes of a scalar's text, or of a part of it.
    fn written(
        &self,
        node: &Node,
        position: Position,
        part: Option<&Range<usize>>,
    ) -> Option<Range<usize>> {
        let text = node.text.as_deref().filter(|text| !text.is_empty())?;
        let start = value_start(self.text(), self.lines.byte(position), true);
        let trimmed = text.trim();
        let first = text.len() - text.trim_start().len();
        let whole = match trimmed {
            "" => 0..text.len(),
            _ => first..first + trimmed.len(),
        };
        let part = part.filter(|part| text.get((*part).clone()).is_some());
        let mut last = self.last.borrow_mut();
        if last.as_ref().is_none_or(|(at, _)| *at != start) {
            let written = Written::of(self.text(), start, text);
            *last = written.map(|written| (start, written));
        }
        let (_, written) = last.as_ref()?;
        written.part(part.unwrap_or(&whole))
    }

    /// What begins at a position, behind its anchor and tag.
    fn value_word(&self, position: Position) -> Range<usize> {
        let start = value_start(self.text(), self.lines.byte(position), false);
        word_at(self.text(), start)
    }

    fn word(&self, position: Position) -> Range<usize> {
        let text = self.text();
        let start = self.lines.byte(position);
        if text[start..].trim().is_empty() {
            // The end of the file says nothing; its last sign does.
            let end = text.trim_end().len();
            let last = text[..end].chars().next_back();
            return end - last.map_or(0, char::len_utf8)..end;
        }
        word_at(text, start)
    }

    fn text(&self) -> &'a str {
        self.lines.text
    }
}

/// What begins at a byte: a quoted text, or what stands before the next sign that has a meaning in YAML.
fn word_at(text: &str, start: usize) -> Range<usize> {
    let rest = &text[start..];
    let length = match rest.chars().next() {
        Some('"' | '\'') => quoted_length(text, start),
        Some('{' | '[') => 1,
        Some(sign) if sign.is_control() && !is_break(sign) => sign.len_utf8(),
        _ => plain_length(rest),
    };
    start..start + length
}

/// Up to the second quote, or the end of the line.
fn quoted_length(text: &str, start: usize) -> usize {
    let last = Signs::of(text, start).last();
    let end = last.map_or(start + 1, |(bytes, _)| bytes.end);
    let closed = text.len().min(end + 1);
    until_break(&text[start..closed]).len()
}

/// Up to the end of the line or a sign that ends the word; nothing where white space comes first.
fn plain_length(text: &str) -> usize {
    const SIGNS: [&str; 6] = [": ", " #", ", ", "}", "]", "{"];
    if text.starts_with(is_blank) {
        return 0;
    }
    let ends = |(at, sign): &(usize, char)| {
        let rest = &text[*at..];
        is_break(*sign) || *at > 0 && SIGNS.iter().any(|sign| rest.starts_with(sign))
    };
    let end = text.char_indices().find(ends);
    let word = text[..end.map_or(text.len(), |(at, _)| at)].trim_end();
    word.strip_suffix(':').unwrap_or(word).len()
}
