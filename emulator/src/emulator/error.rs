use std::io;

use thiserror::Error;

use crate::fault::Fault;
use crate::{BadRule, Slip};

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
    /// A field cannot be hidden.
    #[error("cannot hide {0}")]
    Hidden(#[source] Slip),
    /// Something cannot go wrong as a rule says.
    #[error("trouble: {0}")]
    Trouble(#[from] BadRule),
    /// The file cannot be opened or is not an org's.
    #[error("cannot open the org: {0}")]
    Data(String),
    /// What is wrong with the records to begin with, or to add: where, and what.
    #[error("the seed: {0}")]
    Seed(String),
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

/// Why an org did not do what its test wanted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct Refusal {
    code: &'static str,
    message: String,
}

impl Refusal {
    /// What it is called where the control endpoint answers it: Salesforce's name, such as `NOT_FOUND`, where it has one.
    pub fn code(&self) -> &str {
        self.code
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        let Fault { code, message, .. } = fault;
        Self { code, message }
    }
}
