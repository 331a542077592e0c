use std::io;

use thiserror::Error;

use crate::Slip;

/// Why an emulator did not start.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StartError {
    /// It has no port or no thread to serve on.
    #[error("cannot serve: {0}")]
    Serve(#[source] io::Error),
    /// What is wrong with the descriptions of objects.
    #[error("{}", lines(.0))]
    Objects(Vec<Slip>),
    /// The file cannot be opened or is not an org's, or the records to begin with are wrong.
    #[error("cannot open the org: {0}")]
    Data(String),
}

impl StartError {
    /// The thread ended before it could tell.
    pub(super) fn broken_off() -> Self {
        Self::Serve(io::Error::other("the emulator's thread ended"))
    }
}

fn lines(slips: &[Slip]) -> String {
    let lines: Vec<String> = slips.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
