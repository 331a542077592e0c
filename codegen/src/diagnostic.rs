use std::fmt::{self, Display};
use std::ops::Range;
use std::sync::Arc;

use crate::fault::Message;
use crate::parse::lines::Lines;
use crate::parse::place::Position;
use crate::render;
use crate::shown::{TEXT, TITLE, one_line};
use crate::source::Source;

/// What is wrong at one place of a manifest, and how to mend it.
///
/// It is displayed as rustc displays its errors: the message, the line with the place underlined, and the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    spot: Spot,
    title: String,
    note: Option<String>,
    help: Option<String>,
    related: Option<Related>,
}

/// Another place that has to do with an error, such as the first of two declarations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related(Spot);

/// Bytes of a file, and what is to be said of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) source: Arc<Source>,
    pub(crate) span: Range<usize>,
    pub(crate) start: Position,
    end: Position,
    pub(crate) label: String,
}

impl Diagnostic {
    pub(crate) fn new(spot: Spot, message: Message, related: Option<Related>) -> Self {
        let said = message.said();
        Self {
            spot: spot.labelled(said.label),
            title: one_line(said.title, TITLE),
            note: said.note.map(|note| one_line(note, TEXT)),
            help: said.help.map(|help| one_line(help, TEXT)),
            related,
        }
    }

    /// Of a file or folder that cannot be read, or of the whole of it.
    pub(crate) fn of_file(name: &str, message: Message) -> Self {
        let source = Source {
            name: name.to_owned(),
            text: String::new(),
        };
        let lines = Lines::of("");
        Self::new(Spot::new(Arc::new(source), &lines, 0..0), message, None)
    }

    /// The file, as [`Source::name`] has it.
    pub fn file(&self) -> &str {
        &self.spot.source.name
    }

    /// The line, counted from 1; 1 for what concerns the whole file.
    pub fn line(&self) -> usize {
        self.spot.start.line
    }

    /// The column, counted in characters from 1; 1 for what concerns the whole file.
    pub fn column(&self) -> usize {
        self.spot.start.column
    }

    /// The line in which the place ends.
    pub fn end_line(&self) -> usize {
        self.spot.end.line
    }

    /// The column behind the last character of the place.
    pub fn end_column(&self) -> usize {
        self.spot.end.column
    }

    /// Whether it is about the file, not about a place in it.
    pub fn concerns_whole_file(&self) -> bool {
        self.spot.span == (0..0)
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.title
    }

    /// What was expected at the place; may be empty.
    pub fn label(&self) -> &str {
        &self.spot.label
    }

    /// What helps to understand it.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// How to mend it.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Another place that has to do with it.
    pub fn related(&self) -> Option<&Related> {
        self.related.as_ref()
    }

    /// The error as it is displayed, with the colours of a terminal.
    pub fn coloured(&self) -> String {
        render::coloured(self)
    }

    pub(crate) fn spot(&self) -> &Spot {
        &self.spot
    }

    pub(crate) fn source(&self) -> &Source {
        &self.spot.source
    }
}

impl Related {
    pub(crate) fn new(spot: Spot, label: String) -> Self {
        Self(spot.labelled(label))
    }

    /// The file, as [`Source::name`] has it.
    pub fn file(&self) -> &str {
        &self.0.source.name
    }

    /// The line, counted from 1.
    pub fn line(&self) -> usize {
        self.0.start.line
    }

    /// The column, counted in characters from 1.
    pub fn column(&self) -> usize {
        self.0.start.column
    }

    /// What it has to do with the error.
    pub fn label(&self) -> &str {
        &self.0.label
    }

    pub(crate) fn spot(&self) -> &Spot {
        &self.0
    }
}

impl Spot {
    /// `lines`: those of the source.
    pub(crate) fn new(source: Arc<Source>, lines: &Lines, span: Range<usize>) -> Self {
        Self {
            source,
            start: lines.position(span.start),
            end: lines.position(span.end),
            span,
            label: String::new(),
        }
    }

    fn labelled(self, label: String) -> Self {
        let label = one_line(label, TEXT);
        Self { label, ..self }
    }
}

impl Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&render::plain(self))
    }
}

/// Everything that is wrong with a manifest, in the order of its files and lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<T: IntoIterator<Item = Diagnostic>>(all: T) -> Self {
        let mut all: Vec<Diagnostic> = all.into_iter().collect();
        all.sort_by(|one, other| one.order().cmp(&other.order()));
        all.dedup();
        Self(all)
    }
}

impl Diagnostic {
    fn order(&self) -> (&str, usize, usize, &str) {
        (
            self.file(),
            self.spot.span.start,
            self.spot.span.end,
            &self.title,
        )
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(one: Diagnostic) -> Self {
        Self(vec![one])
    }
}

impl Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let between = |index: usize| if index == 0 { "" } else { "\n" };
        let mut all = self.0.iter().enumerate();
        all.try_for_each(|(index, diagnostic)| writeln!(f, "{}{diagnostic}", between(index)))
    }
}

impl std::error::Error for Diagnostics {}
