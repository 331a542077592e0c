use std::collections::BTreeMap;
use std::fmt::{self, Display};

use crate::Pattern;

/// One way in which an input breaks its schema.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Violation {
    /// Where in the input, as a JSON Pointer (RFC 6901); empty for the whole input.
    pub pointer: String,
    /// What is wrong there, as a sentence without a final stop.
    pub message: String,
}

impl Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = if self.pointer.is_empty() {
            "input"
        } else {
            &self.pointer
        };
        write!(f, "{at}: {}", self.message)
    }
}

/// Collects every [`Violation`] of an input, each with its place.
#[derive(Debug, Default)]
pub struct Violations {
    pointer: String,
    found: Vec<Violation>,
}

impl Violations {
    /// Nothing found yet, standing at the whole input.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a violation at the present place.
    pub fn push(&mut self, message: impl Into<String>) {
        self.found.push(Violation {
            pointer: self.pointer.clone(),
            message: message.into(),
        });
    }

    /// What was found, in the order in which it was found.
    pub fn into_vec(self) -> Vec<Violation> {
        self.found
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Looks at the property `name`, where it is there.
    pub fn property<T: ?Sized>(
        &mut self,
        name: &str,
        value: Option<&T>,
        look: impl FnOnce(&T, &mut Self),
    ) {
        if let Some(value) = value {
            self.within(name, |at| look(value, at));
        }
    }

    /// Looks at each item of a list.
    pub fn items<T>(&mut self, items: &[T], look: impl Fn(&T, &mut Self)) {
        for (index, item) in items.iter().enumerate() {
            self.within(&index.to_string(), |at| look(item, at));
        }
    }

    /// Looks at each value of a map.
    pub fn values<T>(&mut self, map: &BTreeMap<String, T>, look: impl Fn(&T, &mut Self)) {
        for (key, value) in map {
            self.within(key, |at| look(value, at));
        }
    }

    /// Does `look` one step further down, at `token`.
    pub fn within(&mut self, token: &str, look: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer
            .push_str(&token.replace('~', "~0").replace('/', "~1"));
        look(self);
        self.pointer.truncate(length);
    }

    /// `minLength`, in characters.
    pub fn min_length(&mut self, value: &str, least: usize) {
        self.at_least(value.chars().count(), least, "characters");
    }

    /// `maxLength`, in characters.
    pub fn max_length(&mut self, value: &str, most: usize) {
        self.at_most(value.chars().count(), most, "characters");
    }

    /// `minItems`.
    pub fn min_items<T>(&mut self, items: &[T], least: usize) {
        self.at_least(items.len(), least, "items");
    }

    /// `maxItems`.
    pub fn max_items<T>(&mut self, items: &[T], most: usize) {
        self.at_most(items.len(), most, "items");
    }

    /// `minimum`.
    pub fn minimum<T: PartialOrd + Display + Copy>(&mut self, value: T, least: T) {
        if value < least {
            self.push(format!("must be at least {least}, but is {value}"));
        }
    }

    /// `maximum`.
    pub fn maximum<T: PartialOrd + Display + Copy>(&mut self, value: T, most: T) {
        if value > most {
            self.push(format!("must be at most {most}, but is {value}"));
        }
    }

    /// `pattern`.
    pub fn pattern(&mut self, value: &str, pattern: &Pattern) {
        self.matches(pattern.is_match(value), pattern.as_str());
    }

    /// `enum` and `const` over scalars.
    pub fn one_of<T: PartialEq + Display>(&mut self, value: &T, allowed: &[T]) {
        if !allowed.contains(value) {
            self.not_one_of(allowed);
        }
    }

    /// `fail_if`: the manifest's own condition, given as it stands there.
    pub fn fail_if(&mut self, failed: bool, condition: &str) {
        if failed {
            self.push(format!("must not fulfil `{condition}`"));
        }
    }

    /// Says which values are allowed.
    pub(crate) fn not_one_of<T: Display>(&mut self, allowed: &[T]) {
        let names: Vec<_> = allowed.iter().map(ToString::to_string).collect();
        let of_several = if names.len() > 1 { "one of " } else { "" };
        self.push(format!("must be {of_several}{}", names.join(", ")));
    }

    /// Says which pattern was to be matched, unless it was.
    pub(crate) fn matches(&mut self, is_match: bool, pattern: &str) {
        if !is_match {
            self.push(format!("must match the pattern `{pattern}`"));
        }
    }

    /// Nothing found yet, standing at the place where `self` stands.
    pub(crate) fn same_place(&self) -> Self {
        Self {
            pointer: self.pointer.clone(),
            found: Vec::new(),
        }
    }

    /// Adds what was found from the [`same_place`](Self::same_place).
    pub(crate) fn append(&mut self, other: Self) {
        self.found.extend(other.found);
    }

    fn at_least(&mut self, count: usize, least: usize, what: &str) {
        if count < least {
            self.push(format!(
                "must have at least {least} {what}, but has {count}"
            ));
        }
    }

    fn at_most(&mut self, count: usize, most: usize, what: &str) {
        if count > most {
            self.push(format!("must have at most {most} {what}, but has {count}"));
        }
    }
}
