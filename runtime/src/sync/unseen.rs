use std::fmt::{self, Display, Formatter};

/// A field that the user does not see: there is none of this name, or the user may not see it. Salesforce's description of
/// an object does not tell one from the other.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unseen {
    /// The field as the sync names it, such as `last_name` or `Profile.Name`.
    pub path: String,
    /// What was probably meant: a field that the user sees and whose name is near.
    pub meant: Option<String>,
}

impl Unseen {
    /// The same, as it is named from an object that refers to this one.
    pub(super) fn behind(self, relationship: &str) -> Self {
        let behind = |path: String| format!("{relationship}.{path}");
        Self {
            path: behind(self.path),
            meant: self.meant.map(behind),
        }
    }
}

/// As a message names it.
impl Display for Unseen {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.path)?;
        match &self.meant {
            Some(meant) => write!(f, " (did you mean `{meant}`?)"),
            None => Ok(()),
        }
    }
}

/// The name that differs by its case, its underscores, or a slip of the pen.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name = letters(name);
    // One slip at most: `MailingCity` is hidden, rather than meant for `BillingCity`.
    let most = usize::from(name.chars().count() > 3);
    let distances = known.map(|known| {
        let distance = strsim::damerau_levenshtein(&name, &letters(known));
        (distance, known)
    });
    let near = distances.filter(|(distance, _)| *distance <= most).min();
    near.map(|(_, known)| known)
}

/// What is left of `last_name` and `LastName` alike.
fn letters(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}
