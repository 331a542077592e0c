use std::io;
use std::sync::Arc;

#[cfg(feature = "sqlite")]
use super::Sqlite;
use super::{Destination, DestinationError, Ndjson, Singer};

const FORMS: &str =
    "give `sqlite:FILE`, `ndjson:DIR`, or `singer:-` for messages on standard output";

/// The destination that a text names: `sqlite:FILE`, `ndjson:DIR` or `singer:-`.
///
/// Nothing is read or written before it is opened. `singer:-` is [`Singer`] on standard output from the beginning;
/// where there is a state to go on from, give it to [`Singer::new`].
///
/// # Errors
/// [`DestinationError::Unfit`] when the text names none, or one that this program was built without.
pub fn destination(text: &str) -> Result<Arc<dyn Destination>, DestinationError> {
    match text.split_once(':') {
        #[cfg(feature = "sqlite")]
        Some(("sqlite", file)) if !file.is_empty() => Ok(Arc::new(Sqlite::new(file))),
        #[cfg(not(feature = "sqlite"))]
        Some(("sqlite", _)) => Err(DestinationError::unfit(
            text,
            "this program was built without SQLite: turn on the feature `sqlite` of specforce-runtime",
        )),
        Some(("ndjson", folder)) if !folder.is_empty() => Ok(Arc::new(Ndjson::new(folder))),
        Some(("singer", "-")) => Ok(Arc::new(Singer::new(io::stdout(), None)?)),
        _ => Err(DestinationError::unfit(
            format!("`{text}`"),
            format!("this is no destination: {FORMS}"),
        )),
    }
}
