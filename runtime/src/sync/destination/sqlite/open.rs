use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, path};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rusqlite::{Connection, Error, OpenFlags, Row, Transaction, TransactionBehavior};

use super::{other, states, table};
use crate::sync::State;
use crate::sync::destination::{DestinationError, Target, claim};

/// How long a page waits for those of other syncs.
const PATIENCE: Duration = Duration::from_secs(60);

/// The file by the one path that it has however it was called, so that its locks have too. It is made where there is none.
pub(super) fn real(file: &Path) -> Result<PathBuf, DestinationError> {
    let made = fs::OpenOptions::new().create(true).append(true).open(file);
    made.and_then(|_| path::absolute(file))
        .and_then(fs::canonicalize)
        .map_err(DestinationError::io(file, "open"))
}

/// A file beside the database.
pub(super) fn beside(file: &Path, name: &str) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(format!("-{name}.lock"));
    path.into()
}

/// A connection to a database that is there.
pub(super) fn connect(file: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(file, flags)?;
    db.busy_timeout(PATIENCE)?;
    Ok(db)
}

/// A connection to read from, where one may have no right to write.
pub(super) fn look_into(file: &Path) -> Result<Connection, Error> {
    if fs::OpenOptions::new().append(true).open(file).is_ok() {
        return connect(file);
    }
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    let is_written = fs::metadata(&log).is_ok_and(|log| log.len() > 0);
    // Else SQLite would begin a log, and could not write what belongs to it into the database.
    let how = if is_written { "mode=ro" } else { "immutable=1" };
    let path = file.to_string_lossy();
    let path = utf8_percent_encode(&path, NON_ALPHANUMERIC);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(format!("file:{path}?{how}"), flags)?;
    db.busy_timeout(PATIENCE)?;
    Ok(db)
}

/// Lets a page be written without waiting for the disk, where that is safe.
pub(super) fn write_ahead(db: &Connection) -> Result<(), Error> {
    let mode = |row: &Row<'_>| row.get(0);
    let mode: String = db.pragma_update_and_check(None, "journal_mode", "WAL", mode)?;
    // With a log that is written ahead NORMAL keeps the database whole when the power is cut, and may take the last
    // transactions. Each has the state beside its rows, so they are read again.
    let synchronous = if mode == "wal" { "NORMAL" } else { "FULL" };
    db.pragma_update(None, "synchronous", synchronous)?;
    // Ids come in no order, so a page of rows touches as many pages of their index: room for those, 8 MB, and a log that
    // is copied into the database every 16 MB rather than 4 make it twice as fast.
    db.pragma_update(None, "cache_size", -8000)?;
    db.pragma_update(None, "wal_autocheckpoint", 4000)
}

/// What is found of a sync.
pub(super) struct Found {
    pub(super) state: Option<State>,
    pub(super) warnings: Vec<String>,
}

/// Makes the table of a target, or the columns that it lacks, unless it is somebody else's.
pub(super) fn prepare(
    db: &mut Connection,
    place: &str,
    target: &Target<'_>,
) -> Result<Found, DestinationError> {
    let failed = other(place);
    let on = db
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(&failed)?;
    let known = states::create(&on).and_then(|()| states::all(&on));
    let known = known.map_err(&failed)?;
    claim::check(place, known.iter().map(states::Known::claim), target)?;
    let own = known.into_iter().find(|known| known.sync == target.sync);
    let exists = table::exists(&on, target.model.name).map_err(&failed)?;
    let found = match (own, exists) {
        (None, true) => return Err(foreign(place, target)),
        (None, false) => anew(&on, target, Vec::new()).map_err(&failed)?,
        (Some(_), false) => anew(&on, target, vec![gone(target)]).map_err(&failed)?,
        (Some(own), true) => Found {
            state: own.state(place)?,
            warnings: migrated(&on, target).map_err(&failed)?,
        },
    };
    on.commit().map_err(&failed)?;
    Ok(found)
}

fn anew(on: &Transaction<'_>, target: &Target<'_>, warnings: Vec<String>) -> Result<Found, Error> {
    table::create(on, target.model)?;
    states::claim(on, target)?;
    Ok(Found {
        state: None,
        warnings,
    })
}

fn migrated(on: &Transaction<'_>, target: &Target<'_>) -> Result<Vec<String>, Error> {
    let told = |column| {
        format!(
            "`{}.{column}` is new: rows that were there before get it by `--full`",
            target.model.name
        )
    };
    let new = table::migrate(on, target.model)?;
    Ok(new.into_iter().map(told).collect())
}

fn gone(target: &Target<'_>) -> String {
    format!(
        "the table `{}` was gone: all of it is read again",
        target.model.name
    )
}

fn foreign(place: &str, target: &Target<'_>) -> DestinationError {
    let message = format!(
        "there is a table `{}` that no sync has made, or whose state was removed: give another file, or drop the table to begin anew",
        target.model.name
    );
    DestinationError::unfit(place, message)
}
