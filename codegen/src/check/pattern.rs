//! Patterns that mean the same in Rust and in ECMA-262.

use crate::fault::Message;
use crate::messages;

/// Whether there is an odd number of backslashes before a sign.
fn is_escaped(pattern: &str, at: usize) -> bool {
    let backslashes = pattern[..at]
        .bytes()
        .rev()
        .take_while(|byte| *byte == b'\\');
    backslashes.count() % 2 == 1
}

/// Why a pattern is not one in both Rust and ECMA-262, if it is not.
pub(super) fn bad_pattern(pattern: &str) -> Option<Message> {
    if let Err(error) = regex_lite::Regex::new(pattern) {
        return Some(messages::bad_pattern(&error.to_string()));
    }
    for only_rust in [
        "(?P<", "(?i", "(?s", "(?m", "(?x", "(?u", "(?U", "(?R", "(?-", "\\A", "\\z", "[[:",
    ] {
        let mut places = pattern.match_indices(only_rust).map(|(at, _)| at);
        if let Some(at) = places.find(|at| !is_escaped(pattern, *at)) {
            let part = at..at + only_rust.len();
            return Some(messages::pattern_of_rust_alone(only_rust).at(part));
        }
    }
    None
}
