use std::sync::OnceLock;

use specforce_scalar::{Regex, compile};

/// A regular expression of the manifest, compiled on first use.
///
/// Code generation has checked that it compiles and means the same in ECMA-262, as JSON Schema asks.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern that is searched for: it matches anywhere unless it has anchors.
    pub const fn new(source: &'static str) -> Self {
        Self {
            source,
            regex: OnceLock::new(),
        }
    }

    /// The pattern as the manifest gives it.
    pub fn as_str(&self) -> &'static str {
        self.source
    }

    /// Whether the pattern occurs in `text`. A pattern that does not compile occurs nowhere.
    pub fn is_match(&self, text: &str) -> bool {
        let regex = self.regex.get_or_init(|| compile(self.source).ok());
        regex.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}
