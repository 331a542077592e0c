use std::sync::Arc;

#[cfg(feature = "sqlite")]
use super::sqlite;
use super::{Destination, DestinationError, ndjson, singer};

/// What a text that names a destination looks like.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Form {
    /// As a person reads it, such as `sqlite:FILE`.
    pub text: &'static str,
    /// What it is, in some words.
    pub about: &'static str,
    /// What stands before the colon.
    pub(super) scheme: &'static str,
    /// The destination, if it can be called so behind the colon.
    pub(super) open: Open,
}

pub(super) type Open = fn(&str) -> Option<Result<Arc<dyn Destination>, DestinationError>>;

/// Every form that [`destination`] reads.
pub const FORMS: &[Form] = &[
    #[cfg(feature = "sqlite")]
    sqlite::FORM,
    #[cfg(not(feature = "sqlite"))]
    SQLITE,
    ndjson::FORM,
    singer::FORM,
];

#[cfg(not(feature = "sqlite"))]
const SQLITE: Form = Form {
    text: "sqlite:FILE",
    about: "A database; this program was built without",
    scheme: "sqlite",
    open: |_| {
        let message = "this program was built without SQLite: turn on the feature `sqlite` of specforce-runtime";
        Some(Err(DestinationError::unfit("sqlite", message)))
    },
};

/// The destination that a text names, in one of the [`FORMS`].
///
/// Nothing is read or written before it is opened. `singer:-` is [`Singer`](super::Singer) on standard output from the
/// beginning; where there is a state to go on from, give it to [`Singer::new`](super::Singer::new).
///
/// # Errors
/// [`DestinationError::Unfit`] when the text names none, or one that this program was built without.
pub fn destination(text: &str) -> Result<Arc<dyn Destination>, DestinationError> {
    let opened = text.split_once(':').and_then(|(scheme, place)| {
        let form = FORMS.iter().find(|form| form.scheme == scheme)?;
        (form.open)(place)
    });
    opened.unwrap_or_else(|| Err(unknown(text)))
}

fn unknown(text: &str) -> DestinationError {
    let forms: Vec<&str> = FORMS.iter().map(|form| form.text).collect();
    let message = format!("this is no destination: give one like {}", forms.join(", "));
    DestinationError::unfit(format!("`{text}`"), message)
}
