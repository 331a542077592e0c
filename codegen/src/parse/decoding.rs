use std::cell::OnceCell;

use super::entries::{NO_NUMBER, NO_TAG};
use super::index::Node;
use super::lines::Lines;
use super::manifest::Property;
use super::place::{Place, Position, Way};
use super::scalar::value_start;
use super::shorthand::{Shorthand as _, takes_text};
use super::span::DEEPEST;
use super::syntax::Syntax;
use super::text::{NOTHING_SAID, NULL_TYPE};
use crate::fault::{Fault, Message};
use crate::messages;

/// Whether the reader gave up on aliases that stand for more and more.
pub(super) fn repeats_too_much(error: &serde_yaml::Error) -> bool {
    error.to_string().contains("repetition limit exceeded")
}

/// Tells what serde and the YAML reader say in the words of the catalogue.
pub(super) struct Decoding<'a> {
    file: usize,
    lines: Lines<'a>,
    root: OnceCell<Node>,
}

impl<'a> Decoding<'a> {
    pub(super) fn new(file: usize, text: &'a str) -> Self {
        Self {
            file,
            lines: Lines::of(text),
            root: OnceCell::new(),
        }
    }

    pub(super) fn fault(&self, error: &serde_yaml::Error) -> Fault {
        self.fault_below(0, error)
    }

    /// The fault of a text that stands so many lines below the beginning of the file.
    pub(super) fn fault_below(&self, above: usize, error: &serde_yaml::Error) -> Fault {
        let position = Position::of(error).down(above);
        let place = Place::told(self.file, position);
        let text = error.to_string();
        if let Some(key) = between(&text, "duplicate key `", "`") {
            let message = messages::duplicate_key(key);
            return Fault::new(&place, self.with_first(message, key, position));
        }
        if text.contains("more than one document") {
            let place = Place::told(self.file, self.second_document());
            return Fault::new(&place, messages::several_documents());
        }
        if let Some(key) = between(&text, "missing field `", "`") {
            let place = Place::told(self.file, self.holder(position));
            return Fault::new(&place, messages::missing_key(key));
        }
        if text.contains(NO_TAG) || text.contains("invalid type: enum") {
            return Fault::new(&place, messages::tag());
        }
        if let Some(message) = self.message(&text, position) {
            let place = Place::told(self.file, self.value(position));
            return Fault::new(&place, message);
        }
        let began = text.split_once(", while ").map(|(_, rest)| rest);
        let syntax = Syntax {
            file: self.file,
            lines: &self.lines,
            said: &text,
            position,
            began: began
                .and_then(Position::in_message)
                .map(|at| at.down(above)),
        };
        syntax.fault()
    }

    /// Whether a place is within a function or type.
    pub(super) fn is_within_entry(&self, place: &Place) -> bool {
        let Way::Told(position) = place.way else {
            return false;
        };
        let mut sections = self.root().children().peekable();
        while let Some((_, section)) = sections.next() {
            let next = sections.peek().and_then(|(_, next)| next.key);
            let first = section.children().next().and_then(|(_, entry)| entry.key);
            if first.is_some_and(|first| first <= position)
                && next.is_none_or(|next| position < next)
            {
                return true;
            }
        }
        false
    }

    /// The names in a section, as far as they can be read.
    pub(super) fn names(&self, section: &str) -> Vec<String> {
        let section = self.root().child(section);
        let names = section.into_iter().flat_map(Node::children);
        names.map(|(name, _)| name.to_owned()).collect()
    }

    pub(super) fn lines(&self) -> &Lines<'a> {
        &self.lines
    }

    pub(super) fn root(&self) -> &Node {
        self.root.get_or_init(|| Node::of(self.lines.text, DEEPEST))
    }

    /// What is wrong with what is YAML.
    fn message(&self, text: &str, position: Position) -> Option<Message> {
        if let Some(key) = between(text, "unknown field `", "`") {
            let expected = text.split_once("expected").map_or("", |(_, rest)| rest);
            let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
            return Some(messages::unknown_key(key, &known));
        }
        if let Some((_, rest)) = text
            .split_once("invalid type: ")
            .or_else(|| text.split_once("invalid value: "))
            && let Some((found, expected)) = without_position(rest).split_once(", expected ")
        {
            if let Some(number) = between(found, "integer `", "` as ") {
                return Some(messages::more_than_64_bits(number));
            }
            let found = kind(found);
            return Some(match (expected, found.as_str()) {
                ("a string", "a list") if self.is_type(position) => {
                    messages::list_for_text(Property::EXPECTED)
                }
                ("a string", "a mapping" | "a list") => messages::unquoted(&found),
                (expected, "a list") if takes_text(expected) => messages::list_for_text(expected),
                _ => messages::other_shape(&found, &expected_kind(expected)),
            });
        }
        if text.contains(NOTHING_SAID) {
            return Some(messages::nothing_said());
        }
        if text.contains(NULL_TYPE) {
            return Some(messages::null_type());
        }
        text.contains(NO_NUMBER).then(messages::no_json_number)
    }

    /// Where what begins at a position is, behind its anchor and tag.
    fn value(&self, position: Position) -> Position {
        let start = self.lines.byte(position);
        self.lines
            .position(value_start(self.lines.text, start, false))
    }

    /// Whether what stands at a position is the value of a key `type`.
    fn is_type(&self, position: Position) -> bool {
        let before = &self.lines.text[..self.lines.byte(position)];
        before.trim_end().ends_with("type:")
    }

    /// Names the place where the key stood first; two functions or types of one name are told as such.
    fn with_first(&self, message: Message, key: &str, second: Position) -> Message {
        let Some((depth, section, first)) = twin(self.root(), key, second) else {
            return message;
        };
        let first = Place::told(self.file, first);
        match (depth, section) {
            (1, "actions" | "syncs") => messages::duplicate("function", key, &first),
            (1, "types") => messages::duplicate("type", key, &first),
            _ => message.other(&first, "first here"),
        }
    }

    /// Where the `---` stands that begins another document.
    fn second_document(&self) -> Position {
        let holds = |line: &&str| !line.is_empty() && !line.starts_with(['#', '%']);
        let mut lines = self.lines.iter().enumerate();
        lines.find(|(_, line)| holds(line));
        let line = lines.find(|(_, line)| line.starts_with("---"));
        line.map_or(Position::START, |(index, _)| Position {
            line: index + 1,
            column: 1,
        })
    }

    /// The key of the value that begins at a position; the position itself if it has none.
    fn holder(&self, position: Position) -> Position {
        fn find(node: &Node, position: Position) -> Option<Position> {
            let first = node.children().next().and_then(|(_, first)| first.key);
            if first == Some(position) || node.scalar == Some(position) {
                return node.key;
            }
            node.children().find_map(|(_, child)| find(child, position))
        }
        find(self.root(), position).unwrap_or(position)
    }
}

/// Depth, section and position of the first of two keys in one mapping, of which the second is known.
fn twin<'a>(root: &'a Node, key: &str, second: Position) -> Option<(usize, &'a str, Position)> {
    fn find(node: &Node, key: &str, second: Position, depth: usize) -> Option<(usize, Position)> {
        let mut alike = node.children().filter(|(name, _)| *name == key);
        let first = alike.next().and_then(|(_, node)| node.key);
        if alike.any(|(_, node)| node.key == Some(second)) {
            return Some((depth, first?));
        }
        node.children()
            .find_map(|(_, child)| find(child, key, second, depth + 1))
    }
    if let Some((depth, first)) = find(root, key, second, 0)
        && depth == 0
    {
        return Some((0, "", first));
    }
    root.children().find_map(|(section, node)| {
        let (depth, first) = find(node, key, second, 1)?;
        Some((depth, section, first))
    })
}

/// What serde calls a value, in YAML's words.
fn kind(found: &str) -> String {
    match found {
        "map" => "a mapping".to_owned(),
        "sequence" => "a list".to_owned(),
        "unit value" => "nothing".to_owned(),
        _ => format!("the {found}"),
    }
}

/// What serde calls what it expects, in YAML's words.
fn expected_kind(expected: &str) -> String {
    match expected {
        "a map" => "a mapping".to_owned(),
        "a sequence" => "a list".to_owned(),
        "usize" | "u16" | "u64" => "a whole number from 0 up".to_owned(),
        "a boolean" => "`true` or `false`".to_owned(),
        _ => expected.to_owned(),
    }
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(name, _)| name)
}

/// The YAML reader ends its messages with the position, which a diagnostic tells by itself.
fn without_position(message: &str) -> &str {
    message.split(" at line ").next().unwrap_or(message)
}
