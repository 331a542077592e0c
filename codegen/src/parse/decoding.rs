use std::cell::OnceCell;

use super::alone::{Failed, Section};
use super::entries::{DUPLICATE, NO_NUMBER, NO_TAG};
use super::index::Node;
use super::lines::Lines;
use super::manifest::{Property, SECTIONS};
use super::place::{Place, Position, Way};
use super::said::{
    behind_path, expected_kind, found_and_expected, kind, unknown_key, within, without_position,
};
use super::scalar::value_start;
use super::shorthand::{Shorthand as _, takes_text};
use super::syntax::Syntax;
use super::text::{NOTHING_SAID, NULL_TYPE};
use super::twins::Twins;
use crate::fault::{Fault, Message};
use crate::messages;

/// Whether the reader gave up on aliases that stand for more and more.
pub(super) fn repeats_too_much(error: &serde_yaml::Error) -> bool {
    error.to_string() == "repetition limit exceeded"
}

/// Tells what serde and the YAML reader say in the words of the catalogue.
pub(super) struct Decoding<'a> {
    file: usize,
    lines: &'a Lines<'a>,
    root: &'a Node,
    twins: OnceCell<Twins<'a>>,
}

impl<'a> Decoding<'a> {
    pub(super) fn new(file: usize, lines: &'a Lines<'a>, root: &'a Node) -> Self {
        let twins = OnceCell::new();
        Self {
            file,
            lines,
            root,
            twins,
        }
    }

    /// What is wrong with a file as a whole.
    pub(super) fn fault(&self, error: &serde_yaml::Error) -> Fault {
        let said = error.to_string();
        self.told(
            &said,
            behind_path(&said, "", self.root),
            Position::of(error),
            Position::START,
        )
    }

    /// What is wrong with an entry of a section.
    pub(super) fn fault_of(&self, section: &str, entry: &str, failed: &Failed) -> Fault {
        let said = failed.error.to_string();
        let node = self
            .root
            .child(section)
            .and_then(|section| section.child(entry));
        let message = node.map_or(said.as_str(), |node| behind_path(&said, &failed.path, node));
        let position = Position::of(&failed.error).behind(failed.start);
        self.told(&said, message, position, failed.start)
    }

    /// `start`: where in the file the text begins that was read.
    fn told(&self, said: &str, message: &str, position: Position, start: Position) -> Fault {
        let message = without_position(message);
        let at = |position| Place::told(self.file, position);
        if let Some(key) = within(message, DUPLICATE, "`") {
            return self.twice(key, position);
        }
        if message.starts_with("deserializing from YAML containing more than one document") {
            return Fault::new(&at(self.second_document()), messages::several_documents());
        }
        if let Some(key) = within(message, "missing field `", "`") {
            let holder = self.twins().holder(position).unwrap_or(position);
            return Fault::new(&at(holder), messages::missing_keys(&[key]));
        }
        if message == NO_TAG || message.starts_with("invalid type: enum,") {
            return Fault::new(&at(position), messages::tag());
        }
        if let Some(message) = self.message(message, position) {
            return Fault::new(&at(self.value(position)), message);
        }
        let began = said.split_once(", while ").map(|(_, rest)| rest);
        let syntax = Syntax {
            file: self.file,
            lines: self.lines,
            said,
            position,
            began: began
                .and_then(Position::in_message)
                .map(|at| at.behind(start)),
        };
        syntax.fault()
    }

    /// A key that stands once more in a mapping; two functions or types of one name are told as such.
    fn twice(&self, key: &str, second: Position) -> Fault {
        let place = Place::told(self.file, second);
        let Some(first) = self.twins().first(second) else {
            return Fault::new(&place, messages::duplicate_key(key));
        };
        let other = Place::told(self.file, first.position);
        let message = match (first.depth, first.section) {
            (1, "actions" | "syncs") => messages::duplicate("function", key, &other),
            (1, "types") => messages::duplicate("type", key, &other),
            _ => messages::duplicate_key(key).other(&other, "first here"),
        };
        Fault::new(&place, message)
    }

    pub(super) fn unknown_section(&self, name: &str) -> Fault {
        let key = self.root.child(name).and_then(|section| section.key);
        let place = Place::told(self.file, key.unwrap_or(Position::START));
        Fault::new(&place, messages::unknown_key(name, &SECTIONS))
    }

    /// The sections that the file has once more.
    pub(super) fn repeated_sections(&self) -> Vec<Fault> {
        self.repeated(self.root)
    }

    /// The entries that a section has once more.
    pub(super) fn repeated_entries(&self, section: &str) -> Vec<Fault> {
        let section = self.root.child(section);
        section.map_or_else(Vec::new, |section| self.repeated(section))
    }

    fn repeated(&self, mapping: &Node) -> Vec<Fault> {
        let again = mapping.children().filter_map(|(name, node)| {
            let key = node.key?;
            self.twins().first(key).map(|_| self.twice(name, key))
        });
        again.collect()
    }

    fn twins(&self) -> &Twins<'a> {
        self.twins.get_or_init(|| Twins::of(self.root))
    }

    /// Whether a place is within a function or type.
    pub(super) fn is_within_entry(&self, place: &Place) -> bool {
        let Way::Told(position) = place.way else {
            return false;
        };
        let mut sections = self.root.children().peekable();
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

    /// The names in a section, as far as they can be read, also where the section is there twice.
    pub(super) fn names(&self, section: &str) -> impl Iterator<Item = String> {
        let sections = self
            .root
            .children()
            .filter(move |(name, _)| *name == section);
        let names = sections.flat_map(|(_, section)| section.children());
        names.map(|(name, _)| name.to_owned())
    }

    /// The entries of a section, to be read one by one.
    pub(super) fn section<'s>(&'s self, name: &'s str) -> Section<'s> {
        Section::new(self.lines, self.root, name)
    }

    /// That so many entries of a section were not looked at.
    pub(super) fn left(&self, section: &str, count: usize) -> Fault {
        let place = Place::file(self.file).key(section);
        Fault::new(&place, messages::more_entries(count))
    }

    /// What is wrong with what is YAML.
    fn message(&self, said: &str, position: Position) -> Option<Message> {
        if let Some((key, known)) = unknown_key(said) {
            return Some(messages::unknown_key(key, &known));
        }
        if let Some((found, expected)) = found_and_expected(said) {
            return Some(self.other_shape(found, expected, position));
        }
        match said {
            NOTHING_SAID => Some(messages::nothing_said()),
            NULL_TYPE => Some(messages::null_type()),
            NO_NUMBER => Some(messages::no_json_number()),
            _ => None,
        }
    }

    fn other_shape(&self, found: &str, expected: &str, position: Position) -> Message {
        let integer = found.strip_prefix("integer `");
        if let Some((number, _)) = integer.and_then(|rest| rest.split_once("` as ")) {
            return messages::more_than_64_bits(number);
        }
        let found = kind(found);
        match (expected, found.as_str()) {
            ("a string", "a list") if self.is_type(position) => {
                messages::list_for_text(Property::EXPECTED)
            }
            ("a string", "a mapping" | "a list") => messages::unquoted(&found),
            (expected, "a list") if takes_text(expected) => messages::list_for_text(expected),
            _ => messages::other_shape(&found, &expected_kind(expected)),
        }
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
}
