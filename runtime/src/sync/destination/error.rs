use std::io;
use std::path::{Path, PathBuf};

use crate::error::Cause;

/// Why a destination does not take what it is given.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DestinationError {
    /// Somebody else is writing there.
    #[error("{place}: another `{sync}` is writing there; wait until it has ended")]
    Locked {
        /// The destination.
        place: String,
        /// The sync.
        sync: String,
    },
    /// What is there came from another org.
    #[error("{place}: what is there came from the org {kept}, and this is {given}; {cure}")]
    OtherOrg {
        /// The destination.
        place: String,
        /// The id of the org whose rows are there.
        kept: String,
        /// The id of the org that is read.
        given: String,
        /// What to do.
        cure: &'static str,
    },
    /// What is there is not what this destination writes.
    #[error("{place}: {message}")]
    Unfit {
        /// The destination.
        place: String,
        /// What is wrong, and what to do.
        message: String,
    },
    /// It does not know which rows it has, so they cannot be compared with those of the org.
    #[error(
        "{place}: nobody can tell which rows are there, so they cannot be compared with those of the org"
    )]
    Blind {
        /// The destination.
        place: String,
    },
    /// The system refuses to read or to write.
    #[error("{}: cannot {action}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What was tried.
        action: &'static str,
        /// Why it failed.
        source: io::Error,
    },
    /// The destination itself refuses.
    #[error("{place}: {source}")]
    Other {
        /// The destination.
        place: String,
        /// Why it failed.
        source: Cause,
    },
}

impl DestinationError {
    pub(super) fn unfit(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Unfit {
            place: place.into(),
            message: message.into(),
        }
    }

    pub(super) fn io(path: &Path, action: &'static str) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Io {
            path,
            action,
            source,
        }
    }
}
