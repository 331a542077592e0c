use std::collections::HashMap;

use super::index::Node;
use super::place::Position;

/// What a file's keys have to do with each other, by where they stand.
#[derive(Debug, Default)]
pub(super) struct Twins<'a> {
    firsts: HashMap<Position, First<'a>>,
    holders: HashMap<Position, Position>,
}

/// The first of two keys in one mapping.
#[derive(Debug, Clone, Copy)]
pub(super) struct First<'a> {
    pub(super) position: Position,
    /// How many mappings the one that holds it is within, and the section that it is part of.
    pub(super) depth: usize,
    pub(super) section: &'a str,
}

impl<'a> Twins<'a> {
    pub(super) fn of(root: &'a Node) -> Self {
        let mut twins = Self::default();
        twins.add(root, 0, "");
        twins
    }

    /// The first of two keys of which the second stands at a position.
    pub(super) fn first(&self, second: Position) -> Option<First<'a>> {
        self.firsts.get(&second).copied()
    }

    /// The key of the value that begins at a position, if it has one.
    pub(super) fn holder(&self, value: Position) -> Option<Position> {
        self.holders.get(&value).copied()
    }

    // What an alias stands for is where it was before.
    fn add(&mut self, node: &'a Node, depth: usize, section: &'a str) {
        let first = node.children().next().and_then(|(_, first)| first.key);
        for value in [first, node.scalar].into_iter().flatten() {
            if let Some(key) = node.key {
                self.holders.entry(value).or_insert(key);
            }
        }
        let mut known = HashMap::new();
        for (name, child) in node.children() {
            let section = if depth == 0 { name } else { section };
            if let Some(key) = child.key {
                let first = First {
                    position: *known.entry(name).or_insert(key),
                    depth,
                    section,
                };
                if first.position != key {
                    self.firsts.entry(key).or_insert(first);
                }
            }
            self.add(child, depth + 1, section);
        }
    }
}
