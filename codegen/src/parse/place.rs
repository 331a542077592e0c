use std::ops::Range;

/// A line and a column of a file, both counted from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Position {
    pub(crate) const START: Self = Self { line: 1, column: 1 };

    pub(crate) fn of(error: &serde_yaml::Error) -> Self {
        error.location().map_or(Self::START, |location| Self {
            line: location.line(),
            column: location.column(),
        })
    }

    /// Where this position of a text is in the file, given where in the file the text begins.
    pub(super) fn behind(self, start: Self) -> Self {
        let line = start.line + self.line - 1;
        let column = match self.line {
            1 => (start.column + self.column).saturating_sub(1),
            _ => self.column,
        };
        Self { line, column }
    }

    pub(super) fn right(self, columns: usize) -> Self {
        let column = self.column + columns;
        Self { column, ..self }
    }

    pub(super) fn next_line(self) -> Self {
        let line = self.line + 1;
        Self { line, column: 1 }
    }

    /// The position in `… at line 3 column 5`, as the YAML reader ends its messages.
    pub(super) fn in_message(message: &str) -> Option<Self> {
        let (_, position) = message.rsplit_once(" at line ")?;
        let (line, column) = position.split_once(" column ")?;
        Some(Self {
            line: line.parse().ok()?,
            column: column.parse().ok()?,
        })
    }
}

/// Where something stands in the manifest: a file, and a way to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub(crate) file: usize,
    pub(crate) way: Way,
    /// The part of the text that stands there, in bytes of what YAML reads it as.
    pub(crate) part: Option<Range<usize>>,
}

/// How a place is found.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Way {
    /// The whole file.
    File,
    /// Through keys and indexes of items to a value.
    Value(Vec<String>),
    /// Through keys and indexes of items to the last key itself.
    Key(Vec<String>),
    /// The YAML reader told it.
    Told(Position),
}

impl Place {
    pub(crate) fn file(file: usize) -> Self {
        Self {
            file,
            way: Way::File,
            part: None,
        }
    }

    pub(crate) fn told(file: usize, position: Position) -> Self {
        Self {
            way: Way::Told(position),
            ..Self::file(file)
        }
    }

    /// The value below `step`, a key or the index of an item.
    pub(crate) fn value(&self, step: &(impl ToString + ?Sized)) -> Self {
        Self {
            way: Way::Value(self.below(step.to_string())),
            ..Self::file(self.file)
        }
    }

    /// The key `step` itself.
    pub(crate) fn key(&self, step: &str) -> Self {
        Self {
            way: Way::Key(self.below(step.to_owned())),
            ..Self::file(self.file)
        }
    }

    /// The value at the end of several steps.
    pub(crate) fn through(&self, steps: &[String]) -> Self {
        let step = |place: Self, step: &String| place.value(step);
        steps.iter().fold(self.clone(), step)
    }

    /// The key of the value that stands here.
    pub(crate) fn of_key(self) -> Self {
        let way = match self.way {
            Way::Value(path) => Way::Key(path),
            way => way,
        };
        Self { way, ..self }
    }

    /// This part of the text that stands here.
    pub(crate) fn part(&self, part: Option<Range<usize>>) -> Self {
        Self {
            part,
            ..self.clone()
        }
    }

    /// The function or type that this place is part of, which is where people look for it.
    pub(crate) fn declared_in(&self) -> Self {
        let path = self.path().iter().take(2).cloned().collect();
        Self {
            way: Way::Key(path),
            ..Self::file(self.file)
        }
    }

    /// Section and name of the function or type that this is part of, if it is.
    pub(crate) fn entry(&self) -> Option<(&str, &str)> {
        match self.path() {
            [section, name, ..] => Some((section, name)),
            _ => None,
        }
    }

    /// The last key or index of the way to it.
    pub(crate) fn last(&self) -> &str {
        self.path().last().map_or("", String::as_str)
    }

    /// Whether it is the group of a file.
    pub(crate) fn is_group(&self) -> bool {
        matches!(self.path(), [key] if key == "group")
    }

    /// The keys and indexes on the way to it.
    pub(crate) fn path(&self) -> &[String] {
        match &self.way {
            Way::Value(path) | Way::Key(path) => path,
            Way::File | Way::Told(_) => &[],
        }
    }

    fn below(&self, step: String) -> Vec<String> {
        let mut path = self.path().to_vec();
        path.push(step);
        path
    }
}
