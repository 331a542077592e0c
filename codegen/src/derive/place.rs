//! Where what a derive reads stands in the source, and how a fault is told there.

use std::collections::HashMap;
use std::ops::Range;

use proc_macro2::Span;
use syn::Error;

use crate::fault::{Fault, Message};
use crate::parse::place::{Place, Way};

/// Where each thing stands, by its way through the entry of a manifest that the struct is.
pub(super) struct Places {
    known: HashMap<Vec<String>, (Span, String)>,
    whole: Span,
}

impl Places {
    pub(super) fn of(whole: Span) -> Self {
        Self {
            known: HashMap::new(),
            whole,
        }
    }

    pub(super) fn whole(&self) -> Span {
        self.whole
    }

    pub(super) fn put(&mut self, path: &[&str], span: Span, text: String) {
        let path = path.iter().map(|step| (*step).to_owned()).collect();
        self.known.insert(path, (span, text));
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.known.contains_key([key.to_owned()].as_slice())
    }

    /// A fault at the attribute or field where it stands, or at what holds it.
    pub(super) fn told(&self, fault: &Fault) -> Error {
        let path = below(&fault.place);
        let mut ways = (0..=path.len()).rev().map(|length| &path[..length]);
        let found = ways.find_map(|way| self.known.get(way));
        let (span, text) = found.map_or((self.whole, ""), |(span, text)| (*span, text.as_str()));
        let part = fault.place.part.as_ref();
        Error::new(span, worded(&fault.message, text, part))
    }
}

/// The way to a place below the function.
fn below(place: &Place) -> &[String] {
    match &place.way {
        Way::Value(path) | Way::Key(path) => path.get(2..).unwrap_or_default(),
        Way::File | Way::Told(_) => &[],
    }
}

/// What is wrong with what stands at a place of the source.
pub(super) fn refuse(place: Span, message: &Message) -> Error {
    Error::new(place, worded(message, "", None))
}

/// A message as a macro tells it, of a part of a text where there is one.
fn worded(message: &Message, text: &str, part: Option<&Range<usize>>) -> String {
    let label = match part.and_then(|part| underlined(text, part)) {
        Some(shown) => Some(format!("{shown} {}", message.label)),
        None => Some(message.label.clone()),
    };
    let label = label.filter(|label| !label.is_empty());
    let note = message.note.as_ref().map(|note| format!("note: {note}"));
    let help = message.help.as_ref().map(|help| format!("help: {help}"));
    let lines = [Some(message.title.clone()), label, note, help];
    let text = lines.into_iter().flatten().collect::<Vec<_>>().join("\n");
    in_words_of_rust(text)
}

/// The text and signs under a part of it: a macro's error underlines a whole literal and nothing within.
fn underlined(text: &str, part: &Range<usize>) -> Option<String> {
    let (before, meant) = (text.get(..part.start)?, text.get(part.clone())?);
    if meant == text || text.contains(char::is_control) {
        return None;
    }
    let carets = "^".repeat(meant.chars().count().max(1));
    let indent = " ".repeat(before.chars().count());
    Some(format!("{text}\n{indent}{carets}"))
}

/// The keywords as attributes have them.
fn in_words_of_rust(text: String) -> String {
    let named = super::field::BOUNDS.iter();
    named.fold(text, |text, (keyword, attribute)| {
        text.replace(&format!("`{keyword}`"), &format!("`{attribute}`"))
    })
}
