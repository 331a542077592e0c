use std::fmt::{self, Display};

use crate::parse::place::Position;
use crate::source::Source;

/// What is wrong at one place of a manifest, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    file: String,
    position: Option<Position>,
    message: String,
}

impl Diagnostic {
    pub(crate) fn new(source: &Source, position: Position, message: String) -> Self {
        Self::at(&source.name, position, message)
    }

    pub(crate) fn at(file: &str, position: Position, message: String) -> Self {
        Self {
            file: file.to_owned(),
            position: Some(position),
            message: one_line(message),
        }
    }

    pub(crate) fn of_file(file: &str, message: String) -> Self {
        Self {
            file: file.to_owned(),
            position: None,
            message: one_line(message),
        }
    }

    /// The file, as [`Source::name`] has it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, counted from 1; 1 for what concerns the whole file.
    pub fn line(&self) -> usize {
        self.position().line
    }

    /// The column, counted in characters from 1; 1 for what concerns the whole file.
    pub fn column(&self) -> usize {
        self.position().column
    }

    /// What is wrong and how to mend it.
    pub fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn position(&self) -> Position {
        self.position.unwrap_or(Position::START)
    }
}

impl Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some(Position { line, column }) => {
                write!(f, "{}:{line}:{column}: {}", self.file, self.message)
            }
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

/// A message may quote the manifest, but a line of output stays one: build scripts speak to Cargo in lines.
fn one_line(message: String) -> String {
    if !message.contains(char::is_control) {
        return message;
    }
    let escaped = |c: char| {
        if c.is_control() {
            c.escape_default().to_string()
        } else {
            c.to_string()
        }
    };
    message.chars().map(escaped).collect()
}

/// Everything that is wrong with a manifest, in the order of its files and lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(more);
    }

    /// The gate between two stages: what was made, or everything that was wrong.
    pub(crate) fn into_result<T>(mut self, made: T) -> Result<T, Self> {
        if self.0.is_empty() {
            return Ok(made);
        }
        self.0.sort();
        self.0.dedup();
        Err(self)
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(one: Diagnostic) -> Self {
        Self(vec![one])
    }
}

impl Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|diagnostic| writeln!(f, "{diagnostic}"))
    }
}

impl std::error::Error for Diagnostics {}
