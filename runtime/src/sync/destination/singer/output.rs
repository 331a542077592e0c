use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Deserialize as _;
use serde_json::{Map, Value, json};

use super::PLACE;
use crate::sync::State;
use crate::sync::destination::DestinationError;

/// Where all syncs of a run write to, and how far each of them is.
pub(super) struct Output {
    pub(super) to: Box<dyn Write + Send>,
    /// The value of the last `STATE` message; what of it is not ours stays.
    pub(super) value: Map<String, Value>,
    /// The syncs that have a writer.
    pub(super) open: BTreeSet<String>,
    /// Why a line may be torn, so that nothing can follow it.
    pub(super) torn: Option<String>,
}

impl Output {
    /// How far the syncs are, each by its name.
    pub(super) fn bookmarks(&self) -> impl Iterator<Item = (&String, &Value)> {
        let bookmarks = self.value.get("bookmarks").and_then(Value::as_object);
        bookmarks.into_iter().flatten()
    }

    /// How far a sync is.
    pub(super) fn bookmark(&self, sync: &str) -> Result<Option<State>, DestinationError> {
        let bookmark = self.bookmarks().find(|(name, _)| *name == sync);
        bookmark.map(|(name, value)| read(name, value)).transpose()
    }

    /// Writes whole lines, and behind them how far all syncs are then.
    pub(super) fn write(
        &mut self,
        lines: &[u8],
        sync: &str,
        state: &State,
    ) -> Result<(), DestinationError> {
        if let Some(why) = &self.torn {
            return Err(DestinationError::unfit(PLACE, why));
        }
        // Whoever panics while it writes leaves it so.
        self.torn = Some("writing broke off".to_owned());
        self.note(sync, state);
        let message = json!({ "type": "STATE", "value": self.value });
        let written = self
            .to
            .write_all(lines)
            .and_then(|()| writeln!(self.to, "{message}"))
            .and_then(|()| self.to.flush());
        self.torn = written.as_ref().err().map(ToString::to_string);
        written.map_err(unwritable)
    }

    fn note(&mut self, sync: &str, state: &State) {
        let bookmarks = self.value.entry("bookmarks").or_insert_with(|| json!({}));
        if !bookmarks.is_object() {
            *bookmarks = json!({});
        }
        bookmarks[sync] = json!(state);
    }
}

/// A bookmark as this program writes it.
pub(super) fn read(sync: &str, bookmark: &Value) -> Result<State, DestinationError> {
    State::deserialize(bookmark).map_err(|error| {
        let message = format!(
            "the state of `{sync}` is not one of this program: {error}; to begin it anew, take it out of `bookmarks`"
        );
        DestinationError::unfit(PLACE, message)
    })
}

fn unwritable(error: io::Error) -> DestinationError {
    DestinationError::Other {
        place: PLACE.to_owned(),
        source: error.into(),
    }
}
