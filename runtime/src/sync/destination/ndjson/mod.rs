//! Rows as lines of JSON, a file a model.

#[cfg(test)]
mod crashes;
mod disk;
mod index;
mod lines;
mod progress;
mod writer;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use self::disk::{Disk, System};
use self::lines::Lines;
use self::progress::Progress;
use self::writer::{Appender, Saving};
use super::from_text::Form;
use super::{Destination, DestinationError, Kept, Target, Writer, claim, lock};

/// What the name of a file of progress ends with.
const BESIDE: &str = ".state.json";

/// What to do about a file that somebody has damaged.
const ANEW: &str = "to begin anew, remove both the model's `.ndjson` and its `.state.json`";

/// A folder with a file of lines for each model: `ndjson:DIR`.
///
/// `DIR/Account.ndjson` has one row a line, just as its JSON is. It is only ever appended to: a record that changed
/// comes again as a new line, so the last line of an id counts, and `{"id":"…","_deleted":true}` says that it is gone.
/// A version of a record is written once, and what is not there is not deleted.
///
/// `DIR/Account.state.json` has how far the sync has come, the org, and the `length` in bytes of the lines that this
/// covers. Whatever ends the program or the machine, lines behind that length do not count: the next writer cuts them
/// off, and the sync reads their records again. The lines are on disk before the state that covers them is, and the
/// state is replaced whole, by renaming. Because a disk takes some milliseconds for that, pages are gathered for
/// up to a [second](Self::save_every); each is written at once, and all are covered after
/// [`finish`](Writer::finish).
///
/// A full sync reads the file once and keeps in memory a hash of each id's last line, so that only rows which differ are
/// appended; a page that has deletes reads it for those. Files whose names begin with a dot are locks.
pub struct Ndjson {
    folder: PathBuf,
    disk: Arc<dyn Disk>,
    every: Duration,
}

pub(super) const FORM: Form = Form {
    text: "ndjson:DIR",
    about: "A file for each model, a line for each change",
    scheme: "ndjson",
    open: |folder| (!folder.is_empty()).then(|| Ok(Arc::new(Ndjson::new(folder)) as Arc<_>)),
};

impl Ndjson {
    /// The folder, which is made when it is opened.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self::on(folder, Arc::new(System))
    }

    fn on(folder: impl Into<PathBuf>, disk: Arc<dyn Disk>) -> Self {
        Self {
            folder: folder.into(),
            disk,
            every: Duration::from_secs(1),
        }
    }

    /// For how long pages are gathered before the state covers them; [`Duration::ZERO`] for each page by itself.
    #[must_use]
    pub fn save_every(mut self, every: Duration) -> Self {
        self.every = every;
        self
    }

    fn place(&self) -> String {
        format!("ndjson:{}", self.folder.display())
    }

    /// The progress of every sync that writes to the folder.
    fn all(&self, folder: &Path) -> Result<Vec<Progress>, DestinationError> {
        let mut files = self
            .disk
            .files(folder)
            .map_err(DestinationError::io(folder, "read"))?;
        files.retain(|file| file.to_string_lossy().ends_with(BESIDE));
        files.sort();
        let read = |file: &PathBuf| Progress::read(&*self.disk, file);
        files.iter().map(read).collect()
    }

    /// The progress of the target. Nobody has written its rows where there is none.
    fn claimed(
        &self,
        folder: &Path,
        rows: &Path,
        target: &Target<'_>,
    ) -> Result<Option<Progress>, DestinationError> {
        let all = self.all(folder)?;
        claim::check(&self.place(), all.iter().map(Progress::claim), target)?;
        let own = all.into_iter().find(|one| one.sync == target.sync);
        let length = self.length(rows)?;
        match &own {
            None if length > 0 => Err(DestinationError::unfit(
                rows.display().to_string(),
                "no sync has written this; move it away or give another destination",
            )),
            Some(progress) if length < progress.length => Err(DestinationError::unfit(
                rows.display().to_string(),
                format!(
                    "{} bytes were written and {length} are there; {ANEW}",
                    progress.length
                ),
            )),
            _ => Ok(own),
        }
    }

    fn length(&self, rows: &Path) -> Result<u64, DestinationError> {
        let length = self.disk.length(rows);
        let length = length.map_err(DestinationError::io(rows, "read"))?;
        Ok(length.unwrap_or_default())
    }

    /// Cuts off what the progress does not cover, and makes the file where there is none.
    fn cut(&self, folder: &Path, rows: &Path, length: u64) -> Result<(), DestinationError> {
        self.disk
            .cut(rows, length)
            .and_then(|()| self.disk.sync(rows))
            .and_then(|()| self.disk.sync_folder(folder))
            .map_err(DestinationError::io(rows, "write"))
    }
}

impl Destination for Ndjson {
    fn open(&self, target: &Target<'_>) -> Result<Box<dyn Writer>, DestinationError> {
        fs::create_dir_all(&self.folder).map_err(DestinationError::io(&self.folder, "make"))?;
        let folder =
            fs::canonicalize(&self.folder).map_err(DestinationError::io(&self.folder, "open"))?;
        let model = target.model.name;
        let held = lock::of_sync(
            &folder.join(format!(".{model}.lock")),
            &self.place(),
            target.sync,
        )?;
        let _opening = lock::of_opening(&folder.join(format!(".{}.lock", lock::OPENING)))?;
        let rows = folder.join(format!("{model}.ndjson"));
        let beside = folder.join(format!("{model}{BESIDE}"));
        let claimed = self.claimed(&folder, &rows, target)?;
        let new = claimed.is_none();
        let progress = claimed.unwrap_or_else(|| Progress::new(target));
        self.cut(&folder, &rows, progress.length)?;
        if new {
            progress.write(&*self.disk, &beside)?;
        }
        Ok(Box::new(Appender {
            index: None,
            disk: self.disk.clone(),
            rows,
            beside,
            saving: Saving::every(self.every, progress.state.clone()),
            progress,
            lines: Lines::default(),
            _lock: held,
        }))
    }

    fn status(&self) -> Result<Vec<Kept>, DestinationError> {
        if !self.folder.exists() {
            return Ok(Vec::new());
        }
        let kept = |one: Progress| {
            Some(Kept {
                sync: one.sync,
                model: Some(one.model),
                state: one.state?,
                rows: one.rows,
            })
        };
        Ok(self
            .all(&self.folder)?
            .into_iter()
            .filter_map(kept)
            .collect())
    }
}

impl fmt::Debug for Ndjson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ndjson")
            .field("folder", &self.folder)
            .field("every", &self.every)
            .finish_non_exhaustive()
    }
}
