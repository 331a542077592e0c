//! Rows as messages of the Singer protocol.

mod output;
mod schema;
mod state_file;
mod writer;

use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use self::output::Output;
use self::writer::{Messages, locked};
use super::from_text::Form;
use super::{Destination, DestinationError, Kept, Target, Writer, claim};

const PLACE: &str = "singer:-";
/// When a record was deleted; nothing in a record that is there.
const DELETED_AT: &str = "_sdc_deleted_at";

/// Messages of the [Singer protocol](https://hub.meltano.com/singer/spec), for any of its targets: `singer:-`.
///
/// ```console
/// $ specforce sync --all --to singer:- --state state.json | target-jsonl > state.new
/// $ tail -n 1 state.new > state.json
/// ```
///
/// A stream has the sync's name, such as `accounts`, and the key `id`. A `SCHEMA` comes before its first record: the
/// model's, without references, in which everything but the id may be null. Each row is a `RECORD`, just as its JSON is,
/// and so is a delete, which has nothing but `id` and `_sdc_deleted_at`; a record that comes back has no
/// `_sdc_deleted_at`, which targets take for null.
///
/// After each page comes a `STATE`: how far *all* syncs are, under `bookmarks`, those that do not run now among them. A
/// target prints a state when the records before it are safe; the last line that it printed is where to go on. What
/// came after that line comes again, and a target puts it in the place of what has the same `id`. This destination never
/// writes the file of the state, for only the target knows what it has. So only this destination may give a record
/// twice, and it cannot tell which rows the target has: [`Writer::ids`] is [`DestinationError::Blind`].
///
/// Several syncs may share it. The lines of a page are written at once, and nothing else may write to the same output.
pub struct Singer {
    output: Arc<Mutex<Output>>,
}

pub(super) const FORM: Form = Form {
    text: PLACE,
    about: "Messages of the Singer protocol on standard output, for a target to read",
    scheme: "singer",
    open: |place| {
        let singer = || Singer::new(io::stdout(), None).map(|singer| Arc::new(singer) as Arc<_>);
        (place == "-").then(singer)
    },
};

impl Singer {
    /// Messages to `out`, from the state that a file holds: the value of a `STATE` message, the message, or the lines that
    /// a target printed, of which the last one counts. An empty file, as none, is for a first run.
    ///
    /// # Errors
    /// [`DestinationError::Io`] when the file cannot be read, [`DestinationError::Unfit`] when it holds something else.
    pub fn new(
        out: impl Write + Send + 'static,
        state_file: Option<&Path>,
    ) -> Result<Self, DestinationError> {
        let value = state_file.map(state_file::read).transpose()?;
        let output = Output {
            to: Box::new(out),
            value: value.unwrap_or_default(),
            open: BTreeSet::new(),
            torn: None,
        };
        Ok(Self {
            output: Arc::new(Mutex::new(output)),
        })
    }
}

/// Refuses another org than that of any sync of the state.
fn check(output: &Output, target: &Target<'_>) -> Result<(), DestinationError> {
    for (sync, bookmark) in output.bookmarks() {
        let state = output::read(sync, bookmark)?;
        claim::same_org(PLACE, state.org(), target, "give a state of this org")?;
    }
    Ok(())
}

impl Destination for Singer {
    fn open(&self, target: &Target<'_>) -> Result<Box<dyn Writer>, DestinationError> {
        let mut output = locked(&self.output);
        check(&output, target)?;
        let state = output.bookmark(target.sync)?;
        if !output.open.insert(target.sync.to_owned()) {
            return Err(DestinationError::Locked {
                place: PLACE.to_owned(),
                sync: target.sync.to_owned(),
            });
        }
        Ok(Box::new(Messages {
            output: self.output.clone(),
            sync: target.sync.to_owned(),
            schema: Some(schema::of(target.model)),
            state,
            lines: Vec::new(),
        }))
    }

    fn status(&self) -> Result<Vec<Kept>, DestinationError> {
        let output = locked(&self.output);
        let kept = |(sync, bookmark): (&String, _)| {
            Ok(Kept {
                sync: sync.clone(),
                model: None,
                state: output::read(sync, bookmark)?,
                rows: None,
            })
        };
        output.bookmarks().map(kept).collect()
    }
}

impl fmt::Debug for Singer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Singer").finish_non_exhaustive()
    }
}
