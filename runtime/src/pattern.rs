use std::sync::OnceLock;

use regex_lite::Regex;

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
        let regex = self.regex.get_or_init(|| compile(self.source));
        regex.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

/// Compiles a pattern of a schema. ECMA-262 knows more ends of a line and more spaces than Rust's regex does: `.` stands
/// for none of those ends, and `\s` for each of those spaces.
pub(crate) fn compile(source: &str) -> Option<Regex> {
    const SPACES: &str =
        r"\t-\r \u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";
    let (mut in_class, mut escaped) = (false, false);
    let mut translated = String::new();
    for c in source.chars() {
        match (c, escaped, in_class) {
            ('.', false, false) => translated.push_str(r"[^\n\r\u{2028}\u{2029}]"),
            ('s', true, true) => {
                translated.pop();
                translated.push_str(SPACES);
            }
            ('s' | 'S', true, false) => {
                translated.pop();
                translated.push_str(if c == 'S' { "[^" } else { "[" });
                translated.push_str(SPACES);
                translated.push(']');
            }
            _ => translated.push(c),
        }
        if !escaped && matches!(c, '[' | ']') {
            in_class = c == '[';
        }
        escaped = c == '\\' && !escaped;
    }
    Regex::new(&translated).ok()
}
