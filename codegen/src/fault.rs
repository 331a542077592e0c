use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Related, Spot};
use crate::parse::place::Place;
use crate::parse::span::Map;
use crate::source::Source;

/// What is wrong at one place of a manifest.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub(crate) place: Place,
    pub(crate) message: Message,
}

impl Fault {
    pub(crate) fn new(place: &Place, message: Message) -> Self {
        let part = message.part.clone().or_else(|| place.part.clone());
        Self {
            place: place.part(part),
            message,
        }
    }

    /// Whether it says the same of the same place.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.place == other.place && self.message.title == other.message.title
    }
}

/// What an error says; all of them stand in [`messages`](crate::messages).
#[derive(Debug, Clone)]
pub(crate) struct Message(Box<Said>);

#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) title: String,
    /// What stands at the caret: mostly what was expected.
    pub(crate) label: String,
    /// What helps to understand it.
    pub(crate) note: Option<String>,
    /// How to mend it.
    pub(crate) help: Option<String>,
    /// The part of the text at the place that is meant.
    pub(crate) part: Option<Range<usize>>,
    /// Another place that has to do with it, and how.
    pub(crate) other: Option<(Place, String)>,
}

impl Message {
    pub(crate) fn new(title: impl Into<String>, label: impl Into<String>) -> Self {
        Self(Box::new(Said {
            title: title.into(),
            label: label.into(),
            note: None,
            help: None,
            part: None,
            other: None,
        }))
    }

    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.0.note = Some(note.into());
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    pub(crate) fn at(mut self, part: Range<usize>) -> Self {
        self.0.part = Some(part);
        self
    }

    /// At this part where no other is said.
    pub(crate) fn within(mut self, part: Range<usize>) -> Self {
        self.0.part.get_or_insert(part);
        self
    }

    pub(crate) fn other(mut self, place: &Place, label: impl Into<String>) -> Self {
        self.0.other = Some((place.clone(), label.into()));
        self
    }

    pub(crate) fn said(self) -> Said {
        *self.0
    }
}

impl std::ops::Deref for Message {
    type Target = Said;

    fn deref(&self) -> &Said {
        &self.0
    }
}

/// The faults of all files as people are told them, each with its bytes and lines.
pub(crate) fn told(sources: &[Source], faults: Vec<Fault>) -> Diagnostics {
    let mut maps: Vec<Option<(Arc<Source>, Map)>> = Vec::new();
    maps.resize_with(sources.len(), || None);
    let mut find = |place: &Place| {
        let source = &sources[place.file];
        let (shared, map) = maps[place.file]
            .get_or_insert_with(|| (Arc::new(source.clone()), Map::of(&source.text)));
        Spot::new(shared.clone(), map.lines(), map.span(place))
    };
    let told = faults.into_iter().map(|fault| {
        let spot = find(&fault.place);
        let related = fault.message.other.as_ref();
        let related = related.map(|(place, label)| Related::new(find(place), label.clone()));
        Diagnostic::new(spot, fault.message, related)
    });
    told.collect()
}
